import { randomUUID } from 'node:crypto';
import { DataKeys } from '#access';
import { EVENT_STORE, ProjectionOrders, Projector, type EventStore, type StoredEvent } from '#event-store';
import { leafHash } from '#proof';
import { until } from '../../libs/event-store/testing/waiting.js';
import { feed } from '../harness/feeds.js';
import { KirokuInProcess } from '../harness/kiroku-in-process.js';
import type { Answer, Problem } from '../harness/recording.js';
import { recordsOf } from '../harness/registers.js';
import { routesOf, type Contract } from '../harness/routes.js';

const KURASHI = 'mihon-kurashi';
/** What is said of the person, nothing of which may be left. */
const SAID = {
  name: '消山 失子',
  kana: 'キエヤマ ウセコ',
  number: 'KESU-9081726',
  ownKey: 'OWN-KESU-4711',
  birthDate: '1961-07-23',
  reason: '消えてほしい事情',
};
const PARTY = 'mihon-ekimae-clinic';
const ID = '0a6c2d54-8f0e-4b7a-9a3c-0000000e7a5e';
const WORDS = Object.values(SAID);

interface ErasureAnswer {
  readonly id: string;
  readonly status: string;
  readonly basis: { readonly citation: string; readonly text: string };
  readonly executed: {
    readonly position: string;
    readonly keys: number;
    readonly despite: readonly { readonly kind: string; readonly until: string | null }[];
    readonly backups: { readonly state: string; readonly keyVersion: number; readonly en: string | null };
  } | null;
}

let kiroku: KirokuInProcess;
let store: EventStore;
let ref: string;
let [first, second, integrator] = ['', '', ''];
/** Transfers about the person: of the person alone, together with somebody else, and received. */
let alone: Answer;
let together: Answer;
let received: Answer;

beforeAll(async () => {
  kiroku = await KirokuInProcess.start({ keepsCheckpoints: true });
  store = kiroku.app.get<EventStore>(EVENT_STORE);
  first = await kiroku.tokenOf('officer-1', 'officer', KURASHI);
  second = await kiroku.tokenOf('officer-2', 'officer', KURASHI);
  integrator = await kiroku.token('integrator', KURASHI);
  const { name, kana, number, ownKey, birthDate, reason } = SAID;
  const registered = await kiroku.post<{ ref: string }>('/v1/members', first, {
    name,
    kana,
    number,
    ownKey,
    birthDate,
  });
  ref = registered.body.ref;
  const at = '2026-05-01T00:00:00Z';
  await kiroku.post(`/v1/members/${ref}/standing`, first, {
    id: randomUUID(),
    kind: 'OBJECTION',
    matter: 'P01',
    scope: { classes: [], parties: [], items: [], purposes: [] },
    receivedAt: at,
    effectiveFrom: at,
    form: 'PAPER',
    reason,
  });
  const entered = await kiroku.post(`/v1/members/${ref}/representations`, first, {
    id: randomUUID(),
    kind: 'AGENT',
    subject: 'erasing-agent',
    from: '2026-05-01',
    evidence: reason,
  });
  expect(entered.status).toBe(201);
  const [other] = feed('P03').post.members;
  alone = await post('P03', 'erasing-alone', { members: [{ number }], party: { id: PARTY } });
  together = await post('P03', 'erasing-together', { members: [{ ownKey }, other], party: { id: PARTY } });
  received = await post('P07', 'erasing-received', { members: [{ ref }] });
}, 60_000);
afterAll(() => kiroku.stop());

async function post(name: string, externalId: string, changes: object): Promise<Answer> {
  const request = { ...feed(name).post, externalId, ...changes };
  const { status, body } = await kiroku.post<Answer>('/v1/transfers', integrator, request);
  if (status !== 201) throw new Error(`${externalId}: ${status} ${JSON.stringify(body)}`);
  return body;
}

const proposal = { id: ID, basis: 'REQUEST_NO_NEED', reason: '本人の請求による' };
const step = (what: string, token: string) =>
  kiroku.post<ErasureAnswer & Problem>(`/v1/erasures/${ID}/${what}`, token, {});

/** Every table of the database in which one of the words stands, as text or as bytes. */
async function tablesWith(words: readonly string[]): Promise<string[]> {
  const pool = kiroku.owner;
  const { rows: tables } = await pool.query<{ name: string }>(
    `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables
     WHERE schemaname NOT IN ('pg_catalog', 'information_schema')`,
  );
  expect(tables.length).toBeGreaterThan(20);
  const patterns = words.flatMap((word) => [`%${word}%`, `%${Buffer.from(word).toString('hex')}%`]);
  const found: string[] = [];
  for (const { name } of tables) {
    const { rowCount } = await pool.query(`SELECT FROM ${name} AS one WHERE one::text LIKE ANY ($1) LIMIT 1`, [
      patterns,
    ]);
    if (rowCount) found.push(name);
  }
  return found;
}

/** Types of the events in whose stored bytes one of the words stands, wherever the store keeps them. */
async function eventsWith(words: readonly string[]): Promise<string[]> {
  const found = (await wholeLog()).filter(({ bytes }) => words.some((word) => Buffer.from(bytes).includes(word)));
  return found.map(({ envelope }) => envelope.type);
}

/** All that every reading route answers about the person and the transfers, as every role. */
async function everyAnswer(): Promise<string[]> {
  // Proofs are given out once a checkpoint covers what they are of.
  await until(async () => (await kiroku.get(`/v1/transfers/${together.id}/acknowledgement`, first)).status === 200);
  const contract = (await kiroku.get<Contract>('/openapi.json')).body;
  const tokens = [
    first,
    await kiroku.token('auditor', KURASHI),
    integrator,
    await kiroku.token('member', KURASHI, ref),
  ];
  const answers: string[] = [];
  for (const { method, path } of routesOf(contract)) {
    // Whether the service is ready is told of no person, and not for this test to say.
    if (method !== 'GET' || path.startsWith('/health')) continue;
    for (const id of path.includes('{id}') ? [alone.id, together.id, received.id, ID] : ['']) {
      const url = path
        .replace('{ref}', ref)
        .replace('{id}', id)
        .replace(/\{[^}]+\}/g, KURASHI);
      for (const token of tokens) {
        const { status, body } = await kiroku.get<unknown>(url, token);
        answers.push(`${url} ${status} ${JSON.stringify(body)}`);
      }
    }
  }
  return answers;
}

const PROJECTIONS = ['records', 'member-view', 'number-act-log', 'findings', 'late-knowledge', 'looks', 'erasures'];
const TABLES = [
  'records.transfer',
  'records.statutory_record',
  'disclosure.transfer',
  'disclosure.member_line',
  'ledger.judged_line',
  'ledger.finding',
  'access.erasure',
];
const rowsOfProjections = () =>
  Promise.all(TABLES.map((table) => kiroku.rows(`SELECT one::text AS line FROM ${table} AS one ORDER BY 1`)));

async function wholeLog(): Promise<StoredEvent[]> {
  return store.readLog(KURASHI, null, 10_000);
}

it('stands as it was while records are due, and for one officer alone', async () => {
  expect((await everyAnswer()).some((answer) => answer.includes(SAID.name))).toBe(true);
  const blocked = await kiroku.post<Problem>('/v1/erasures', first, { ...proposal, member: ref });
  expect([blocked.status, blocked.body.code]).toEqual([409, 'erasure-blocked']);
  expect(blocked.body['blockedBy']).toEqual([{ kind: 'RECORD', until: expect.stringMatching(/^20\d\d-/) }]);
  // Were one of the three on the restricted chain, the same would be told; were all, no day of theirs.
  const among = async (ids: readonly string[]) => {
    const put = `UPDATE records.statutory_record SET chain = $2 WHERE transfer_id = ANY ($1::uuid[])`;
    await kiroku.owner.query(put, [ids, 'restricted']);
    const { body } = await kiroku.post<Problem>('/v1/erasures', first, { ...proposal, member: ref });
    await kiroku.owner.query(put, [ids, 'open']);
    return body['blockedBy'];
  };
  expect(await among([received.id])).toEqual(blocked.body['blockedBy']);
  expect(await among([alone.id, together.id, received.id])).toEqual([{ kind: 'RECORD', until: null }]);
  const despite = { code: 'KEPT_ELSEWHERE', text: '紙の記録簿に保存している' };
  const proposed = await kiroku.post<ErasureAnswer>('/v1/erasures', first, { ...proposal, member: ref, despite });
  expect([proposed.status, proposed.body.status, proposed.body.basis]).toMatchObject([
    201,
    'proposed',
    { citation: 'APPI 35(5)', text: '本人の請求による' },
  ]);
  expect([(await step('execution', first)).body.code, (await step('approval', first)).body.code]).toEqual([
    'erasure-not-approved',
    'erasure-same-person',
  ]);
  const approved = (await step('approval', second)).body;
  expect(approved).toMatchObject({ status: 'approved', blockedBy: blocked.body['blockedBy'], hindrance: null });
  // Nothing has happened yet.
  expect((await kiroku.get(`/v1/members/${ref}`, first)).body).toMatchObject({ erasedAt: null });
}, 60_000);

it.each([
  ['an unknown basis', { basis: 'BECAUSE' }],
  ['no reason', { reason: undefined }],
  ['a member who is none', { member: 'x' }],
  ['an unknown reason against what is due', { despite: { code: 'X', text: 'y' } }],
])('refuses %s', async (_what, over) => {
  const answer = await kiroku.post<Problem>('/v1/erasures', first, {
    ...proposal,
    id: randomUUID(),
    member: ref,
    ...over,
  });
  expect([answer.status, answer.body.code]).toEqual([400, 'invalid-request']);
});

it('leaves nothing of the person to be read by anybody, and everything else as it was', async () => {
  const before = await wholeLog();
  const records = await recordsOf(kiroku, KURASHI, 'provision-records', together);
  expect(records.map(({ person }) => person.name)).toContain(SAID.name);

  const executed = await step('execution', second);
  expect([executed.status, executed.body.status]).toEqual([200, 'executed']);
  const { keys, despite, backups, position } = executed.body.executed!;
  expect(keys).toBeGreaterThanOrEqual(2);
  expect(despite.map(({ kind }) => kind)).toEqual(['RECORD']);
  expect(backups).toMatchObject({ state: 'open', keyVersion: 1, en: expect.stringContaining('kiroku keys retire') });
  await kiroku.get(`/v1/erasures?atLeast=${position}`, first);
  await kiroku.get(`/v1/provision-records?atLeast=${position}`, first);

  // No table holds a word of it, no event and no answer.
  expect([await tablesWith(WORDS), await eventsWith(WORDS)]).toEqual([[], []]);
  const answers = await everyAnswer();
  expect(answers.filter((answer) => WORDS.some((word) => answer.includes(word)))).toEqual([]);
  expect(answers.filter((answer) => / 5\d\d /.test(answer))).toEqual([]);
  // The searches do find what is there.
  expect(await tablesWith([together.id])).not.toEqual([]);
  expect(await eventsWith(['見本くらし共済会'])).not.toEqual([]);

  // Every part that was sealed for the person stays shut, in this process and in any other.
  const log = await wholeLog();
  const parts = log.flatMap(({ envelope: { id: eventId, keyId, sealed, subject, type } }) =>
    subject === ref && keyId && sealed && !type.startsWith('Erasure')
      ? [{ association: KURASHI, eventId, keyId, sealed }]
      : [],
  );
  expect(parts.length).toBeGreaterThanOrEqual(4);
  expect(await kiroku.app.get(DataKeys).open(parts)).toEqual(parts.map(() => null));

  // What was written before is there, byte for byte, and every leaf still has its hash.
  expect(log.slice(0, before.length).map(({ bytes }) => Buffer.from(bytes).toString('base64'))).toEqual(
    before.map(({ bytes }) => Buffer.from(bytes).toString('base64')),
  );
  for (const { bytes, leafHash: hash } of log)
    expect(Buffer.from(leafHash(bytes)).equals(Buffer.from(hash))).toBe(true);
}, 60_000);

it('goes on with the reference: counts, records and views, without the person', async () => {
  const { position } = (await kiroku.get<ErasureAnswer>(`/v1/erasures/${ID}`, second)).body.executed!;
  const shown = await recordsOf(kiroku, KURASHI, 'provision-records', { ...together, position });
  const own = shown.find(({ person }) => person.ref === ref)!;
  expect([shown.length, own.person]).toMatchObject([2, { name: null, number: null, erased: true }]);
  expect(shown.find(({ person }) => person.ref !== ref)!.person).toMatchObject({ erased: false });
  const view = await kiroku.get<{ transfers: { transfer: string }[] }>(`/v1/members/${ref}/transfers`, first);
  expect(view.body.transfers.map(({ transfer }) => transfer).sort()).toEqual(
    [alone.id, together.id, received.id].sort(),
  );
  expect((await kiroku.get(`/v1/transfers/${alone.id}`, first)).status).toBe(200);
  const register = { register: 'provision', from: '2020-01-01', to: '2030-12-31', format: 'csv', ground: '監査' };
  const { body: csv } = await kiroku.post<string>('/v1/registers/exports', first, register);
  expect(csv).toContain(`${ref},[消去済み],`);

  const member = await kiroku.get<{ erasedAt: string; identifiers: null; history: { type: string }[] }>(
    `/v1/members/${ref}`,
    first,
  );
  expect([member.body.identifiers, member.body.history.at(-1)!.type]).toEqual([null, 'KeyDestroyed']);
  expect(member.body.erasedAt).toMatch(/^\d{4}-/);
  const portal = await kiroku.get<Problem>('/v1/me/transfers', await kiroku.token('member', KURASHI, ref));
  expect([portal.status, portal.body.code]).toEqual([403, 'portal-closed']);
});

it('knows nobody any more by name, number or reference', async () => {
  const { name, birthDate, number, ownKey } = SAID;
  const lookUp = (body: object) => kiroku.post<Problem>('/v1/members/lookup', first, body);
  expect([(await lookUp({ number })).status, (await lookUp({ ownKey })).status]).toEqual([404, 404]);
  const search = await kiroku.post<{ candidates: object[] }>('/v1/members/search', first, { name, birthDate });
  expect(search.body.candidates).toEqual([]);
  for (const members of [[{ ref }], [{ number }], [{ ownKey }]]) {
    const body = { ...feed('P03').post, externalId: randomUUID(), members };
    const answer = await kiroku.post<Problem>('/v1/transfers', integrator, body);
    expect([answer.status, answer.body.code]).toEqual([422, 'member-unknown']);
  }
  const change = await kiroku.post<Problem>(`/v1/members/${ref}/identifiers`, first, {
    number: 'other',
    effectiveFrom: '2026-06-01',
  });
  expect([change.status, change.body.code]).toEqual([410, 'member-erased']);
  const again = await kiroku.post<{ ref: string; isNew: boolean }>('/v1/members', first, { name, number });
  expect([again.status, again.body.ref === ref]).toEqual([201, false]);
});

it('makes the same rows anew', async () => {
  const projector = kiroku.app.get(Projector);
  await projector.stop();
  await projector.catchUp();
  const before = await rowsOfProjections();
  expect(before.map((rows) => rows.length > 0)).toEqual(TABLES.map(() => true));
  const orders = new ProjectionOrders(kiroku.owner);
  for (const projection of PROJECTIONS) await orders.rebuild({ projection, association: null });
  await projector.catchUp();
  expect(await rowsOfProjections()).toEqual(before);
}, 60_000);

it('is unreadable in backups of before once the key of the association was rotated and retired', async () => {
  const operator = await kiroku.token('operator', null);
  const keys = (what: string, body: object) =>
    kiroku.post<Problem & { newest: number }>(`/v1/keys/${what}`, operator, { association: KURASHI, ...body });
  const { rows: kept } = await kiroku.owner.query<{ wrapped: Buffer }>(
    `SELECT wrapped FROM access.data_key WHERE association = $1 AND wrapped IS NOT NULL LIMIT 1`,
    [KURASHI],
  );
  expect((await keys('rotations', { version: 2 })).body.newest).toBe(2);
  expect((await keys('retirements', { through: 1 })).body.code).toBe('key-version-young');
  expect((await keys('rewrappings', {})).body).toMatchObject({ next: null });
  // A name is still read, and was never away.
  const people = await recordsOf(kiroku, KURASHI, 'provision-records', together);
  expect(people.filter(({ person }) => person.name !== null)).toHaveLength(1);
  const { rowCount } = await kiroku.owner.query(`SELECT FROM access.data_key WHERE association = $1 AND wrapped = $2`, [
    KURASHI,
    kept[0]!.wrapped,
  ]);
  expect(rowCount).toBe(0);
});
