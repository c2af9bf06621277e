import { randomBytes } from 'node:crypto';
import { link, mkdir, readFile, unlink, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import {
  calculateJwkThumbprint,
  createLocalJWKSet,
  exportJWK,
  generateKeyPair,
  importJWK,
  SignJWT,
  type JWK,
  type JWTVerifyGetKey,
} from 'jose';
import type { Role } from '../domain/permissions.js';

export const DEVELOPMENT_ISSUER = 'urn:kiroku:development';
export const DEFAULT_AUDIENCE = 'kiroku';
const ALGORITHM = 'EdDSA';
const TOKEN_HOURS = 12;

export interface TokenWish {
  readonly role: Role;
  readonly association: string | null;
  readonly member: string | null;
  /** Who it is: somebody of the role where nobody says, and the same one every time. */
  readonly subject?: string;
}

/** Issues tokens for trying the product out. Its key is a file beside the data; whoever reads it can be anybody. */
export class DevelopmentIssuer {
  private constructor(private readonly key: JWK) {}

  /** Opens the key file, made on first use when `create` says so; null when there is none. */
  static async open(path: string, create: boolean): Promise<DevelopmentIssuer | null> {
    const stored = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return null;
      throw error;
    });
    if (stored) return new DevelopmentIssuer(JSON.parse(stored) as JWK);
    if (!create) return null;
    await writeKey(path);
    return DevelopmentIssuer.open(path, false);
  }

  /** The public half, RFC 7517. */
  publicKeys(): { keys: JWK[] } {
    const { d: _secret, ...key } = this.key;
    return { keys: [{ ...key, alg: ALGORITHM, use: 'sig' }] };
  }

  verificationKeys(): JWTVerifyGetKey {
    return createLocalJWKSet(this.publicKeys());
  }

  async issue({ role, association, member, subject = `development-${role}` }: TokenWish): Promise<string> {
    const key = await importJWK(this.key, ALGORITHM);
    return new SignJWT({ role, ...(association ? { association } : {}), ...(member ? { member } : {}) })
      .setProtectedHeader({ alg: ALGORITHM, kid: this.key.kid!, typ: 'at+jwt' })
      .setIssuer(DEVELOPMENT_ISSUER)
      .setAudience(DEFAULT_AUDIENCE)
      .setSubject(subject)
      .setIssuedAt()
      .setExpirationTime(`${TOKEN_HOURS}h`)
      .sign(key);
  }
}

async function writeKey(path: string): Promise<void> {
  const { privateKey } = await generateKeyPair(ALGORITHM, { extractable: true });
  const jwk = await exportJWK(privateKey);
  const key = { ...jwk, kid: await calculateJwkThumbprint(jwk) };
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const draft = `${path}.${randomBytes(6).toString('hex')}`;
  await writeFile(draft, JSON.stringify(key), { mode: 0o600, flush: true });
  // Of two processes that start at once, one key wins.
  await link(draft, path).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
  await unlink(draft);
}
