import { errors, jwtVerify, type JWTPayload, type JWTVerifyGetKey } from 'jose';
import { Refusal, TOKEN_SECONDS_MAX } from '#platform';
import { callerFromClaims, type Caller } from '../domain/caller.js';
import { refuseOtherTokens } from './access-token.js';
import { VerifiedTokens } from './verified-tokens.js';

export interface TokenOptions {
  /** Who must have issued a token, and for whom. A list is of one issuer's names. */
  readonly issuer: string | (() => string[]);
  readonly audience: string;
  readonly keys: JWTVerifyGetKey;
  /** Of which of these strengths (`acr`) a person's sign-in must have been; none where any will do. */
  readonly requiredAcr?: readonly string[];
  /** How long a token may live, in seconds; `TOKEN_SECONDS_MAX` where nothing is said. */
  readonly secondsMax?: number;
}

/** Signature algorithms that are taken. `none` and shared secrets are not among them. */
const ALGORITHMS = ['EdDSA', 'ES256', 'RS256', 'PS256'];
const CLOCK_SKEW_SECONDS = 30;

/** The issuer answered, and has no one key for what the token's header asks for. */
const KEY_NOT_FOUND = [errors.JWKSNoMatchingKey, errors.JWKSMultipleMatchingKeys, errors.JOSENotSupported];

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
    const { payload, protectedHeader } = await jwtVerify(token, orUnavailable(keys), {
      issuer: typeof issuer === 'string' ? issuer : issuer(),
      audience,
      algorithms: ALGORITHMS,
      clockTolerance: CLOCK_SKEW_SECONDS,
      requiredClaims: ['exp', 'iat', 'sub'],
    });
    refuseOtherTokens(protectedHeader, payload);
    this.#refuseLongLived(payload);
    const caller = callerFromClaims(payload);
    this.#refuseWeak(caller, payload['acr']);
    this.#verified.keep(token, caller, (payload.exp! + CLOCK_SKEW_SECONDS) * 1_000);
    return caller;
  }

  // One that says to be issued later on would outlive the end of all that its account has now.
  #refuseLongLived(payload: JWTPayload): void {
    const { iat, exp } = payload;
    const { secondsMax = TOKEN_SECONDS_MAX } = this.options;
    if (iat! > Date.now() / 1_000 + CLOCK_SKEW_SECONDS)
      throw new errors.JWTClaimValidationFailed('iat', payload, 'iat');
    if (exp! - iat! <= secondsMax) return;
    throw new Refusal('token-too-long-lived', { secondsMax, challenge: 'error="invalid_token"' });
  }

  // RFC 9470. A program does not sign in: its key is what it has.
  #refuseWeak({ role }: Caller, acr: unknown): void {
    const { requiredAcr = [] } = this.options;
    if (role === 'integrator' || requiredAcr.length === 0 || requiredAcr.includes(acr as string)) return;
    const challenge = `error="insufficient_user_authentication", acr_values="${requiredAcr.join(' ')}"`;
    throw new Refusal('sign-in-too-weak', { challenge });
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
