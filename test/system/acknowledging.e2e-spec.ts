import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EVENT_STORE, leafIndexOf, type EventStore, type Position } from '#event-store';
import { LogSigner } from '#evidence';
import {
  cosignaturesOf,
  isConsistent,
  isIncluded,
  leafHash,
  openCheckpoint,
  parseCheckpointText,
  parseInclusionFile,
  parseNote,
  parseVerifierKey,
  type SignedCheckpoint,
} from '#proof';
import { ProjectorModule } from '../../apps/projector/projector.module.js';
import { until } from '../../libs/event-store/testing/waiting.js';
import type { WitnessReport } from '../../apps/cli/witness/report.js';
import { KirokuInProcess, type Injected } from '../harness/kiroku-in-process.js';
import { aPost, B04, type Answer, type Problem } from '../harness/recording.js';
import { Commands } from '../harness/run-cli.js';

const { association: ASSOCIATION } = B04;
const LOG = `/v1/log/${ASSOCIATION}`;

interface Keys {
  readonly origin: string;
  readonly keys: readonly {
    version: number;
    key: string;
    announced: { position: string; entry: string };
    retired: { position: string } | null;
  }[];
}

let kiroku: KirokuInProcess;
let store: EventStore;
let directory: string;
let auditor: string;
let integrator: string;
let log: string;
let commands: Commands;

beforeAll(async () => {
  commands = new Commands();
  kiroku = await KirokuInProcess.start({ keepsCheckpoints: true });
  store = kiroku.app.get<EventStore>(EVENT_STORE);
  directory = await mkdtemp(join(tmpdir(), 'kiroku-acknowledging-'));
  auditor = await kiroku.token('auditor', ASSOCIATION);
  integrator = await kiroku.token('integrator', ASSOCIATION);
  // More than one tile, of which the first is full.
  await kiroku.registerMembers(ASSOCIATION, 260);
  await kiroku.post('/v1/transfers', integrator, aPost('acknowledging'));
  await until(async () => (await covered())?.size === leafIndexOf((await store.head(ASSOCIATION))!) + 1);
}, 120_000);
afterAll(async () => {
  commands.end();
  await kiroku.stop();
  await rm(directory, { recursive: true, force: true });
});

const keys = async () => (await kiroku.get<Keys>(`${LOG}/keys`)).body;
/** The newest checkpoint, by the keys of the log; null before the first. */
async function covered(): Promise<SignedCheckpoint | null> {
  const { status, body } = await kiroku.get<string>(`${LOG}/checkpoint`);
  if (status !== 200) return null;
  const known = await keys();
  return openCheckpoint(
    body,
    known.keys.map(({ key }) => parseVerifierKey(key)),
  );
}
const raw = async (path: string, headers = {}) => {
  const answer = await kiroku.app.inject({ method: 'GET', url: `${LOG}/${path}`, headers });
  return { status: answer.statusCode, headers: answer.headers, bytes: answer.rawPayload };
};
const hashesOf = async (path: string) => {
  const { status, body } = await kiroku.get<{ hashes: string[] }>(`${LOG}/${path}`);
  expect([path, status]).toEqual([path, 200]);
  return body.hashes.map((hash) => Buffer.from(hash, 'base64'));
};
const told = async (path: string) => {
  const { status, body } = await kiroku.get<Problem>(`${LOG}/${path}`);
  return [status, body.code];
};

describe('the log of an association, to whoever has no token', () => {
  it('has a signed head, keys that it announces itself, and proofs of both', async () => {
    const { status, headers } = await kiroku.get(`${LOG}/checkpoint`);
    expect([status, headers['content-type']]).toEqual([200, 'text/plain; charset=utf-8']);
    expect([headers['cache-control'], headers['set-cookie']]).toEqual(['no-cache', undefined]);
    const head = (await covered())!;
    const { origin, keys: known } = await keys();
    expect(origin).toBe(`kiroku.localhost/log/${ASSOCIATION}`);
    for (const { announced } of known) {
      const leaf = leafIndexOf(announced.position as Position);
      const path = await hashesOf(`inclusion?leaf=${leaf}&size=${head.size}`);
      expect(isIncluded(leafHash(Buffer.from(announced.entry, 'base64')), leaf, path, head)).toBe(true);
    }
  });

  it('proves that it only grew', async () => {
    const before = (await covered())!;
    await kiroku.post('/v1/transfers', integrator, aPost('acknowledging-grown'));
    await until(async () => (await covered())!.size > before.size);
    const now = (await covered())!;
    const proof = await hashesOf(`consistency?from=${before.size}&to=${now.size}`);
    expect(isConsistent(before, now, proof)).toBe(true);
    expect(await hashesOf(`inclusion?leaf=0`)).toHaveLength(
      (await hashesOf(`inclusion?leaf=0&size=${now.size}`)).length,
    );
  });

  it('has tiles as they were published, of which full ones may be kept for ever', async () => {
    const { size } = (await covered())!;
    const full = await raw('tile/0/000');
    expect([full.status, full.bytes.length]).toEqual([200, 8_192]);
    expect(full.headers['cache-control']).toBe('public, max-age=31536000, immutable');
    expect([full.headers['content-type'], full.headers['set-cookie']]).toEqual(['application/octet-stream', undefined]);
    const width = size % 256;
    const partial = await raw(`tile/0/001.p/${width}`);
    expect([partial.status, partial.bytes.length]).toEqual([200, width * 32]);
    expect(partial.headers['cache-control']).toBe('public, max-age=3600');
    const [first] = await store.readLog(ASSOCIATION, null, 1);
    expect(full.bytes.subarray(0, 32)).toEqual(Buffer.from(first!.leafHash));
  });

  it.each([
    ['tile/0/001', 404, 'no-such-tile'],
    ['tile/0/000.p/256', 404, 'no-such-tile'],
    ['tile/0/00', 404, 'no-such-tile'],
    ['tile/0/x000/000', 404, 'no-such-tile'],
    ['tile/64/000', 404, 'no-such-tile'],
    ['tile/63/x999/x999/x999/999', 404, 'no-such-tile'],
    ['inclusion?leaf=900000', 404, 'no-such-leaf'],
    ['inclusion?leaf=0&size=900000', 422, 'sizes-impossible'],
    ['consistency?from=2&to=1', 422, 'sizes-impossible'],
    ['consistency?from=1&to=900000', 422, 'sizes-impossible'],
    ['consistency?from=0&to=1', 400, 'invalid-request'],
    ['inclusion?leaf=1e3', 400, 'invalid-request'],
    [`inclusion?leaf=${'0a'.repeat(32)}`, 422, 'leaf-not-by-hash'],
    [`inclusion?leaf=${'-_A'.repeat(14)}A`, 422, 'leaf-not-by-hash'],
    [`inclusion?leaf=${'A'.repeat(43)}%3D`, 422, 'leaf-not-by-hash'],
    ['inclusion?leaf=-1', 400, 'invalid-request'],
  ])('answers %s with %i', async (path, status, code) => {
    expect(await told(path)).toEqual([status, code]);
  });

  it('is none where there is no such association, whatever is asked of it', async () => {
    for (const path of ['checkpoint', 'keys', 'tile/0/000', 'tile/0/000.p/1', 'consistency?from=1&to=2']) {
      const { status, body } = await kiroku.get<Problem>(`/v1/log/nowhere/${path}`);
      expect([path, status, body.code]).toEqual([path, 404, 'log-unknown']);
    }
  });

  it('keeps its entries to itself', async () => {
    expect(await told('tile/entries/000')).toEqual([401, 'token-missing']);
    const as = async (bearer: string) => (await raw('tile/entries/000', { authorization: `Bearer ${bearer}` })).status;
    for (const role of ['officer', 'integrator'] as const)
      expect([role, await as(await kiroku.token(role, ASSOCIATION))]).toEqual([role, 403]);
    // Without a reason, and of another association.
    expect(await as(auditor)).toBe(403);
    const other = await kiroku.get<Problem>(`/v1/log/mihon-unyu/tile/entries/000`, auditor);
    expect([other.status, other.body.code]).toEqual([403, 'entries-not-permitted']);
  });
});

describe('its entries, to an auditor', () => {
  it('are the stored bytes, each a look at whom it is about, once', async () => {
    const before = (await store.head(ASSOCIATION))!;
    const asked = await kiroku.get<string>(`${LOG}/tile/entries/000`, auditor);
    expect([asked.status, asked.headers['cache-control'] ?? 'no-store']).toEqual([200, 'no-store']);
    const looks = async () =>
      (await store.readLog(ASSOCIATION, before, 1_000)).filter(({ envelope: { type } }) => type === 'MemberLookedAt');
    const subjects = (await store.readLog(ASSOCIATION, null, 256)).map(({ envelope }) => envelope.subject);
    const seen = (await looks()).map(({ envelope }) => envelope.subject!);
    // What the keeper of checkpoints wrote meanwhile, which is about nobody, stands between them.
    expect(seen.length).toBeGreaterThan(100);
    expect(new Set(seen).size).toBe(seen.length);
    expect(new Set(seen)).toEqual(new Set(subjects.filter((subject) => subject !== null)));
    await kiroku.get(`${LOG}/tile/entries/000`, auditor);
    expect(await looks()).toHaveLength(seen.length);
  });
});

describe('a witness', () => {
  const state = (name: string) => join(directory, name);
  const witness = (name: string, ...args: string[]) =>
    commands.run(['witness', '--log', log, '--state', state(name), '--name', 'example.com/witness', '--json', ...args]);
  const published = async (kept: (size: number) => boolean) => until(async () => kept((await covered())!.size));
  const operator = async (path: string, version: number) =>
    kiroku.post<Keys & Problem>(`/v1/log-keys/${path}`, await kiroku.token('operator', null), {
      association: ASSOCIATION,
      version,
    });

  beforeAll(async () => {
    await kiroku.app.listen(0, '127.0.0.1');
    log = `${await kiroku.app.getUrl()}${LOG}`;
    await writeFile(join(directory, 'token'), auditor);
  });

  it('finds a running log in order, and reads every entry with a reason', async () => {
    const first = await witness('plain', '--trust-first-key');
    expect([first.code, JSON.parse(first.stdout)]).toMatchObject([0, { ok: 'ok', failures: [] }]);
    const withToken = ['--trust-first-key', '--replay', '--token-file', join(directory, 'token')];
    const silent = await witness('replaying', ...withToken);
    expect([silent.code, silent.stderr]).toEqual([2, expect.stringContaining('--because')]);
    const replayed = await witness('replaying', ...withToken, '--because', '監査');
    const report = JSON.parse(replayed.stdout) as { checked: { what: string; count: number }[] };
    expect([replayed.code, report]).toMatchObject([0, { ok: 'ok', failures: [] }]);
    const counts = Object.fromEntries(report.checked.map(({ what, count }) => [what, count]));
    expect(counts['entries']).toBeGreaterThan(256);
    expect(counts['maps']).toBeGreaterThan(0);
  });

  it('follows its key to the next, which an entry announces and under which both sign', async () => {
    expect(await operator('rotations', 3)).toMatchObject({ status: 409, body: { code: 'log-key-differs' } });
    expect(await operator('retirements', 1)).toMatchObject({ status: 409, body: { code: 'log-key-newest' } });
    const { body } = await operator('rotations', 2);
    const [old, next] = body.keys.map(({ key }) => parseVerifierKey(key));
    await published((size) => size > leafIndexOf(body.keys[1]!.announced.position as Position));
    const note = async () => (await kiroku.get<string>(`${LOG}/checkpoint`)).body;
    for (const key of [old!, next!]) await openCheckpoint(await note(), [key]);
    const both = await witness('plain');
    expect([both.code, JSON.parse(both.stdout)]).toMatchObject([0, { ok: 'ok' }]);
    const retired = (await operator('retirements', 1)).body.keys[0]!.retired!;
    await published((size) => size > leafIndexOf(retired.position as Position));
    await openCheckpoint(await note(), [next!]);
    await expect(openCheckpoint(await note(), [old!])).rejects.toThrow('None of the keys');
    const alone = await witness('plain');
    expect([alone.code, JSON.parse(alone.stdout)]).toMatchObject([0, { ok: 'ok', failures: [] }]);
    expect((await operator('retirements', 1)).status).toBe(200);
    expect((await operator('retirements', 2)).body.code).toBe('log-key-newest');
  });

  it('that did not look while both signed finds the way by a checkpoint of then', async () => {
    const late = await witness('replaying');
    expect([late.code, JSON.parse(late.stdout)]).toMatchObject([0, { ok: 'ok', failures: [] }]);
  });
});

/** What is promised, and a little for the way. */
const ACKNOWLEDGED_MILLISECONDS_MAX = 2_500;

interface Posted extends Answer {
  readonly links: { readonly self: string; readonly acknowledgement: string };
}

describe('an acknowledgement', () => {
  let posted: Posted;
  let file: string;

  /** Runs the one file that verifies; its exit code and what it says. */
  function verify(name: string, ...args: string[]): Promise<{ code: number; text: string }> {
    const program = ['dist/verifier/verify.mjs', join(directory, name), '--key', join(directory, 'log.key'), ...args];
    return new Promise((resolve) =>
      execFile(process.execPath, [...program, '--lang', 'en'], (error, stdout) =>
        resolve({ code: Number(error?.code ?? 0), text: stdout }),
      ),
    );
  }

  it('is there within two seconds of the post', async () => {
    // Of some tries one: other work on the machine may make any of them slow.
    const milliseconds: number[] = [];
    let answer: Injected<string>;
    do {
      const post = aPost(`acknowledged-${milliseconds.length}`);
      ({ body: posted } = await kiroku.post<Posted>('/v1/transfers', integrator, post));
      const before = Date.now();
      answer = await kiroku.get<string>(posted.links.acknowledgement, integrator);
      milliseconds.push(Date.now() - before);
    } while (Math.min(...milliseconds) > ACKNOWLEDGED_MILLISECONDS_MAX && milliseconds.length < 8);
    expect(Math.min(...milliseconds)).toBeLessThan(ACKNOWLEDGED_MILLISECONDS_MAX);
    expect([answer.status, answer.headers['content-type']]).toEqual([200, 'text/plain; charset=utf-8']);
    file = answer.body;
    const { index, extra } = parseInclusionFile(file);
    expect(index).toBe(leafIndexOf(posted.position as Position));
    expect(Buffer.from(extra!).toString('base64')).toBe(posted.leafHash);
  });

  it('is verified offline, by the keys of the log', async () => {
    const known = (await keys()).keys.map(({ key }) => key);
    await writeFile(join(directory, 'log.key'), `${known.join('\n')}\n`);
    await writeFile(join(directory, 'good.txt'), file);
    const good = await verify('good.txt');
    expect([good.code, good.text]).toEqual([0, expect.stringContaining('the leaf hash came with the proof')]);
    const named = await verify('good.txt', '--leaf', posted.leafHash);
    expect([named.code, named.text]).toEqual([0, expect.not.stringContaining('the leaf hash came with the proof')]);
  });

  it('is broken by one byte, wherever it is', async () => {
    const lines = file.split('\n');
    const extra = lines.findIndex((line) => line.startsWith('extra '));
    const root = lines.indexOf('') + 3;
    const signature = lines.findIndex((line) => line.startsWith('\u2014 '));
    for (const line of [extra, extra + 2, root, signature]) {
      const changed = lines.map((text, index) => (index === line ? otherByte(text) : text)).join('\n');
      await writeFile(join(directory, 'bad.txt'), changed);
      expect([line, (await verify('bad.txt')).code]).toEqual([line, 1]);
    }
  });

  it('is of the version that its link names, and of the newest without', async () => {
    const change = { version: 1, reason: 'a wrong day', occurredOn: '2026-06-09' };
    const { body } = await kiroku.post<Posted>(`${posted.links.self}/corrections`, integrator, change);
    const leafOf = async (path: string) =>
      Buffer.from(parseInclusionFile((await kiroku.get<string>(path, integrator)).body).extra!).toString('base64');
    expect(await leafOf(body.links.acknowledgement)).toBe(body.leafHash);
    expect(await leafOf(posted.links.acknowledgement)).toBe(posted.leafHash);
    expect(await leafOf(`${posted.links.self}/acknowledgement`)).toBe(body.leafHash);
  });

  it('is for whoever may see the transfer, and of what is there', async () => {
    const { acknowledgement, self } = posted.links;
    const answered = async (path: string, token?: string) => {
      const { status, body } = await kiroku.get<Problem>(path, token);
      return [status, body.code];
    };
    const unknown = [404, 'transfer-unknown'];
    expect(await answered(acknowledgement)).toEqual([401, 'token-missing']);
    expect(await answered(acknowledgement, await kiroku.token('integrator', 'mihon-unyu'))).toEqual(unknown);
    const held = { role: 'integrator', association: ASSOCIATION, subject: 'vendor', arrangements: ['B01'] } as const;
    expect(await answered(acknowledgement, await kiroku.tokenFor(held))).toEqual(unknown);
    expect(await answered(`${self}/acknowledgement?version=9`, integrator)).toEqual([404, 'transfer-version-unknown']);
    const stranger = await kiroku.token('integrator', 'mihon-unyu');
    expect(await answered(`${self}/acknowledgement?version=9`, stranger)).toEqual(unknown);
    expect(await answered(`${self}/acknowledgement?version=0`, integrator)).toEqual([400, 'invalid-request']);
    expect(await answered('/v1/transfers/none/acknowledgement', integrator)).toEqual(unknown);
    for (const role of ['officer', 'auditor'] as const)
      expect((await kiroku.get(acknowledgement, await kiroku.token(role, ASSOCIATION))).status).toBe(200);
  });

  it('of the restricted chain is for whoever recorded it, and for auditors', async () => {
    const request = aPost('acknowledged-number', { items: [{ code: 'NAME' }, { code: 'INDIVIDUAL_NUMBER' }] });
    const { body } = await kiroku.post<Posted>('/v1/transfers', integrator, request);
    const status = async (token: string) => (await kiroku.get(body.links.acknowledgement, token)).status;
    const officer = await kiroku.token('officer', ASSOCIATION);
    expect([await status(integrator), await status(officer), await status(auditor)]).toEqual([200, 404, 200]);
  });

  it('is asked for again where nothing signs, and the transfer is recorded all the same', async () => {
    await kiroku.app.get(ProjectorModule, { strict: false }).beforeApplicationShutdown();
    const { status, body } = await kiroku.post<Posted>('/v1/transfers', integrator, aPost('acknowledged-later'));
    const answer = await kiroku.get<Problem>(body.links.acknowledgement, integrator);
    expect([status, answer.status, answer.body.code]).toEqual([201, 503, 'not-covered-yet']);
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
  });
});

/** A line with another letter in its midst: what is base64 stays base64. */
function otherByte(line: string): string {
  const at = line.length - 8;
  return `${line.slice(0, at)}${line[at] === 'A' ? 'B' : 'A'}${line.slice(at + 1)}`;
}

describe('a witness of the log', () => {
  const witness = async (...more: string[]) => {
    const { port } = kiroku.app.getHttpServer().address() as AddressInfo;
    const where = ['--log', `http://127.0.0.1:${port}${LOG}`, '--state', join(directory, 'witness')];
    const run = await commands.run(['witness', ...where, '--name', 'federation.example/witness', '--json', ...more]);
    return { code: run.code, report: JSON.parse(run.stdout) as WitnessReport };
  };

  it('watches it from outside, and signs under its checkpoints once an officer announced it', async () => {
    const first = await witness('--trust-first-key', '--post');
    expect([first.code, first.report.failures.map(({ what }) => what)]).toEqual([2, ['not-posted']]);
    const [key] = first.report.cosigned;
    const officer = await kiroku.token('officer', ASSOCIATION);
    expect((await kiroku.post('/v1/witnesses', officer, { key })).status).toBe(201);
    expect((await kiroku.post('/v1/witnesses', officer, { key })).status).toBe(200);
    const listed = await kiroku.get<{ witnesses: unknown[] }>('/v1/witnesses', auditor);
    expect(listed.body.witnesses).toEqual([expect.objectContaining({ key, removedAt: null })]);
    const { code, report } = await witness('--post');
    expect([code, report.posted, report.failures]).toEqual([0, true, []]);
    const { status, body } = await kiroku.get<string>(`${LOG}/cosigned-checkpoint`);
    const note = parseNote(body);
    expect([status, parseCheckpointText(note.text).size]).toEqual([200, report.head!.size]);
    expect(await cosignaturesOf(note, [parseVerifierKey(key!)])).toHaveLength(1);
    expect((await kiroku.post('/v1/witnesses/removal', officer, { key })).status).toBe(200);
    expect((await witness('--post')).report.failures.map(({ what }) => what)).toEqual(['not-posted']);
  });
});

describe('a log that is forked', () => {
  it('is seen to be by a witness', async () => {
    const witness = () => commands.run(['witness', '--log', log, '--state', join(directory, 'plain'), '--json']);
    expect((await witness()).code).toBe(0);
    const { size } = (await covered())!;
    const forged = { size, root: Buffer.alloc(32, 7) };
    const note = await kiroku.app.get(LogSigner, { strict: false }).checkpoint(ASSOCIATION, forged, new Date());
    await kiroku.rows(`UPDATE evidence.checkpoint SET root = $3, note = $4 WHERE association = $1 AND size = $2`, [
      ASSOCIATION,
      size,
      forged.root,
      note,
    ]);
    const { code, stdout } = await witness();
    expect([code, JSON.parse(stdout)]).toMatchObject([1, { ok: 'broken', failures: [{ what: 'forked' }] }]);
  });
});
