import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  checkpointText,
  encodeEntries,
  EMPTY_FRONTIER,
  formatNote,
  formatVerifierKey,
  grow,
  leafHash,
  rootOf,
  timestampClaims,
} from '#proof';
import { AnAuthority } from '../../../test/harness/an-authority.js';
import { aLogKey, MadeUpLog } from '../witness/testing/made-up-log.js';
import { stampFailureBy } from './stamp-failure.js';
import { verifyLogAt, type LogOptions } from './verify-log-at.js';

const log = new MadeUpLog();
const key = aLogKey(log.origin);
log.announce(key, 1);
for (let n = 0; n < 6; n += 1) log.line(`m${n}`);
const keys = [key.verifier];
const TITLE = 'Entries are for auditors who gave a reason\u202e\u001b[2J';
let server: Server;
/** What was asked, and whether a token went along. */
let asked: string[];
/** Reasons that were given. */
let reasons: string[];
/** The text that was stamped, and what an authority replied on it. */
let stamped: string | null;
let reply = Buffer.alloc(0);

beforeEach(async () => {
  stamped = null;
  asked = [];
  reasons = [];
  server = createServer(async (request, response) => {
    const { authorization, 'kiroku-reason': reason } = request.headers;
    asked.push(`${request.url}${authorization ? ' with a token' : ''}`);
    if (request.url === '/v1/log/kenpo/checkpoint') response.end(await log.noteOver(log.entries));
    else if (request.url === '/v1/log/kenpo/tile/0/000.p/7') response.end(Buffer.concat(log.entries.map(leafHash)));
    else if (request.url === '/v1/log/kenpo/stamped-checkpoint')
      if (stamped === null) refuse(response, 404, 'not-stamped');
      else
        response.end(formatNote({ text: stamped, signatures: [{ name: 'x', keyId: 1, bytes: new Uint8Array(64) }] }));
    else if (request.url === '/v1/log/kenpo/checkpoint/7/timestamp') response.end(reply);
    else if (request.url === '/v1/log/kenpo/keys')
      response.end(JSON.stringify({ keys: [{ key: formatVerifierKey(keys[0]!) }] }));
    else if (request.url === '/v1/reasons' && authorization === 'Bearer good') {
      let body = '';
      for await (const piece of request) body += String(piece);
      reasons.push((JSON.parse(body) as { id: string }).id);
      response.writeHead(201).end('{}');
    } else if (request.url === '/v1/log/kenpo/tile/entries/000.p/7' && reasons.includes(String(reason)))
      response.end(encodeEntries(log.entries));
    else if (request.url!.startsWith('/v1/log/kenpo')) refuse(response, 403, 'entries-not-permitted');
    else refuse(response, request.url === '/v1/reasons' ? 401 : 404, 'log-unknown');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});

afterEach(() => new Promise((resolve) => server.close(resolve)));

function refuse(response: ServerResponse, status: number, code: string): void {
  response.writeHead(status, { 'content-type': 'application/problem+json' });
  response.end(JSON.stringify({ code, title: TITLE }));
}

const verify = (more: Partial<LogOptions> = {}, name = 'kenpo') =>
  verifyLogAt(new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/v1/log/${name}`), { keys, ...more });

describe('a running log', () => {
  it('is verified without its entries, and says so, where there is a token and no reason to read them', async () => {
    const without = await verify();
    expect(without).toMatchObject({ ok: 'ok', failures: [] });
    expect(without.about).toEqual([
      { what: 'log', value: log.origin },
      { what: 'tree-size', value: '7' },
      { what: 'timestamp', value: '-' },
    ]);
    expect(without.notPromised).toContain('entries');
    expect(await verify({ token: 'good' })).toEqual(without);
    expect(asked.filter((one) => one.includes('token'))).toEqual([]);
  });

  it('is verified with its entries by a reason, which is given once', async () => {
    const report = await verify({ token: 'good', because: '監査' });
    expect(report).toMatchObject({ ok: 'ok', failures: [] });
    expect(report.checked).toContainEqual({ what: 'entry', count: 7 });
    expect(report.notPromised).not.toContain('entries');
    expect(reasons).toHaveLength(1);
  });

  it('that refuses says why in its own words, with nothing in them that moves a cursor', async () => {
    const report = await verify({ token: 'bad', because: '監査' });
    expect(report).toMatchObject({ ok: 'cannot-check', failures: [{ what: 'refused', where: 'reasons' }] });
    expect(report.failures[0]!.found).toBe('401 log-unknown: Entries are for auditors who gave a reason[2J');
  });

  it.each([[keys], [[]]])('that is not there is no evidence of anything', async (some) => {
    const report = await verify({ keys: some }, 'kempo');
    expect(report).toMatchObject({ ok: 'cannot-check', failures: [{ what: 'no-such-log' }] });
    expect(report.failures[0]!.found).toMatch(/^404 log-unknown: /);
  });
});

describe('the newest timestamp of a running log', () => {
  const root = () => rootOf(grow(EMPTY_FRONTIER, log.entries.map(leafHash)));
  const text = (over: { origin?: string; root?: Uint8Array } = {}) =>
    checkpointText({ origin: log.origin, size: 7, root: root(), ...over });
  let authority: AnAuthority;
  beforeAll(async () => {
    authority = new AnAuthority();
    await authority.open();
    reply = Buffer.from(authority.replyOn(text()));
  });
  afterAll(() => authority.close());
  const time = () => timestampClaims(reply)!.time;
  const ageOf = (seconds: number, after = 0) => ({
    now: new Date(time().getTime() + after * 1_000),
    maxAgeSeconds: seconds,
  });

  it('is told with its age, and that nobody looked at the authority', async () => {
    stamped = text();
    const report = await verify();
    expect(report).toMatchObject({ ok: 'ok', failures: [] });
    expect(report.checked).toContainEqual({ what: 'timestamp', count: 1 });
    expect(report.about).toContainEqual({ what: 'timestamp', value: `7 ${time().toISOString()}` });
    expect(report.about!.find(({ what }) => what === 'timestamp-age')!.value).toMatch(/^\d+$/);
    expect(report.notPromised).toContain('authority');
    const stampFailure = await stampFailureBy(authority.path('ca.pem'));
    expect((await verify({ stampFailure })).notPromised).not.toContain('authority');
  });

  it('is a failure where it is older than was asked, and only then', async () => {
    stamped = text();
    expect(await verify({ stampAge: ageOf(60, 59) })).toMatchObject({ ok: 'ok' });
    const old = await verify({ stampAge: ageOf(60, 61) });
    expect(old).toMatchObject({ ok: 'broken', failures: [{ what: 'too-old', where: 'timestamp' }] });
  });

  it('that is not there is none, and a failure where an age was asked', async () => {
    expect(await verify()).toMatchObject({ ok: 'ok' });
    expect(await verify({ stampAge: ageOf(60) })).toMatchObject({
      ok: 'cannot-check',
      failures: [{ what: 'no-timestamp' }],
    });
  });

  it.each([
    ['of another tree', { root: new Uint8Array(32) }, 'not-consistent'],
    ['of another log', { origin: 'other.example/log/kenpo' }, 'other-log'],
  ])('%s is not believed', async (_, over, what) => {
    stamped = text(over);
    expect((await verify()).failures).toMatchObject([{ what }]);
  });

  it('on other bytes is not believed', async () => {
    stamped = text();
    const own = reply;
    reply = Buffer.from(authority.replyOn('other'));
    expect((await verify()).failures).toMatchObject([{ what: 'timestamp-wrong', found: 'other-data' }]);
    reply = own;
  });
});
