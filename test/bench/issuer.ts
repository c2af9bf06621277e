import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { DEVELOPMENT_ISSUER, DevelopmentIssuer, type Role } from '#access';

/** Issues tokens as an outside issuer would: services read its keys from an address. */
export interface Issuer {
  readonly env: Record<string, string>;
  token(role: Role, association: string | null): Promise<string>;
  close(): void;
}

export async function startIssuer(directory: string): Promise<Issuer> {
  const issuer = (await DevelopmentIssuer.open(join(directory, 'issuer.jwk.json'), true))!;
  const keys = JSON.stringify(issuer.publicKeys());
  const server = createServer((_request, response) => response.setHeader('Content-Type', 'application/json').end(keys));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    env: { KIROKU_ISSUER: DEVELOPMENT_ISSUER, KIROKU_JWKS_URL: `http://127.0.0.1:${port}/jwks.json` },
    token: (role, association) => issuer.issue({ role, association, member: null }),
    close: () => server.close(),
  };
}
