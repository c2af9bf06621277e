import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { promisify } from 'node:util';
import { Pool } from 'pg';
import { DataKeys, Directory, DirectoryRows, MemberFacts } from '#access';
import { EVENT_STORE, type EventStore } from '#event-store';
import { LogKeys, MAP_ROOTS, verifyLive, type MapRoots } from '#evidence';
import {
  decodeEnvelope,
  formatVerifierKey,
  fromBase64,
  verifyCompleteness,
  verifyExtension,
  verifyIdentity,
  type CompletenessDocument,
  type IdentityDocument,
  type VerificationReport,
  type VerifierKey,
} from '#proof';
import { until } from '../../libs/event-store/testing/waiting.js';
import { KirokuInProcess } from '../harness/kiroku-in-process.js';
import type { Problem } from '../harness/recording.js';
import { Commands } from '../harness/run-cli.js';
import { Scene, type Judged } from '../harness/scene.js';

// What members, officers and auditors are handed as proof, from a service that signs.
const ASSOCIATION = 'complete-kenpo';
const PARTY = 'complete-party';
const VERIFIER = 'dist/verifier/verify.mjs';
let kiroku: KirokuInProcess;
let scene: Scene;
let keys: VerifierKey[];

beforeAll(async () => {
  kiroku = await KirokuInProcess.start({ keepsCheckpoints: true });
  scene = await Scene.of(kiroku, ASSOCIATION);
  await scene.party(PARTY, 'EMPLOYER');
  const feed = { kind: 'provision-feed', parties: [PARTY], chosen: 'C1' };
  await scene.arrangement('complete-feed', feed);
  await scene.arrangement('complete-quiet', { ...feed, memberView: 'hidden', restricted: true });
  const history = kiroku.app.get(LogKeys, { strict: false });
  await until(async () => (await history.of(ASSOCIATION)).keys.length > 0);
  keys = (await history.of(ASSOCIATION)).keys.map(({ key }) => key);
}, 120_000);
afterAll(() => kiroku.stop());

async function sent(member: string, arrangement = 'complete-feed'): Promise<Judged> {
  const { status, body } = await scene.post(PARTY, [member], { arrangement: { id: arrangement, version: 1 } });
  expect(status).toBe(201);
  return body;
}

const placeOf = ({ commitment }: CompletenessDocument) =>
  (decodeEnvelope(fromBase64(commitment.entry)!).data as { through: string }).through;

const ASKED_EVERY_MILLISECONDS = 200;

/** The first answer that reaches as far as a position; those before it are verified as well. */
async function proof(path: string, token: string, position = '0'): Promise<CompletenessDocument> {
  let found: CompletenessDocument | undefined;
  await until(async () => {
    const { status, body } = await kiroku.get<CompletenessDocument & Problem>(path, token);
    if (status === 503 && body.code === 'no-checkpoint-yet') return false;
    expect([path, status]).toEqual([path, 200]);
    const age = { now: new Date(), maxAgeSeconds: 120 };
    const { failures } = await verifyCompleteness(body, keys, { age });
    // The first commitment of a log has none before it, to be dated by while others write; a second one follows.
    const isFirst = body.earlier === undefined && failures.some(({ what }) => what === 'maps-behind');
    if (!isFirst) expect(failures).toEqual([]);
    found = body;
    if (!isFirst && placeOf(body) >= position) return true;
    // Questions of an officer are looks, and their number has a limit.
    await setTimeout(ASKED_EVERY_MILLISECONDS);
    return false;
  });
  return found!;
}

const asMember = (member: string) => kiroku.token('member', ASSOCIATION, member);
const ofMember = (member: string) => `/v1/members/${member}/transfers/proof`;
const positionsOf = ({ heads }: CompletenessDocument, chain = 'open') =>
  heads.filter((head) => head.chain === chain).flatMap(({ links }) => links.map(({ position }) => position));

it('proves to a member all lines of theirs and no others, and later that it goes on from there', async () => {
  const [member, other] = [await scene.member(), await scene.member()];
  const first = await sent(member);
  await sent(other);
  const older = await proof('/v1/me/transfers/proof', await asMember(member), first.position);
  expect(older.heads.map(({ chain, reference }) => [chain, reference])).toEqual([['open', member]]);
  expect(positionsOf(older)).toEqual([first.position]);
  const second = await sent(member);
  const newer = await proof('/v1/me/transfers/proof', await asMember(member), second.position);
  expect(positionsOf(newer)).toEqual([first.position, second.position]);
  const report = await verifyExtension(older, newer, keys);
  expect(report).toMatchObject({ ok: 'ok', failures: [] });
  expect(report.checked).toContainEqual({ what: 'extension', count: 1 });
  expect((await verifyExtension(newer, older, keys)).failures).toMatchObject([{ what: 'size-went-back' }]);
});

it('has an age while lines of others are posted without rest', async () => {
  const [member, other] = [await scene.member(), await scene.member()];
  const token = await asMember(member);
  const { position } = await sent(member);
  let goesOn = true;
  const posting = [1, 2].map(async () => {
    while (goesOn) await sent(other);
  });
  const directory = await mkdtemp(join(tmpdir(), 'kiroku-busy-'));
  const commands = new Commands();
  try {
    let document: CompletenessDocument;
    await until(async () => {
      document = await proof('/v1/me/transfers/proof', token, position);
      if (document.earlier !== undefined) return true;
      await setTimeout(ASKED_EVERY_MILLISECONDS);
      return false;
    });
    const { earlier: _, ...alone } = document!;
    expect(positionsOf(document!)).toEqual([position]);
    const age = { now: new Date(), maxAgeSeconds: 60 };
    expect(await verifyCompleteness(document!, keys, { age })).toMatchObject({ ok: 'ok', failures: [] });
    expect(await verifyCompleteness(alone, keys, { age })).toMatchObject({
      ok: 'cannot-check',
      failures: [{ what: 'maps-behind' }],
    });
    const [file, key] = [join(directory, 'proof.json'), formatVerifierKey(keys[0]!)];
    await writeFile(file, JSON.stringify(document!));
    const given = [file, '--key', key, '--max-age', '60', '--lang', 'en'];
    const told = expect.stringContaining('complete as to what the ledger held');
    expect(await commands.run(['verify', ...given])).toMatchObject({ code: 0, stdout: told });
    expect((await promisify(execFile)(process.execPath, [VERIFIER, ...given])).stdout).toEqual(told);
    goesOn = false;
    await Promise.all(posting);
  } finally {
    goesOn = false;
    await Promise.allSettled(posting);
    commands.end();
    await rm(directory, { recursive: true });
  }
}, 60_000);

it('proves that there is none', async () => {
  const member = await scene.member();
  const document = await proof('/v1/me/transfers/proof', await asMember(member));
  expect([document.heads.length, positionsOf(document)]).toEqual([1, []]);
  const { checked } = await verifyCompleteness(document, keys);
  expect(checked).toContainEqual({ what: 'map-proof', count: 1 });
});

it('proves the restricted chain to auditors alone, and lets nobody else see that it grew', async () => {
  const member = await scene.member();
  const open = await sent(member);
  const before = await proof(ofMember(member), scene.officer, open.position);
  const quiet = await sent(member, 'complete-quiet');
  const officers = await proof(ofMember(member), scene.officer, quiet.position);
  expect([officers.restricted, positionsOf(officers)]).toEqual([undefined, [open.position]]);
  expect(JSON.stringify(officers)).not.toContain(quiet.position);
  expect((await verifyCompleteness(officers, keys)).notPromised).toContain('restricted-lines');
  expect((await verifyExtension(before, officers, keys)).ok).toBe('ok');
  const audited = await proof(ofMember(member), await kiroku.token('auditor', ASSOCIATION), quiet.position);
  expect([positionsOf(audited), positionsOf(audited, 'restricted')]).toEqual([[open.position], [quiet.position]]);
  expect((await verifyCompleteness(audited, keys)).notPromised).not.toContain('restricted-lines');
  expect((await kiroku.get(ofMember(member), await kiroku.token('integrator', ASSOCIATION))).status).toBe(403);
  const nobody = await kiroku.get<Problem>(ofMember(randomUUID()), scene.officer);
  expect([nobody.status, nobody.body.code]).toEqual([404, 'no-such-member']);
});

it('is a look of officers and representatives that the member sees, and none of the member', async () => {
  const [child, parent] = [await scene.member(), await scene.member()];
  const path = `/v1/represented/${child}/transfers/proof`;
  expect((await kiroku.get(path, await asMember(parent))).status).toBe(404);
  const entered = await kiroku.post(`/v1/members/${child}/representations`, scene.officer, {
    id: randomUUID(),
    kind: 'AGENT',
    representative: parent,
    from: '2026-01-01',
    evidence: '委任状',
  });
  expect(entered.status).toBe(201);
  await proof('/v1/me/transfers/proof', await asMember(child));
  await proof(ofMember(child), scene.officer);
  expect((await proof(path, await asMember(parent))).heads).toMatchObject([{ chain: 'open', reference: child }]);
  const head = await kiroku.app.get<EventStore>(EVENT_STORE).head(ASSOCIATION);
  const { body } = await kiroku.get<{ looks: { role: { code: string }; what: { code: string } }[] }>(
    `/v1/me/looks?atLeast=${head}`,
    await asMember(child),
  );
  const looks = new Set(body.looks.map(({ role, what }) => `${role.code} ${what.code}`));
  expect(looks).toEqual(new Set(['officer TRANSFERS', 'representative TRANSFERS']));
});

const PERSON = { name: '髙﨑 見本', birthDate: '1980-04-01', insurerNumber: '06990014', symbol: '10', branch: '01' };

async function registered(number: string, over: object = {}): Promise<string> {
  const { status, body } = await kiroku.post<{ ref: string }>('/v1/members', scene.officer, {
    ...PERSON,
    number,
    ...over,
  });
  expect(status).toBe(201);
  return body.ref;
}

async function changed(member: string, what: string, body: object): Promise<void> {
  expect((await kiroku.post(`/v1/members/${member}/${what}`, scene.officer, body)).status).toBe(201);
}

async function erase(member: string): Promise<void> {
  const id = randomUUID();
  const despite = { code: 'KEPT_ELSEWHERE', text: '紙' };
  const wish = { id, member, basis: 'REQUEST_NO_NEED', reason: '請求', despite };
  const second = await kiroku.tokenOf('second-officer', 'officer', ASSOCIATION);
  expect((await kiroku.post('/v1/erasures', scene.officer, wish)).status).toBe(201);
  for (const [step, token] of [
    ['approval', second],
    ['execution', scene.officer],
  ] as const) {
    expect((await kiroku.post(`/v1/erasures/${id}/${step}`, token, {})).status).toBe(200);
  }
  const erased = await kiroku.get<{ erasedAt: string | null }>(`/v1/members/${member}`, scene.officer);
  expect(erased.body.erasedAt).not.toBeNull();
}

/** What the log is held to, once a checkpoint covers it. */
async function ownIdentity(member: string): Promise<IdentityDocument> {
  const token = await asMember(member);
  let found: IdentityDocument | undefined;
  await until(async () => {
    const { status, body } = await kiroku.get<IdentityDocument & Problem>('/v1/me/identity/proof', token);
    if (status === 503 && /^no(t-covered|-checkpoint)-yet$/.test(body.code)) return false;
    expect([status, body.code]).toEqual([200, undefined]);
    found = body;
    return true;
  });
  return found!;
}

it('opens to a member whom the log is held to, which stays so when nothing else is left of the person', async () => {
  const member = await registered('777');
  const first = await ownIdentity(member);
  expect(await verifyIdentity(first, keys)).toMatchObject({ ok: 'ok', failures: [] });
  expect(first.openings).toMatchObject([{ reference: member, identity: { ...PERSON, number: '777' } }]);
  await changed(member, 'name', { name: '田中 見本', effectiveFrom: '2026-04-01' });
  const renamed = await ownIdentity(member);
  expect(renamed.openings).toMatchObject([{ identity: { ...PERSON, number: '777', name: '田中 見本' } }]);
  expect(renamed.openings[0]!.salt).not.toBe(first.openings[0]!.salt);
  for (const role of ['officer', 'auditor', 'integrator', 'operator'] as const)
    expect((await kiroku.get('/v1/me/identity/proof', await kiroku.token(role, ASSOCIATION))).status).toBe(403);
  await erase(member);
  for (const document of [first, renamed]) expect((await verifyIdentity(document, keys)).ok).toBe('ok');
}, 30_000);

/** What whoever has the keys finds by them. */
async function live(): Promise<VerificationReport> {
  const pool = new Pool({ connectionString: kiroku.database.url });
  const identities = {
    keys: kiroku.app.get(DataKeys, { strict: false }),
    directory: kiroku.app.get(Directory, { strict: false }),
    rows: kiroku.app.get(DirectoryRows, { strict: false }),
    facts: kiroku.app.get(MemberFacts, { strict: false }),
  };
  const store = kiroku.app.get<EventStore>(EVENT_STORE);
  try {
    return await verifyLive({ pool, store, projections: [], identities, associations: [ASSOCIATION] });
  } finally {
    await pool.end();
  }
}

it('finds two references of one person with the keys, until they are merged, and shows nobody who it is', async () => {
  const first = await registered('888');
  await changed(first, 'eligibility', { change: 'LOST', on: '2026-04-01' });
  const second = await registered('888', { name: '高崎　見本' });
  const doubled = async () =>
    (await live()).failures.filter(({ what }) => what === 'second-reference').map(({ where }) => where);
  // What is left out of a second registration hides nobody.
  const third = await registered('888', { symbol: null, birthDate: null });
  expect((await live()).about).toContainEqual({
    what: 'alike',
    value: expect.stringMatching(new RegExp(`${first}.*${third}`)),
  });
  expect(await doubled()).toEqual([`${ASSOCIATION} ${second}`]);
  const report = await live();
  expect(report.checked.map(({ what }) => what)).toContain('identity-commitment');
  for (const text of [PERSON.name, PERSON.birthDate]) expect(JSON.stringify(report)).not.toContain(text);
  await changed(second, 'merge', { into: first, reason: '二重登録' });
  expect(await doubled()).toEqual([]);
  const both = await ownIdentity(first);
  expect(both.openings.map(({ reference }) => reference).sort()).toEqual([first, second].sort());
  expect((await verifyIdentity(both, keys)).ok).toBe('ok');
}, 30_000);

it('opens to nobody who else was merged in by mistake, once that person is split off with the own numbers', async () => {
  const [member, person] = [
    await registered('901'),
    { ...PERSON, number: '902', name: '田中 例子', birthDate: '1991-01-01' },
  ];
  const mixed = await registered('902', person);
  const line = await sent(mixed);
  await changed(mixed, 'merge', { into: member, reason: '誤り' });
  const wish = { person, lines: [{ transfer: line.id, line: 1 }], reason: '別人' };
  const split = await kiroku.post<{ ref: string; lines: object[] }>(`/v1/members/${member}/split`, scene.officer, wish);
  const { ref } = split.body;
  expect([split.status, split.body.lines]).toMatchObject([201, [{ code: null }]]);
  expect([member, mixed]).not.toContain(ref);
  const again = await kiroku.post<{ ref: string }>(`/v1/members/${member}/split`, scene.officer, wish);
  expect([again.status, again.body.ref]).toEqual([200, ref]);
  const { insurerNumber, symbol, number, branch } = person;
  const numbers = { insurerNumber, symbol, number, branch };
  expect((await kiroku.post('/v1/members/lookup', scene.officer, numbers)).body).toMatchObject({ ref });
  expect((await ownIdentity(member)).openings.map(({ reference }) => reference)).toEqual([member]);
  expect((await ownIdentity(ref)).openings).toMatchObject([{ reference: ref, identity: person }]);
  const found = await live();
  expect(found.failures.filter(({ where }) => [member, mixed, ref].some((one) => where?.includes(one)))).toEqual([]);
  // Numbers of the member are the member's, however the wish is worded.
  const own = await kiroku.post<Problem>(`/v1/members/${member}/split`, scene.officer, {
    ...wish,
    person: { ...PERSON, number: '901' },
  });
  expect([own.status, own.body.code]).toEqual([409, 'member-taken']);
}, 30_000);

it('stays valid, and goes on, when the keys of the member are destroyed', async () => {
  const member = await scene.member();
  const line = await sent(member);
  const older = await proof('/v1/me/transfers/proof', await asMember(member), line.position);
  await erase(member);
  expect((await verifyCompleteness(older, keys)).failures).toEqual([]);
  const newer = await proof(ofMember(member), scene.officer, (await sent(await scene.member())).position);
  expect(positionsOf(newer)).toEqual([line.position]);
  expect((await verifyExtension(older, newer, keys)).ok).toBe('ok');
});

it('is verified by the commands, from files, and with the secret that an auditor is handed', async () => {
  const member = await scene.member();
  const document = await proof('/v1/me/transfers/proof', await asMember(member), (await sent(member)).position);
  const directory = await mkdtemp(join(tmpdir(), 'kiroku-proof-'));
  const [file, key] = [join(directory, 'proof.json'), formatVerifierKey(keys[0]!)];
  const commands = new Commands();
  try {
    await writeFile(file, JSON.stringify(document));
    const verified = ['verify', file, '--key', key, '--older', file, '--max-age', '600', '--lang', 'ja'];
    const fine = await commands.run(verified);
    expect([fine.code, fine.stdout]).toEqual([0, expect.stringContaining(`加入者参照: ${member}`)]);
    expect((await commands.run(['verify', file, '--key', key, '--max-age', 'x'])).code).toBe(2);
    await writeFile(
      file,
      JSON.stringify({ ...document, heads: document.heads.map((head) => ({ ...head, links: [] })) }),
    );
    const broken = await promisify(execFile)(process.execPath, [VERIFIER, file, '--key', key, '--lang', 'en']).catch(
      (error: { code: number; stdout: string }) => error,
    );
    expect(broken).toMatchObject({ code: 1, stdout: expect.stringContaining(`link-missing (open ${member})`) });
    const env = { DATABASE_URL: kiroku.database.url, KIROKU_KEY_DIRECTORY: kiroku.directories.keys };
    const told = await commands.run(['log', 'map-secret', '--association', ASSOCIATION], { env });
    const secret = fromBase64(told.stdout.trim())!;
    expect((await verifyCompleteness(document, keys, { secret })).failures).toEqual([]);
    const nobody = await commands.run(['log', 'map-secret', '--association', 'nowhere'], { env });
    expect([nobody.code === 0, nobody.stdout]).toEqual([false, '']);
  } finally {
    commands.end();
    await rm(directory, { recursive: true });
  }
}, 60_000);

it('is opened by the commands, for the member from a file, and for whoever has the keys from the database', async () => {
  const member = await scene.member();
  const directory = await mkdtemp(join(tmpdir(), 'kiroku-identity-'));
  const commands = new Commands();
  try {
    const file = join(directory, 'identity.json');
    await writeFile(file, JSON.stringify(await ownIdentity(member)));
    const own = await commands.run(['verify', file, '--key', formatVerifierKey(keys[0]!), '--lang', 'ja']);
    expect([own.code, own.stdout]).toEqual([0, expect.stringContaining('氏名（カナ）: 例示 花子')]);
    const env = { DATABASE_URL: kiroku.database.url, KIROKU_KEY_DIRECTORY: kiroku.directories.keys };
    const live = ['verify', '--live', '--identities', '--no-rows', '--association', ASSOCIATION, '--json'];
    const { checked, failures } = JSON.parse((await commands.run(live, { env })).stdout) as VerificationReport;
    expect(checked.map(({ what }) => what)).toContain('identity-commitment');
    expect(failures.filter(({ where }) => where?.includes(member))).toEqual([]);
  } finally {
    commands.end();
    await rm(directory, { recursive: true });
  }
}, 60_000);

it('rests where nothing is written: a quiet log gets no commitments', async () => {
  const store = kiroku.app.get<EventStore>(EVENT_STORE);
  const roots = kiroku.app.get<MapRoots>(MAP_ROOTS, { strict: false });
  await until(async () => {
    const [head, state] = [await store.head(ASSOCIATION), await roots.now(ASSOCIATION)];
    return state !== null && state.through === head && state.committed?.position === head;
  });
  const log = await store.readLog(ASSOCIATION, null, 10_000);
  expect(log.at(-1)!.envelope.type).toBe('MapRootCommitted');
  const commitments = log.filter(({ envelope }) => envelope.type === 'MapRootCommitted');
  const places = commitments.map(({ envelope }) => (envelope.data as { through: string }).through);
  expect(new Set(places).size).toBe(commitments.length);
  // Each is over something that the one before was not, and be it what came in while that one was written.
  for (const [index, through] of places.entries()) {
    const since = log.filter(({ position }) => position > (places[index - 1] ?? '') && position <= through);
    expect(since.some(({ envelope }) => envelope.type !== 'MapRootCommitted')).toBe(true);
  }
});
