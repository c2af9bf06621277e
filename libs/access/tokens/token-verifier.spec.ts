import { createHmac } from 'node:crypto';
import { createLocalJWKSet, exportJWK, exportSPKI, generateKeyPair, SignJWT, type JWTPayload } from 'jose';
import { TokenVerifier } from './token-verifier.js';

const ISSUER = 'https://issuer.example';
const AUDIENCE = 'kiroku';
const { privateKey, publicKey } = await generateKeyPair('RS256', { extractable: true });
const jwk = { ...(await exportJWK(publicKey)), kid: 'k1', alg: 'RS256', use: 'sig' };
const verifier = new TokenVerifier({ issuer: ISSUER, audience: AUDIENCE, keys: createLocalJWKSet({ keys: [jwk] }) });

const now = () => Math.floor(Date.now() / 1000);
const claims = (): JWTPayload => ({
  iss: ISSUER,
  aud: AUDIENCE,
  sub: 'staff-1',
  iat: now(),
  exp: now() + 60,
  role: 'officer',
  association: 'mihon-seizo',
});

async function sign(
  payload: JWTPayload,
  header: { alg?: string; kid?: string; typ?: string } = {},
  key = privateKey,
): Promise<string> {
  return new SignJWT(payload).setProtectedHeader({ alg: 'RS256', kid: 'k1', ...header }).sign(key);
}

const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
/** A token whose signature is made by hand, as no library would. */
function forge(header: object, signatureOf: (text: string) => string): string {
  const text = `${encode(header)}.${encode(claims())}`;
  return `${text}.${signatureOf(text)}`;
}

describe('a bearer token', () => {
  it('is taken when it is good', async () => {
    expect(await verifier.verify(await sign(claims()))).toMatchObject({ role: 'officer', association: 'mihon-seizo' });
  });

  it('is verified once and then known for a while, but never past its end', async () => {
    let asked = 0;
    const local = createLocalJWKSet({ keys: [jwk] });
    const keys: typeof local = Object.assign(
      (...args: Parameters<typeof local>) => {
        asked += 1;
        return local(...args);
      },
      { jwks: local.jwks },
    );
    const counting = new TokenVerifier({ issuer: ISSUER, audience: AUDIENCE, keys });
    const token = await sign({ ...claims(), exp: now() - 28 });
    expect(await counting.verify(token)).toMatchObject({ role: 'officer' });
    expect(await counting.verify(token)).toMatchObject({ role: 'officer' });
    expect(asked).toBe(1);
    await new Promise((resolve) => setTimeout(resolve, 2_500));
    await expect(counting.verify(token)).rejects.toMatchObject({ code: 'ERR_JWT_EXPIRED' });
  });

  it('may be a few seconds past its end, for clocks differ', async () => {
    expect(await verifier.verify(await sign({ ...claims(), exp: now() - 5 }))).toMatchObject({ role: 'officer' });
  });

  it.each([
    ['is past its end', { exp: now() - 60 }, 'ERR_JWT_EXPIRED'],
    ['does not say when it was issued', { iat: undefined }, 'ERR_JWT_CLAIM_VALIDATION_FAILED'],
    ['says to be issued later on', { iat: now() + 60, exp: now() + 90 }, 'ERR_JWT_CLAIM_VALIDATION_FAILED'],
    ['has no end', { exp: undefined }, 'ERR_JWT_CLAIM_VALIDATION_FAILED'],
    ['is not valid yet', { nbf: now() + 120 }, 'ERR_JWT_CLAIM_VALIDATION_FAILED'],
    ['is for somebody else', { aud: 'another-service' }, 'ERR_JWT_CLAIM_VALIDATION_FAILED'],
    ['is for nobody', { aud: undefined }, 'ERR_JWT_CLAIM_VALIDATION_FAILED'],
    ['is from another issuer', { iss: 'https://elsewhere.example' }, 'ERR_JWT_CLAIM_VALIDATION_FAILED'],
    ['is from nobody', { iss: undefined }, 'ERR_JWT_CLAIM_VALIDATION_FAILED'],
    ['is about nobody', { sub: undefined }, 'ERR_JWT_CLAIM_VALIDATION_FAILED'],
  ])('is refused when it %s', async (_what, change, code) => {
    await expect(verifier.verify(await sign({ ...claims(), ...change }))).rejects.toMatchObject({ code });
  });

  it('is refused when it lives longer than a token may', async () => {
    const options = { issuer: ISSUER, audience: AUDIENCE, keys: createLocalJWKSet({ keys: [jwk] }) };
    const strict = new TokenVerifier({ ...options, secondsMax: 900 });
    const living = async (seconds: number) => sign({ ...claims(), iat: now() - 5, exp: now() - 5 + seconds });
    expect(await strict.verify(await living(900))).toMatchObject({ role: 'officer' });
    await expect(strict.verify(await living(901))).rejects.toMatchObject({ code: 'token-too-long-lived' });
    expect(await verifier.verify(await living(43_200))).toMatchObject({ role: 'officer' });
    await expect(verifier.verify(await living(43_201))).rejects.toMatchObject({ code: 'token-too-long-lived' });
  });

  it('is refused when its role is not one of ours', async () => {
    await expect(verifier.verify(await sign({ ...claims(), role: 'root' }))).rejects.toMatchObject({
      name: 'ClaimsError',
    });
  });

  it('is refused when it is not signed at all', async () => {
    const token = forge({ alg: 'none' }, () => '');
    await expect(verifier.verify(token)).rejects.toMatchObject({ code: 'ERR_JOSE_ALG_NOT_ALLOWED' });
  });

  it('is refused when the public key was used as a shared secret', async () => {
    const secret = await exportSPKI(publicKey);
    const token = forge({ alg: 'HS256', kid: 'k1' }, (text) =>
      createHmac('sha256', secret).update(text).digest('base64url'),
    );
    await expect(verifier.verify(token)).rejects.toMatchObject({ code: 'ERR_JOSE_ALG_NOT_ALLOWED' });
  });

  it('is refused when nobody knows its key', async () => {
    await expect(verifier.verify(await sign(claims(), { kid: 'k2' }))).rejects.toMatchObject({
      code: 'ERR_JWKS_NO_MATCHING_KEY',
    });
  });

  it('is refused when another key signed under a known name', async () => {
    const other = await generateKeyPair('RS256');
    const token = await sign(claims(), {}, other.privateKey);
    await expect(verifier.verify(token)).rejects.toMatchObject({ code: 'ERR_JWS_SIGNATURE_VERIFICATION_FAILED' });
  });

  it('is refused when its content was changed after signing', async () => {
    const [header, , signature] = (await sign(claims())).split('.');
    const token = `${header}.${encode({ ...claims(), association: 'another' })}.${signature}`;
    await expect(verifier.verify(token)).rejects.toMatchObject({ code: 'ERR_JWS_SIGNATURE_VERIFICATION_FAILED' });
  });

  it.each(['', 'abc', 'a.b.c', '..'])('is refused when it is %j', async (token) => {
    await expect(verifier.verify(token)).rejects.toMatchObject({ code: 'ERR_JWS_INVALID' });
  });
});

describe('the type of a token', () => {
  it.each([undefined, 'at+jwt', 'application/at+jwt', 'AT+JWT', 'JWT'])('may be %s', async (typ) => {
    expect(await verifier.verify(await sign(claims(), { ...(typ && { typ }) }))).toMatchObject({ role: 'officer' });
  });

  it.each(['logout+jwt', 'dpop+jwt', 'application/entity-statement+jwt', 'id+jwt', ''])(
    'may not be %j',
    async (typ) => {
      await expect(verifier.verify(await sign(claims(), { typ }))).rejects.toMatchObject({ name: 'ClaimsError' });
    },
  );

  it.each(['nonce', 'at_hash', 'c_hash', 's_hash'])('is not that of an ID token: %s', async (claim) => {
    const token = await sign({ ...claims(), [claim]: 'x' }, { typ: 'JWT' });
    await expect(verifier.verify(token)).rejects.toMatchObject({ name: 'ClaimsError' });
  });
});

describe('a sign-in of a strength that is asked for', () => {
  const options = { issuer: ISSUER, audience: AUDIENCE, keys: createLocalJWKSet({ keys: [jwk] }) };
  const strict = new TokenVerifier({ ...options, requiredAcr: ['urn:mfa', 'phr'] });

  it('is one of those named', async () => {
    expect(await strict.verify(await sign({ ...claims(), acr: 'phr' }))).toMatchObject({ role: 'officer' });
  });

  it.each([undefined, 'password', ['phr']])('is not %j, and the way to a better one is told', async (acr) => {
    await expect(strict.verify(await sign({ ...claims(), acr }))).rejects.toMatchObject({
      code: 'sign-in-too-weak',
      facts: { challenge: 'error="insufficient_user_authentication", acr_values="urn:mfa phr"' },
    });
  });

  it('is not asked of a program', async () => {
    const token = await sign({ ...claims(), role: 'integrator', arrangements: ['B01'] });
    expect(await strict.verify(token)).toMatchObject({ role: 'integrator' });
  });
});
