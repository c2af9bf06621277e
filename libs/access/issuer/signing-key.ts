import { calculateJwkThumbprint, exportJWK, generateKeyPair, type JWK } from 'jose';

export const KEY_ALGORITHM = 'EdDSA';

/** A new key pair, Ed25519, under the name that its thumbprint gives it. */
export async function newKey(): Promise<JWK> {
  const { privateKey } = await generateKeyPair(KEY_ALGORITHM, { extractable: true });
  const jwk = await exportJWK(privateKey);
  return { ...jwk, kid: await calculateJwkThumbprint(jwk) };
}

/** The public half of a key, RFC 7517. */
export function publicHalf({ d: _secret, ...key }: JWK): JWK {
  return { ...key, alg: KEY_ALGORITHM, use: 'sig' };
}
