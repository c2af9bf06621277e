import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { exportSPKI, generateKeyPair, importJWK, SignJWT, type CryptoKey, type JWK } from 'jose';
import { DEFAULT_AUDIENCE, DEVELOPMENT_ISSUER } from '#access';

/** An hour ago, and in an hour. */
const [PAST, FUTURE] = [-3_600, 3_600].map((seconds) => Math.floor(Date.now() / 1_000) + seconds) as [number, number];

/**
 * Tokens of an account that would be permitted, each with one fault: all that a guard has to refuse. Those with wrong
 * claims are signed with the issuer's own key, which is read from its file.
 */
export async function refusedTokens(keyFile: string, account: object): Promise<Record<string, string>> {
  const jwk = JSON.parse(readFileSync(keyFile, 'utf8')) as JWK;
  const { d: _secret, ...open } = jwk;
  const own = (await importJWK(jwk, 'EdDSA')) as CryptoKey;
  const other = (await generateKeyPair('EdDSA')).privateKey;
  const good = {
    ...account,
    iss: DEVELOPMENT_ISSUER,
    aud: DEFAULT_AUDIENCE,
    sub: 'somebody',
    iat: FUTURE - 3_600,
    exp: FUTURE,
  };
  const sign = (over: object, key = own, kid = jwk.kid!, typ = 'at+jwt') =>
    new SignJWT({ ...good, ...over }).setProtectedHeader({ alg: 'EdDSA', kid, typ }).sign(key);
  const shared = await exportSPKI((await importJWK(open, 'EdDSA')) as CryptoKey);
  const [head, , signature] = (await sign({})).split('.') as [string, string, string];
  return {
    expired: await sign({ exp: PAST }),
    'not valid yet': await sign({ nbf: FUTURE }),
    'without an end': await sign({ exp: undefined }),
    'issued later on': await sign({ iat: FUTURE - 60 }),
    'not saying when it was issued': await sign({ iat: undefined }),
    'for another audience': await sign({ aud: 'another-service' }),
    'for no audience': await sign({ aud: undefined }),
    'of another issuer': await sign({ iss: 'https://elsewhere.example' }),
    'of no issuer': await sign({ iss: undefined }),
    'about nobody': await sign({ sub: undefined }),
    'of another type': await sign({}, own, jwk.kid!, 'logout+jwt'),
    'made to tell who signed in': await sign({ nonce: 'n', at_hash: 'h' }, own, jwk.kid!, 'JWT'),
    'with a role that is none': await sign({ role: 'root' }),
    'signed by another key': await sign({}, other),
    'signed by a key that nobody knows': await sign({}, other, 'unknown'),
    unsigned: `${part({ alg: 'none' })}.${part(good)}.`,
    'signed with the public key as a secret': byHand({ alg: 'HS256', kid: jwk.kid! }, good, shared),
    'changed after it was signed': `${head}.${part({ ...good, association: 'mihon-unyu' })}.${signature}`,
    'cut off': `${head}.${part(good)}`,
    'no token at all': 'nonsense',
  };
}

function byHand(header: object, claims: object, secret: string): string {
  const text = `${part(header)}.${part(claims)}`;
  return `${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`;
}

function part(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}
