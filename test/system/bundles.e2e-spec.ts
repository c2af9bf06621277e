import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { CommandBus } from '@nestjs/cqrs';
import { EVENT_STORE, type EventStore } from '#event-store';
import { KeptTimestamps, LogKeys } from '#evidence';
import { Clock } from '#platform';
import { BUNDLE_FILES, openBundle, readZipEntry, sourceOfBytes, verifyBundle, verifyIssued } from '#proof';
import { giveSampleMandate } from '../../apps/cli/serve/sample-mandate.js';
import { BundleLease, LeaseLostError } from '../../libs/disclosure/make-bundle/bundle-lease.js';
import { BundleLog } from '../../libs/disclosure/make-bundle/bundle-log.js';
import { BundleMaker } from '../../libs/disclosure/make-bundle/bundle-maker.js';
import { BUNDLE_SETTINGS } from '../../libs/disclosure/make-bundle/bundle-settings.js';
import { BundleStore } from '../../libs/disclosure/make-bundle/bundle-store.js';
import { BundleWishes } from '../../libs/disclosure/make-bundle/bundle-wish.js';
import { BundleWorker } from '../../libs/disclosure/make-bundle/bundle-worker.js';
import { AnAuthority } from '../harness/an-authority.js';
import { feed } from '../harness/feeds.js';
import { KirokuInProcess } from '../harness/kiroku-in-process.js';
import { readPdf, textOf } from '../harness/read-pdf.js';
import type { Answer, Problem } from '../harness/recording.js';
import { sampleFile } from '../harness/sample-association.js';

const { association: SEIZO, post: B04 } = feed('B04');
const OTHER = 'mihon-unyu';
const BUNDLES = '/v1/audit/bundles';
const PERIOD = { from: '2020-01-01', to: '2030-12-31', ground: '個人情報保護法146条に基づく報告徴収' };

interface Bundle {
  readonly id: string;
  readonly state: string;
  readonly failure: string | null;
  readonly bytes: number;
  readonly links: { readonly file: string | null };
}

let kiroku: KirokuInProcess;
let store: EventStore;
let directory: string;
let authority: AnAuthority;
let [open, restricted] = ['', ''];
let tokens: Record<'auditor' | 'officer' | 'second', string>;
const MEMBER = (B04.members as { ref: string }[])[0]!.ref;
const person = sampleFile(SEIZO).members.find(({ ref }) => ref === MEMBER)!;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'kiroku-bundles-'));
  process.env['KIROKU_BUNDLE_DIRECTORY'] = join(directory, 'kept');
  authority = new AnAuthority();
  await authority.open();
  Object.assign(process.env, { KIROKU_TSA_URL: authority.url, KIROKU_TSA_CERTIFICATE: authority.path('ca.pem') });
  kiroku = await KirokuInProcess.start({ keepsCheckpoints: true });
  store = kiroku.app.get<EventStore>(EVENT_STORE);
  const integrator = await kiroku.token('integrator', SEIZO);
  const post = async (externalId: string, over: object) => {
    const body = { ...B04, externalId, members: [{ ref: MEMBER }], ...over };
    const answer = await kiroku.post<Answer>('/v1/transfers', integrator, body);
    expect([externalId, answer.status]).toEqual([externalId, 201]);
    return answer.body.id;
  };
  open = await post('bundle-open', {});
  restricted = await post('bundle-number', { items: [{ code: 'NAME' }, { code: 'INDIVIDUAL_NUMBER' }] });
  tokens = {
    auditor: await kiroku.token('auditor', SEIZO),
    officer: await kiroku.tokenOf('officer-1', 'officer', SEIZO),
    second: await kiroku.tokenOf('officer-2', 'officer', SEIZO),
  };
}, 120_000);
afterAll(async () => {
  await kiroku.stop();
  await authority.close();
  await rm(directory, { recursive: true, force: true });
});

const ask = (token: string, over: object = {}) =>
  kiroku.post<Bundle & Problem>(BUNDLES, token, { id: randomUUID(), ...PERIOD, ...over });

/** A bundle once it is made. */
async function ready(token: string, id: string): Promise<Bundle> {
  for (const deadline = Date.now() + 60_000; ;) {
    const { body } = await kiroku.get<Bundle>(`${BUNDLES}/${id}`, token);
    if (body.state === 'ready') return body;
    if (body.state === 'failed' || Date.now() > deadline) throw new Error(JSON.stringify(body));
    await sleep(100);
  }
}

async function taken(token: string, id: string, headers = {}): Promise<{ status: number; bytes: Buffer }> {
  const authorization = `Bearer ${token}`;
  const url = `${BUNDLES}/${id}/file`;
  const answer = await kiroku.app.inject({ method: 'GET', url, headers: { authorization, ...headers } });
  return { status: answer.statusCode, bytes: answer.rawPayload };
}

async function filesOf(zip: Buffer): Promise<Record<string, string>> {
  const { source, files } = await openBundle(sourceOfBytes(zip));
  const texts: Record<string, string> = {};
  for (const [name, entry] of files) {
    const pieces: Uint8Array[] = [];
    for await (const piece of readZipEntry(source, entry)) pieces.push(piece);
    texts[name] = Buffer.concat(pieces).toString();
  }
  return texts;
}

async function keys() {
  return (await kiroku.app.get(LogKeys).of(SEIZO)).keys;
}
const verified = async (zip: Buffer) =>
  verifyBundle(
    sourceOfBytes(zip),
    (await keys()).map(({ key }) => key),
  );
const logged = async (id: string) =>
  (await store.readStream(SEIZO, `bundle-${id}`)).map(({ envelope: { type, actor } }) => `${actor.role} ${type}`);
const looksUnder = async (id: string) =>
  (await store.readLog(SEIZO, null, 10_000))
    .map(({ envelope }) => envelope)
    .filter(({ type, data }) => type === 'MemberLookedAt' && (data as { under?: string }).under === id);

/** The newest timestamp on a checkpoint of the log, once there is one. */
async function stamp() {
  for (const deadline = Date.now() + 50_000; ;) {
    const newest = await kiroku.app.get(KeptTimestamps).newest(SEIZO);
    if (newest) return newest;
    if (Date.now() > deadline) throw new Error('Nothing was stamped.');
    await sleep(100);
  }
}

describe('a bundle for an auditor', () => {
  let id = '';
  let zip: Buffer = Buffer.alloc(0);
  let files: Record<string, string>;

  it('is asked for, made and taken, and each stands in the log', async () => {
    await stamp();
    const asked = await ask(tokens.auditor);
    expect(asked.status).toBe(202);
    // A worker may have taken it before the answer was written.
    expect(['waiting', 'making', 'ready']).toContain(asked.body.state);
    ({ id } = asked.body);
    const made = await ready(tokens.auditor, id);
    const { status, bytes } = await taken(tokens.auditor, id);
    zip = bytes;
    expect([status, bytes.length]).toEqual([200, made.bytes]);
    expect(await logged(id)).toEqual(['auditor BundleAsked', 'auditor BundleMade', 'auditor BundleTaken']);
    files = await filesOf(zip);
    // Nothing that was begun is left lying about.
    expect((await readdir(join(directory, 'kept', SEIZO))).filter((name) => !name.endsWith('.zip'))).toEqual([]);
  });

  it('is verified by the keys of the log, with every record and the whole log', async () => {
    const report = await verified(zip);
    expect(report).toMatchObject({ ok: 'ok', failures: [] });
    const count = (what: string) => report.checked.find((one) => one.what === what)?.count ?? 0;
    expect(count('record')).toBeGreaterThan(0);
    expect(count('entry')).toBeGreaterThan(10);
    expect([count('manifest-signature'), count('checkpoint'), count('root')]).toEqual([1, 1, 1]);
  });

  it('has the newest timestamp of its log, which anybody can have from the log itself', async () => {
    const { checked, notPromised } = await verified(zip);
    expect(checked).toContainEqual({ what: 'timestamp', count: 1 });
    expect(notPromised).toContain('authority');
    const { size } = await stamp();
    const newest = await kiroku.get<string>(`/v1/log/${SEIZO}/stamped-checkpoint`);
    expect([newest.status, Number(newest.body.split('\n')[1]) >= size]).toEqual([200, true]);
    const asked = (at: number) => kiroku.app.inject({ url: `/v1/log/${SEIZO}/checkpoint/${at}/timestamp` });
    const { statusCode, headers, rawPayload } = await asked(size);
    expect([statusCode, headers['content-type']]).toEqual([200, 'application/timestamp-reply']);
    const text = Object.entries(files).find(([name]) => name.endsWith(`/${size}.txt`))?.[1];
    expect(authority.verify(rawPayload, text!)).toContain('Verification: OK');
    expect((await asked(999_999)).json()).toMatchObject({ status: 404, code: 'no-such-timestamp' });
    expect((await asked(0)).statusCode).toBe(400);
  });

  it('has what it takes to read it: rulesets, arrangements, schemas, keys, and both chains', () => {
    expect(Object.keys(files)).toEqual(
      expect.arrayContaining([
        'index.html',
        'verify.mjs',
        'README.txt',
        'arrangements.ndjson',
        'rulesets/jp-appi-2022-04.json',
        'schemas/event-types.json',
        ...Object.values(BUNDLE_FILES),
      ]),
    );
    for (const transfer of [open, restricted]) expect(files[BUNDLE_FILES.events]).toContain(`transfer-${transfer}`);
    expect(files['arrangements.ndjson']).toContain('"id":"B04"');
  });

  it('names nobody', async () => {
    expect(files[BUNDLE_FILES.provisions]).toContain(MEMBER);
    const text = Object.entries(files)
      .filter(([name]) => name.endsWith('ndjson') || name.startsWith('manifest'))
      .map(([, content]) => content)
      .join('\n');
    for (const { name, number } of sampleFile(SEIZO).members) {
      expect(text).not.toContain(name);
      expect(text).not.toContain(`"number":"${number}"`);
    }
    expect(files['persons.ndjson']).toBeUndefined();
    expect(await looksUnder(id)).toEqual([]);
  });

  it('verifies itself with the program in it, and says what was altered', async () => {
    const place = await mkdtemp(join(directory, 'offline-'));
    const [program, whole, broken] = ['verify.mjs', 'whole.zip', 'broken.zip'].map((name) => join(place, name));
    const at = zip.indexOf(Buffer.from(BUNDLE_FILES.events)) + BUNDLE_FILES.events.length + 2_000;
    const altered = Buffer.from(zip);
    altered[at]! ^= 1;
    await writeFile(program!, files['verify.mjs']!);
    await writeFile(whole!, zip);
    await writeFile(broken!, altered);
    const key = (await keys())[0]!.text;
    const run = (file: string) =>
      promisify(execFile)(process.execPath, [program!, file, '--key', key], { cwd: place }).then(
        () => 0,
        ({ code }: { code: number }) => code,
      );
    expect(await run(whole!)).toBe(0);
    expect(await run(broken!)).toBe(1);
  });

  it('is sent in parts where parts are asked for', async () => {
    const part = await taken(tokens.auditor, id, { range: 'bytes=100-199' });
    expect(part.status).toBe(206);
    expect(part.bytes.equals(zip.subarray(100, 200))).toBe(true);
  });

  it('is nobody else’s, and no other association’s', async () => {
    const foreign = await kiroku.token('auditor', OTHER);
    for (const token of [tokens.officer, foreign]) {
      expect((await kiroku.get<Problem>(`${BUNDLES}/${id}`, token)).body.code).toBe('bundle-unknown');
      expect((await taken(token, id)).status).toBe(404);
    }
    const before = await store.head(SEIZO);
    expect((await kiroku.post<Problem>(`${BUNDLES}/${id}/approval`, tokens.second, {})).body.code).toBe(
      'bundle-approved',
    );
    expect(await store.head(SEIZO)).toBe(before);
  });

  it('is refused without a mandate, and once it is revoked', async () => {
    const subject = 'bundle-auditor';
    const token = await kiroku.tokenOf(subject, 'auditor', SEIZO);
    expect((await ask(token)).body.code).toBe('mandate-missing');
    await giveSampleMandate(SEIZO, kiroku.app.get(CommandBus), subject);
    const { body } = await ask(token, { parties: ['nobody'] });
    await ready(token, body.id);
    const listed = await kiroku.get<{ mandates: { id: string; status: string }[] }>('/v1/mandates', token);
    for (const mandate of listed.body.mandates.filter(({ status }) => status === 'approved'))
      await kiroku.post(`/v1/mandates/${mandate.id}/revocation`, tokens.officer, { reason: '終了' });
    expect((await taken(token, body.id)).status).toBe(403);
  });
});

describe('a bundle for an officer', () => {
  it('has the restricted chain as hashes alone, and verifies all the same', async () => {
    const { body } = await ask(tokens.officer, {
      parties: [B04.party as never].flatMap((one: { id: string }) => one.id),
    });
    await ready(tokens.officer, body.id);
    const { bytes } = await taken(tokens.officer, body.id);
    expect(await verified(bytes)).toMatchObject({ ok: 'ok', failures: [] });
    const files = await filesOf(bytes);
    expect(files[BUNDLE_FILES.events]).toContain(`transfer-${open}`);
    for (const text of Object.values(files)) expect(text).not.toContain(restricted);
    expect((await verified(bytes)).notPromised).toContain('selection');
  });

  it('names persons only once a second person agreed, and each of them is looked at', async () => {
    const asked = await ask(tokens.officer, { persons: 'named', members: [MEMBER] });
    const { id } = asked.body;
    expect(asked.body.state).toBe('proposed');
    const decide = (token: string, what = 'approval') =>
      kiroku.post<Bundle & Problem>(`${BUNDLES}/${id}/${what}`, token, {});
    expect((await kiroku.get<Problem>(`${BUNDLES}/${id}/file`, tokens.officer)).body.code).toBe('bundle-not-approved');
    expect((await decide(tokens.officer)).body.code).toBe('bundle-same-person');
    expect((await decide(tokens.second)).status).toBe(200);
    expect((await decide(tokens.second)).status).toBe(200);
    expect((await decide(tokens.auditor)).body.code).toBe('bundle-approved');
    await ready(tokens.officer, id);
    expect((await taken(tokens.second, id)).status).toBe(404);
    const { bytes } = await taken(tokens.officer, id);
    expect(await verified(bytes)).toMatchObject({ ok: 'ok' });
    const files = await filesOf(bytes);
    const persons = files['persons.ndjson']!.trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { ref: string });
    expect(persons).toEqual([expect.objectContaining({ ref: MEMBER, name: person.name, number: person.number })]);
    expect(files[BUNDLE_FILES.provisions]).toContain(person.name);
    const looks = await looksUnder(id);
    expect(looks.map(({ subject, data }) => [subject, (data as { what: string }).what])).toEqual([
      [MEMBER, 'AUDIT_BUNDLE'],
    ]);
    // Whom it is about stands in the log sealed alone.
    const [first] = await store.readStream(SEIZO, `bundle-${id}`);
    expect(Buffer.from(first!.bytes).toString()).not.toContain(MEMBER);
    expect(await logged(id)).toEqual([
      'officer BundleAsked',
      'officer BundleApproved',
      'officer BundleMade',
      'officer BundleTaken',
    ]);
  });

  it('is withdrawn, the same when it is asked for again, and another one is refused under its id', async () => {
    const id = randomUUID();
    const again = () => ask(tokens.officer, { id, persons: 'named' });
    expect([(await again()).status, (await again()).status]).toEqual([202, 200]);
    expect((await ask(tokens.officer, { id, persons: 'named', to: '2029-12-31' })).body.code).toBe('bundle-differs');
    expect((await ask(tokens.second, { id, persons: 'named' })).body.code).toBe('bundle-differs');
    await ask(tokens.officer, { persons: 'named' });
    expect((await ask(tokens.officer, { persons: 'named' })).body.code).toBe('bundles-too-many');
    const { body } = await kiroku.get<{ bundles: Bundle[] }>(BUNDLES, tokens.officer);
    const proposed = body.bundles.filter(({ state }) => state === 'proposed');
    expect(proposed).toHaveLength(2);
    for (const bundle of proposed)
      expect((await kiroku.post(`${BUNDLES}/${bundle.id}/withdrawal`, tokens.second, {})).status).toBe(200);
    expect((await kiroku.post<Problem>(`${BUNDLES}/${id}/approval`, tokens.second, {})).body.code).toBe(
      'bundle-withdrawn',
    );
  });

  it.each([
    ['a period that is turned', { from: '2026-05-01', to: '2026-04-01' }],
    ['no day', { from: '2026-02-30' }],
    ['no reference', { members: ['hanako'] }],
    ['another word', { persons: 'all' }],
    ['too many parties', { parties: Array.from({ length: 1_001 }, (_, index) => `p${index}`) }],
    ['no id', { id: 'x' }],
    ['no ground', { ground: '' }],
  ])('is refused with %s, and changes nothing', async (_, over) => {
    const before = await store.head(SEIZO);
    expect((await ask(tokens.officer, over)).status).toBe(400);
    const after = await store.readLog(SEIZO, before, 100);
    expect(after.filter(({ envelope: { stream } }) => stream.startsWith('bundle-'))).toEqual([]);
  });
});

describe('the making of a bundle', () => {
  /** The worker of the process, or another one with all that it works with. */
  const parts = () =>
    [BundleLease, BundleMaker, BundleStore, BundleWishes, BundleLog, BUNDLE_SETTINGS, Clock].map((one) =>
      kiroku.app.get(one as never),
    ) as unknown as ConstructorParameters<typeof BundleWorker>;

  /** Asks while nobody works, does something about it, and lets somebody else go on. */
  async function asInARestart<Result>(
    step: (id: string) => Promise<Result>,
    maker?: BundleMaker,
  ): Promise<{ id: string; result: Result }> {
    await kiroku.app.get(BundleWorker).onModuleDestroy();
    const { body } = await ask(tokens.officer);
    const result = await step(body.id);
    const [lease, made, ...others] = parts();
    const next = new BundleWorker(lease, maker ?? made, ...others);
    next.onApplicationBootstrap();
    ending.push(next);
    return { id: body.id, result };
  }
  const ending: BundleWorker[] = [];
  afterEach(async () => {
    for (const worker of ending.splice(0)) await worker.onModuleDestroy();
  });

  const stateOf = async (id: string) => (await kiroku.get<Bundle>(`${BUNDLES}/${id}`, tokens.officer)).body;
  const left = async (id: string) =>
    (await readdir(join(directory, 'kept', SEIZO))).filter((name) => name.startsWith(id));

  it('says that the disk is full, leaves nothing there, and goes on with the next', async () => {
    const real = kiroku.app.get(BundleMaker);
    let fulls = 0;
    const onAFullDisk = {
      make: async (...[row, wish, path, onProgress]: Parameters<BundleMaker['make']>) => {
        if ((fulls += 1) === 1) await symlink('/dev/full', path);
        return real.make(row, wish, path, onProgress);
      },
    } as BundleMaker;
    const { id } = await asInARestart(async () => {}, onAFullDisk);
    for (const deadline = Date.now() + 50_000; (await stateOf(id)).state !== 'failed';) {
      if (Date.now() > deadline) throw new Error('It was not given up.');
      await sleep(50);
    }
    expect(await stateOf(id)).toMatchObject({ failure: 'disk-full', links: { file: null } });
    expect(await left(id)).toEqual([]);
    const { body } = await ask(tokens.officer);
    await ready(tokens.officer, body.id);
  });

  it('that a process left half-way is begun anew by another, and the first can end it no more', async () => {
    const lease = kiroku.app.get(BundleLease);
    const { id, result: dead } = await asInARestart(async (one) => {
      const claimed = (await lease.claim())!;
      const place = [SEIZO, one];
      await writeFile(await kiroku.app.get(BundleStore).partOf(claimed), 'half of a');
      // Nothing is heard of it for as long as a lease lasts.
      await kiroku.owner.query(
        `UPDATE disclosure.bundle SET lease_until = now() - interval '1 second' WHERE association = $1 AND bundle_id = $2`,
        place,
      );
      return claimed;
    });
    expect([dead.bundle_id, dead.epoch]).toEqual([id, expect.anything()]);
    await ready(tokens.officer, id);
    expect(await verified((await taken(tokens.officer, id)).bytes)).toMatchObject({ ok: 'ok' });
    await expect(lease.finish(dead, { size: 1, bytes: 1, sha256: '' }, 1)).rejects.toThrow(LeaseLostError);
    expect((await stateOf(id)).state).toBe('ready');
    expect(await logged(id)).toEqual(['officer BundleAsked', 'officer BundleMade', 'officer BundleTaken']);
  });
});

describe('a register as a document', () => {
  interface Issued {
    readonly id: string;
    readonly links: { readonly file: string; readonly proof: string };
  }
  interface Told {
    readonly id: string;
    readonly occurredOn: string;
    readonly party: { readonly name: string };
    readonly items: readonly { readonly ja: string }[];
  }
  const wish = { ...PERIOD, register: 'provision' };
  const issue = async (over: object = {}, token = tokens.officer) =>
    (await kiroku.post<Issued & Problem>('/v1/registers/documents', token, { ...wish, ...over })).body;
  async function file(url: string, token = tokens.officer): Promise<{ status: number; bytes: Buffer }> {
    const headers = { authorization: `Bearer ${token}` };
    const answer = await kiroku.app.inject({ method: 'GET', url, headers });
    return { status: answer.statusCode, bytes: answer.rawPayload };
  }

  it('is a PDF that tells the fields of each record, and verifies by the proof inside', async () => {
    const { id, links } = await issue();
    const { status, bytes } = await file(links.file);
    expect(status).toBe(200);
    const known = (await keys()).map(({ key }) => key);
    expect(await verifyIssued(bytes, null, known)).toMatchObject({ ok: 'ok', failures: [] });
    const changed = Buffer.from(bytes);
    changed[200]! ^= 1;
    expect((await verifyIssued(changed, null, known)).ok).not.toBe('ok');

    const { body } = await kiroku.get<{ records: Told[] }>('/v1/provision-records?limit=200', tokens.officer);
    const text = textOf(await readPdf(bytes)).replaceAll(/\s/g, '');
    expect(body.records.length).toBeGreaterThan(0);
    for (const { party, occurredOn, items } of body.records) {
      const [year, month, day] = occurredOn.split('-').map(Number);
      for (const one of [party.name, `（${year}年${month}月${day}日）`, ...items.map(({ ja }) => ja)])
        expect(text).toContain(one.replaceAll(/\s/g, ''));
    }
    expect(text).toContain(person.name.replaceAll(/\s/g, ''));
    expect(text).not.toContain(restricted);
    expect((await looksUnder(id)).map(({ subject }) => subject)).toContain(MEMBER);
  });

  it('is taken by officers, and by an auditor who had it issued and nobody else', async () => {
    const officers = await issue({ format: 'CSV' });
    expect((await file(officers.links.file, tokens.second)).status).toBe(200);
    const refused = await file(officers.links.file, tokens.auditor);
    expect([refused.status, JSON.parse(refused.bytes.toString()).code]).toEqual([403, 'document-of-another']);
    const auditors = await issue({ format: 'CSV' }, tokens.auditor);
    expect((await file(auditors.links.file, tokens.auditor)).status).toBe(200);
    const { body } = await kiroku.get<{ documents: Issued[] }>('/v1/registers/documents', tokens.auditor);
    expect(body.documents.map(({ id }) => id)).toEqual(expect.arrayContaining([officers.id, auditors.id]));
  });
});
