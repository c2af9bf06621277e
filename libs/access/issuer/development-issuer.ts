import { createHmac } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createLocalJWKSet, importJWK, SignJWT, type JWK } from 'jose';
import { TOKEN_SECONDS_MAX } from '#platform';
import type { TokenOptions } from '../tokens/token-verifier.js';
import type { DevelopmentClient } from './development-clients.js';
import type { SampleAssociation } from './people.js';
import { KEY_ALGORITHM, newKey, publicHalf } from './signing-key.js';
import { claimsOf, type TokenWish } from './token-wish.js';
import { writeOnce } from './write-once.js';

/** Who issued what `kiroku token` prints: the same issuer, wherever it listens. */
export const DEVELOPMENT_ISSUER = 'urn:kiroku:development';
export const DEFAULT_AUDIENCE = 'kiroku';

/** Whom the issuer knows, beside the operator. */
export interface Offered {
  readonly associations: readonly SampleAssociation[];
  readonly clients: readonly DevelopmentClient[];
}

/** Issues tokens for trying the product out. Its key is a file beside the data; whoever reads it can be anybody. */
export class DevelopmentIssuer {
  #offered: Offered = { associations: [], clients: [] };
  #address: () => string | null = () => null;

  private constructor(private readonly key: JWK) {}

  /** Opens the key file, made on first use when `create` says so; null when there is none. */
  static async open(path: string, create: boolean): Promise<DevelopmentIssuer | null> {
    if (create) await writeOnce(path, async () => JSON.stringify(await newKey()));
    const stored = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return null;
      throw error;
    });
    return stored === null ? null : new DevelopmentIssuer(JSON.parse(stored) as JWK);
  }

  publicKeys(): { keys: JWK[] } {
    return { keys: [publicHalf(this.key)] };
  }

  /** The key itself, for the one that signs beside this one. */
  signingKeys(): { keys: JWK[] } {
    return { keys: [{ ...publicHalf(this.key), d: this.key.d! }] };
  }

  /** A secret of the issuer for one use: the same after a restart, and known to nobody without the key. */
  secretFor(use: string): string {
    return createHmac('sha256', this.key.d!).update(use).digest('base64url');
  }

  /** What a service takes that trusts this issuer: tokens under either of its names. */
  tokenOptions(): TokenOptions {
    const names = () => [DEVELOPMENT_ISSUER, ...[this.#address()].filter((name) => name !== null)];
    return { issuer: names, audience: DEFAULT_AUDIENCE, keys: createLocalJWKSet(this.publicKeys()) };
  }

  get offered(): Offered {
    return this.#offered;
  }

  /** Says whom it knows. */
  offer(offered: Offered): void {
    this.#offered = offered;
  }

  /** Says under which address it answers, once it does. */
  answersAt(address: () => string | null): void {
    this.#address = address;
  }

  async issue(wish: TokenWish): Promise<string> {
    const key = await importJWK(this.key, KEY_ALGORITHM);
    // One instant for both: a second between them would make a token live longer than any is let to.
    const issuedAt = Math.floor(Date.now() / 1_000);
    return new SignJWT(claimsOf(wish))
      .setProtectedHeader({ alg: KEY_ALGORITHM, kid: this.key.kid!, typ: 'at+jwt' })
      .setIssuer(DEVELOPMENT_ISSUER)
      .setAudience(DEFAULT_AUDIENCE)
      .setSubject(wish.subject ?? `development-${wish.role}`)
      .setIssuedAt(issuedAt)
      .setExpirationTime(issuedAt + TOKEN_SECONDS_MAX)
      .sign(key);
  }
}
