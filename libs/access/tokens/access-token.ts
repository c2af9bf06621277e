import { ClaimsError } from '../domain/caller.js';

/** What an access token may say that it is; nothing is taken for one as well. RFC 9068 2.1, RFC 7519 5.1. */
const TYPES = ['at+jwt', 'jwt'];
/** Claims that an ID token has and no access token (OpenID Connect Core 2, 3.3.2.11). */
const OF_ID_TOKENS = ['nonce', 'at_hash', 'c_hash', 's_hash'];

/** Refuses a token that its issuer made for another use: an ID token names the same person, and gives no access. */
export function refuseOtherTokens(header: { readonly typ?: unknown }, claims: Readonly<Record<string, unknown>>): void {
  const { typ } = header;
  const type = typeof typ === 'string' ? typ.toLowerCase().replace(/^application\//, '') : typ;
  if (type !== undefined && !TYPES.includes(type as string)) throw new ClaimsError('It is another type of token.');
  if (OF_ID_TOKENS.some((claim) => claim in claims)) throw new ClaimsError('It is an ID token.');
}
