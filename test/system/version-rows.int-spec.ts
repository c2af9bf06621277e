import { randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import { MemberViewProjection } from '#disclosure';
import {
  openEventStore,
  Projector,
  startEventStore,
  type EventDraft,
  type EventStore,
  type Position,
  type StoredEvent,
} from '#event-store';
import { VersionReader, type TransferDescriber } from '#ledger';
import { createPool } from '#platform';
import { RecordsProjection } from '#records';
import { migrateDatabase } from '../../apps/cli/commands/migrate-database.js';
import { createTestDatabase, type TestDatabase } from '../harness/database.js';

const ASSOCIATION = 'a';
const TABLES = [
  ['records.transfer', 'records.statutory_record', 'records.open_version'],
  ['disclosure.transfer', 'disclosure.member_line', 'disclosure.open_version'],
].flat();
const members = Array.from({ length: 4 }, () => randomUUID());

let database: TestDatabase;
let pool: Pool;
let store: EventStore;
let records: RecordsProjection;
let view: MemberViewProjection;

beforeEach(async () => {
  database = await createTestDatabase();
  await migrateDatabase(database.url);
  pool = createPool(database.url);
  store = await openEventStore(pool, process.env);
  await startEventStore(pool, store);
  const describer: Pick<TransferDescriber, 'partiesOf'> = {
    partiesOf: (headers) => Promise.resolve(headers.map(() => null)),
  };
  records = new RecordsProjection(describer as TransferDescriber, new VersionReader(store));
  view = new MemberViewProjection();
});
afterEach(async () => {
  await store.close();
  await pool.end();
  await database.drop();
});

const base = { schemaVersion: 1, occurredAt: null, actor: { role: 'officer', id: 'a' }, causation: null };
const event = (type: string, data: object, subject: string | null = null): EventDraft => ({
  ...base,
  id: randomUUID(),
  type,
  subject,
  ruleset: 'jp-appi-2022-04',
  knowledgeAt: null,
  data,
  keyId: null,
  sealed: null,
});
const header = (version: number, over: object = {}) => ({
  version,
  change: version > 1 ? 'correction' : null,
  phase: 'done',
  party: 'p',
  occurredOn: '2026-06-10',
  madeOn: '2026-06-11',
  ...over,
});
const line = (version: number, number: number, duty = 'REC_CONSENT_27', who = number) =>
  event(
    'MemberLineRecorded',
    {
      version,
      line: number,
      outcome: { duty, route: 'C1', method: 'EACH', retainUntil: null, view: 'show', chain: 'open', allowed: true },
    },
    members[who - 1]!,
  );
/** A line of one member goes to another. */
const moved = (version: number, number: number, [from, to]: readonly [number, number], duty = 'REC_CONSENT_27') => [
  event('LineMovedAway', { version, line: number }, members[from - 1]!),
  event(
    'LineMovedHere',
    {
      version,
      line: number,
      outcome: { duty, route: 'C1', method: 'EACH', retainUntil: null, view: 'show', chain: 'open', allowed: true },
    },
    members[to - 1]!,
  ),
];
const seal = (version: number, count: number) => event('TransferSealed', { version, count });

async function append(transfer: string, ...events: EventDraft[]): Promise<void> {
  const stream = `transfer-${transfer}`;
  expect((await store.append({ association: ASSOCIATION, stream, expected: 'any', events })).outcome).toBe('appended');
}

async function rows(tables: readonly string[] = TABLES): Promise<Record<string, string[]>> {
  const found = await Promise.all(
    tables.map((t) => pool.query(`SELECT one::text AS line FROM ${t} AS one ORDER BY 1`)),
  );
  return Object.fromEntries(tables.map((table, index) => [table, found[index]!.rows.map((row) => row.line as string)]));
}

/** Lines as readers see them: joined with the version that is shown. */
async function shown(table: string): Promise<string[]> {
  const { rows: found } = await pool.query(
    `SELECT line.line, line.version, transfer.status FROM ${table} AS line
     JOIN ${table.split('.')[0]}.transfer AS transfer USING (association, transfer_id, version) ORDER BY 1`,
  );
  return found.map((row) => `${row.line} v${row.version} ${row.status}`);
}

/** Everything that can happen to versions, in one log. */
async function appendAll(): Promise<void> {
  const [one, two, three, four] = Array.from({ length: 4 }, () => randomUUID());
  await append(one!, event('TransferOpened', header(1)), line(1, 1), line(1, 2), line(1, 3), seal(1, 3));
  // Line 2 is no longer owed; and then line 1 is not, and line 2 again.
  await append(one!, event('TransferOpened', header(2)), line(2, 1), line(2, 2, 'NONE'), line(2, 3), seal(2, 3));
  await append(one!, event('TransferOpened', header(3)), line(3, 1, 'NONE'), line(3, 2), line(3, 3), seal(3, 3));
  // Opened and never sealed, and then begun again.
  await append(two!, event('TransferOpened', header(1)), line(1, 1), line(1, 2));
  await append(two!, event('TransferOpened', header(1)), line(1, 1), line(1, 2), line(1, 3), seal(1, 3));
  await append(three!, event('TransferOpened', header(1, { phase: 'planned' })), line(1, 1), line(1, 2), seal(1, 2));
  await append(
    three!,
    event('TransferOpened', header(2, { change: 'completion' })),
    line(2, 1),
    line(2, 2),
    seal(2, 2),
  );
  await append(three!, event('TransferVoided', { version: 2 }));
  await append(four!, event('TransferOpened', header(1)), line(1, 1), line(1, 4));
  await appendMoves();
}

/** Lines that turned out to be about others, there and back, and before a correction and after it. */
async function appendMoves(): Promise<void> {
  const [five, six] = [randomUUID(), randomUUID()];
  await append(five, event('TransferOpened', header(1)), line(1, 1), line(1, 2), seal(1, 2));
  await append(five, ...moved(1, 1, [1, 3]), ...moved(1, 2, [2, 4]), ...moved(1, 2, [4, 2]));
  await append(five, event('TransferOpened', header(2)), line(2, 1, 'REC_CONSENT_27', 3), line(2, 2), seal(2, 2));
  await append(five, ...moved(2, 2, [2, 1], 'NONE'));
  // Of the first line no record was owed, and of the other member's one is.
  await append(six, event('TransferOpened', header(1)), line(1, 1, 'NONE'), line(1, 2, 'NONE'), seal(1, 2));
  await append(six, ...moved(1, 1, [1, 4]));
  await append(six, event('TransferVoided', { version: 1 }));
}

/** The same log, in steps of so many events. */
function inStepsOf(size: number): EventStore {
  const readLog = (association: string, after: Position | null): Promise<StoredEvent[]> =>
    store.readLog(association, after, size);
  return new Proxy(store, {
    get(whole, name) {
      const found = name === 'readLog' ? readLog : (Reflect.get(whole, name, whole) as unknown);
      return typeof found === 'function' ? found.bind(whole) : found;
    },
  });
}

describe('rows of versions', () => {
  it('are the same however the log is cut into steps', async () => {
    await appendAll();
    await new Projector(store, pool, [records, view]).catchUp();
    const whole = await rows();
    for (const size of [1, 2, 3, 5, 7]) {
      await pool.query(`TRUNCATE ${TABLES.join(', ')}, projection.checkpoint`);
      await new Projector(inStepsOf(size), pool, [records, view]).catchUp();
      expect(await rows()).toEqual(whole);
    }
    expect(whole['records.open_version']).toHaveLength(1);
  }, 60_000);

  it('show nothing of a version before its seal, and all of it from then on', async () => {
    const transfer = randomUUID();
    const projector = new Projector(store, pool, [view]);
    await append(transfer, event('TransferOpened', header(1)), line(1, 1), line(1, 2));
    await projector.catchUp();
    expect(await shown('disclosure.member_line')).toEqual([]);
    await append(transfer, seal(1, 2));
    await projector.catchUp();
    expect(await shown('disclosure.member_line')).toEqual(['1 v1 recorded', '2 v1 recorded']);
    await append(transfer, event('TransferOpened', header(2)), line(2, 1));
    await projector.catchUp();
    expect(await shown('disclosure.member_line')).toEqual(['1 v1 recorded', '2 v1 recorded']);
    await append(transfer, line(2, 2), seal(2, 2));
    await projector.catchUp();
    expect(await shown('disclosure.member_line')).toEqual(['1 v2 corrected', '2 v2 corrected']);
  });

  it('keep a record that a correction no longer owes, marked', async () => {
    const transfer = randomUUID();
    await append(transfer, event('TransferOpened', header(1)), line(1, 1), line(1, 2), seal(1, 2));
    await append(transfer, event('TransferOpened', header(2)), line(2, 1), line(2, 2, 'NONE'), seal(2, 2));
    await new Projector(store, pool, [records]).catchUp();
    const { rows: found } = await pool.query(`SELECT line, version, owed FROM records.statutory_record ORDER BY line`);
    expect(found).toEqual([
      { line: 1, version: 2, owed: true },
      { line: 2, version: 2, owed: false },
    ]);
  });

  it('stand in the view of both members where a line moved, and name in the register whom it is about', async () => {
    const transfer = randomUUID();
    await append(transfer, event('TransferOpened', header(1)), line(1, 1), line(1, 2), seal(1, 2));
    await append(transfer, ...moved(1, 1, [1, 3]), ...moved(1, 2, [2, 4], 'NONE'));
    const projector = new Projector(store, pool, [records, view]);
    await projector.catchUp();
    const viewed = async () => {
      const { rows: found } = await pool.query(
        `SELECT line, version, member_ref, is_another FROM disclosure.member_line ORDER BY line, is_another`,
      );
      return found.map((row) => [row.line, row.version, members.indexOf(row.member_ref), row.is_another]);
    };
    const registered = async () => {
      const { rows: found } = await pool.query(`SELECT * FROM records.statutory_record ORDER BY line`);
      return found.map((row) => [row.line, members.indexOf(row.member_ref), row.owed, row.is_moved]);
    };
    const [one, two] = [1, 2].map((version) => [
      [1, version, 2, false],
      [1, version, 0, true],
      [2, version, 3, false],
      [2, version, 1, true],
    ]);
    expect(await viewed()).toEqual(one);
    expect(await registered()).toEqual([
      [1, 2, true, true],
      [2, 1, false, false],
    ]);
    // A correction names whom the lines are about, and what is not about the others says so for ever.
    const lines = [line(2, 1, 'REC_CONSENT_27', 3), line(2, 2, 'NONE', 4)];
    await append(transfer, event('TransferOpened', header(2)), ...lines, seal(2, 2));
    await projector.catchUp();
    expect(await viewed()).toEqual(two);
    expect(await registered()).toEqual([
      [1, 2, true, false],
      [2, 1, false, false],
    ]);
  });

  it.each<[string, EventDraft[]]>([
    ['its header', [line(1, 1), line(1, 2), seal(1, 2)]],
    ['a line', [event('TransferOpened', header(1)), line(1, 1), seal(1, 2)]],
    ['everything', [seal(1, 2)]],
  ])('are not shown of a seal that lacks %s: it stops the projection', async (_, events) => {
    await append(randomUUID(), ...events);
    await expect(new Projector(store, pool, [view]).catchUp()).rejects.toThrow('lacks its header or a line');
    expect(await shown('disclosure.member_line')).toEqual([]);
  });
});
