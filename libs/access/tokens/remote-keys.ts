import { createRemoteJWKSet, customFetch, type JWTVerifyGetKey } from 'jose';

/** Keys are read anew after this time: one that its issuer took away is refused from then on. */
const KEYS_MILLISECONDS_MAX = 300_000;
/** A key that nobody knows makes the keys be read anew, and so often at most: a flood of such tokens asks the issuer once. */
const COOLDOWN_MILLISECONDS = 30_000;
/** After an answer that was none, whoever comes within this time is told to come again, without another asking. */
const FAILED_MILLISECONDS = 5_000;
const ANSWER_MILLISECONDS_MAX = 5_000;
/** A hundred RSA keys with their certificates. */
const KEYS_BYTES_MAX = 512 * 1024;

/**
 * Keys of an outside issuer, read from its JWKS address. A new key is taken as soon as a token names it, save within the
 * cooldown; redirects are not followed, and what is too long, too slow or no key set is an issuer that cannot be reached.
 */
export function remoteKeys(url: string, timeoutDuration = ANSWER_MILLISECONDS_MAX): JWTVerifyGetKey {
  let failedAt = Number.NEGATIVE_INFINITY;
  const read = async (address: string, init: RequestInit): Promise<Response> => {
    if (Date.now() < failedAt + FAILED_MILLISECONDS) throw new Error('The keys could not be read a moment ago.');
    try {
      const response = await fetch(address, init);
      if (response.status !== 200) {
        await response.body?.cancel();
        throw new Error(`The issuer answered ${response.status}.`);
      }
      return new Response(await bodyOf(response), { status: 200 });
    } catch (error) {
      failedAt = Date.now();
      throw error;
    }
  };
  return createRemoteJWKSet(new URL(url), {
    cacheMaxAge: KEYS_MILLISECONDS_MAX,
    cooldownDuration: COOLDOWN_MILLISECONDS,
    timeoutDuration,
    [customFetch]: read,
  });
}

async function bodyOf(response: Response): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  for await (const piece of response.body ?? []) {
    bytes += piece.length;
    if (bytes > KEYS_BYTES_MAX) throw new Error('The keys are too long.');
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}
