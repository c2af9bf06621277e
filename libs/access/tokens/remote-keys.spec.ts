import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT, type CryptoKey, type JWK } from 'jose';
import { remoteKeys } from './remote-keys.js';
import { TokenVerifier } from './token-verifier.js';

const ISSUER = 'https://issuer.example';
const pairs = await Promise.all(['k1', 'k2'].map(async (kid) => ({ kid, ...(await generateKeyPair('ES256')) })));
const [first, second] = (await Promise.all(
  pairs.map(async ({ kid, publicKey, privateKey }) => ({
    jwk: { ...(await exportJWK(publicKey)), kid, alg: 'ES256', use: 'sig' } as JWK,
    sign: (named = kid) => tokenOf(privateKey, named),
  })),
)) as [Signer, Signer];

interface Signer {
  readonly jwk: JWK;
  sign(kid?: string): Promise<string>;
}

let serial = 0;
function tokenOf(key: CryptoKey, kid: string): Promise<string> {
  // Each is another one: what was verified a moment ago is known without its key.
  return new SignJWT({ role: 'officer', association: 'mihon-seizo', jti: String((serial += 1)) })
    .setProtectedHeader({ alg: 'ES256', kid, typ: 'at+jwt' })
    .setIssuer(ISSUER)
    .setAudience('kiroku')
    .setSubject('staff-1')
    .setIssuedAt()
    .setExpirationTime('1h')
    .sign(key);
}

const clock = Date.now;
let keys: readonly JWK[];
let asked: number;
let answer: RequestListener;
let server: Server;
let verifier: TokenVerifier;
let now: number;

beforeEach(async () => {
  [keys, asked, now] = [[first.jwk], 0, Date.now()];
  Date.now = () => now;
  answer = (_request, response) => void response.end(JSON.stringify({ keys }));
  server = createServer((request, response) => {
    asked += 1;
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  verifier = verifierOf();
});
afterEach(async () => {
  Date.now = clock;
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

function verifierOf(answerMilliseconds?: number): TokenVerifier {
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/jwks.json`;
  return new TokenVerifier({ issuer: ISSUER, audience: 'kiroku', keys: remoteKeys(url, answerMilliseconds) });
}

const pass = (seconds: number) => (now += seconds * 1_000);
const outcome = (token: string) =>
  verifier.verify(token).then(
    () => 'taken',
    (error: { code: string }) => error.code,
  );
const UNKNOWN = 'ERR_JWKS_NO_MATCHING_KEY';
const DOWN = 'issuer-unavailable';

describe('the keys of an outside issuer', () => {
  it('are read once for many tokens, and again after five minutes', async () => {
    for (let count = 0; count < 5; count += 1) expect(await outcome(await first.sign())).toBe('taken');
    expect(asked).toBe(1);
    pass(299);
    expect([await outcome(await first.sign()), asked]).toEqual(['taken', 1]);
    pass(1);
    expect([await outcome(await first.sign()), asked]).toEqual(['taken', 2]);
  });

  it('are asked for once by a flood of keys that nobody knows, which keeps no good token out', async () => {
    expect(await outcome(await first.sign())).toBe('taken');
    pass(31);
    const flood = await Promise.all(Array.from({ length: 50 }, (_, n) => second.sign(`unknown-${n}`)));
    expect(new Set(await Promise.all(flood.map(outcome)))).toEqual(new Set([UNKNOWN]));
    for (const token of flood) expect(await outcome(token)).toBe(UNKNOWN);
    expect([await outcome(await first.sign()), asked]).toEqual(['taken', 2]);
    pass(31);
    expect([await outcome(flood[0]!), asked]).toEqual([UNKNOWN, 3]);
  });

  it('are new ones as soon as a token names them, within the cooldown after the last reading', async () => {
    expect(await outcome(await first.sign())).toBe('taken');
    keys = [first.jwk, second.jwk];
    expect(await outcome(await second.sign())).toBe(UNKNOWN);
    pass(31);
    expect(await outcome(await second.sign())).toBe('taken');
    expect(await outcome(await first.sign())).toBe('taken');
    expect(asked).toBe(2);
  });

  it('are no more what was taken away, after six minutes at the latest', async () => {
    const token = await first.sign();
    expect(await outcome(token)).toBe('taken');
    keys = [second.jwk];
    pass(299);
    expect(await outcome(token)).toBe('taken');
    pass(61);
    expect(await outcome(token)).toBe(UNKNOWN);
  });

  it('that cannot be read are no fault of a token, and are not asked for by everybody who waits', async () => {
    answer = (_request, response) => void response.writeHead(500).end();
    for (let count = 0; count < 20; count += 1) expect(await outcome(await first.sign())).toBe(DOWN);
    expect(asked).toBe(1);
    answer = (_request, response) => void response.end(JSON.stringify({ keys }));
    pass(6);
    expect([await outcome(await first.sign()), asked]).toEqual(['taken', 2]);
  });

  it.each<[string, RequestListener]>([
    ['a redirect', (_request, response) => void response.writeHead(302, { location: 'https://example.com/' }).end()],
    ['no JSON', (_request, response) => void response.end('<html>')],
    ['no key set', (_request, response) => void response.end('{"keys":"none"}')],
    ['a connection that is cut', (request) => void request.socket.destroy()],
    [
      'more than keys take',
      (_request, response) => void response.end(JSON.stringify({ keys, more: 'x'.repeat(600_000) })),
    ],
  ])('are not %s', async (_what, listener) => {
    answer = listener;
    expect(await outcome(await first.sign())).toBe(DOWN);
  });

  it.each<[string, RequestListener]>([
    ['does not begin', () => {}],
    ['does not end', (_request, response) => void response.write('{')],
  ])('are not waited for beyond a time when the answer %s', async (_what, listener) => {
    answer = listener;
    verifier = verifierOf(100);
    expect(await outcome(await first.sign())).toBe(DOWN);
  });
});
