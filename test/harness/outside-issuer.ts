import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { DEVELOPMENT_ISSUER, DevelopmentIssuer, type Role } from '#access';

/** Issues tokens as an issuer outside does: services read its keys from an address. */
export interface OutsideIssuer {
  readonly env: Record<string, string>;
  token(role: Role, association: string | null, member?: string | null, subject?: string): Promise<string>;
  close(): void;
}

export async function startIssuer(directory: string): Promise<OutsideIssuer> {
  const issuer = (await DevelopmentIssuer.open(join(directory, 'issuer.json'), true))!;
  const keys = JSON.stringify(issuer.publicKeys());
  const server = createServer((_request, response) => response.setHeader('Content-Type', 'application/json').end(keys));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    env: { KIROKU_ISSUER: DEVELOPMENT_ISSUER, KIROKU_JWKS_URL: `http://127.0.0.1:${port}/jwks.json` },
    token: (role, association, member = null, subject) =>
      issuer.issue({ role, association, member, ...(subject && { subject }) }),
    close: () => server.close(),
  };
}
