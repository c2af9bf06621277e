import { createRemoteJWKSet, errors, jwtVerify, type JWTVerifyGetKey } from 'jose';
import { Refusal } from '#platform';
import { callerFromClaims, type Caller } from '../domain/caller.js';
import { VerifiedTokens } from './verified-tokens.js';

export interface TokenOptions {
  /** Who must have issued a token, and for whom. */
  readonly issuer: string;
  readonly audience: string;
  readonly keys: JWTVerifyGetKey;
}

/** Signature algorithms that are taken. `none` and shared secrets are not among them. */
const ALGORITHMS = ['EdDSA', 'ES256', 'RS256', 'PS256'];
const CLOCK_SKEW_SECONDS = 30;

/** The issuer answered, and has no one key for what the token's header asks for. */
const KEY_NOT_FOUND = [errors.JWKSNoMatchingKey, errors.JWKSMultipleMatchingKeys, errors.JOSENotSupported];

/** Keys of an outside issuer, read from its JWKS address and kept by jose. */
export function remoteKeys(url: string): JWTVerifyGetKey {
  return createRemoteJWKSet(new URL(url));
}

/**
 * Checks bearer tokens (RFC 9068 style JWTs) and says who is asking. Throws for anything else: the Refusal
 * `issuer-unavailable` where the issuer's keys could not be read, which is no fault of the token.
 */
export class TokenVerifier {
  readonly #verified = new VerifiedTokens();

  constructor(private readonly options: TokenOptions) {}

  async verify(token: string): Promise<Caller> {
    return this.#verified.callerOf(token) ?? this.#verify(token);
  }

  async #verify(token: string): Promise<Caller> {
    const { issuer, audience, keys } = this.options;
    const { payload } = await jwtVerify(token, orUnavailable(keys), {
      issuer,
      audience,
      algorithms: ALGORITHMS,
      clockTolerance: CLOCK_SKEW_SECONDS,
      requiredClaims: ['exp', 'sub'],
    });
    const caller = callerFromClaims(payload);
    this.#verified.keep(token, caller, (payload.exp! + CLOCK_SKEW_SECONDS) * 1_000);
    return caller;
  }
}

function orUnavailable(keys: JWTVerifyGetKey): JWTVerifyGetKey {
  return async (header, token) => {
    try {
      return await keys(header, token);
    } catch (error) {
      if (KEY_NOT_FOUND.some((kind) => error instanceof kind)) throw error;
      throw new Refusal('issuer-unavailable');
    }
  };
}
