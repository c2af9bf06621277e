import type { Pool } from 'pg';
import { toPosition, type ProjectionProgress, type StoredEvent } from '#event-store';
import { createDataSource, createPool, inTransaction, migrate } from '#platform';
import { createTestDatabase, type TestDatabase } from '../../../test/harness/database.js';
import { LedgerFindings1760000020000 } from '../migrations/1760000020000-ledger-findings.js';
import { MergedMembers1760000050500 } from '../migrations/1760000050500-merged-members.js';
import type { SealedChange, SealedVersions } from '../reading/sealed-versions.js';
import { LateLines } from '../reexamine-transfers/late-lines.js';
import { FIRST, SECOND } from '../testing/statements.js';
import { LateKnowledgeProjection } from './late-knowledge.projection.js';

const association = 'kumiai-a';
const TRANSFER = '55555555-5555-4555-8555-555555555555';
const EARLIER = '66666666-6666-4666-8666-666666666666';
/** What is declared counts from noon of the tenth in Japan. */
const NOON = '2026-06-10T03:00:00.000Z';
const [BEFORE_NOON, AFTER_NOON] = ['2026-06-10T02:59:59.999Z', '2026-06-10T03:00:00.001Z'];

interface Line {
  readonly position: number;
  readonly knownTo: number;
  readonly recordedAt?: string;
  readonly occurredOn?: string;
  readonly phase?: 'planned' | 'done';
  readonly member?: string;
  readonly transfer?: string;
}

describe('what was judged without something that stood', () => {
  let database: TestDatabase;
  let pool: Pool;
  let projection: LateKnowledgeProjection;
  let changes: SealedChange[];

  beforeAll(async () => {
    database = await createTestDatabase();
    const source = await createDataSource({
      url: database.url,
      migrations: [LedgerFindings1760000020000, MergedMembers1760000050500],
    }).initialize();
    await migrate(source);
    await source.destroy();
    pool = createPool(database.url);
    projection = new LateKnowledgeProjection({ of: async () => changes } as unknown as SealedVersions);
  });
  beforeEach(() => pool.query(`TRUNCATE ledger.judged_line, ledger.standing_mark, ledger.merged_member`));
  afterAll(async () => {
    await pool.end();
    await database.drop();
  });

  async function apply(events: readonly Partial<StoredEvent>[], found: SealedChange[] = []): Promise<void> {
    changes = found;
    await inTransaction(pool, (client) =>
      projection.apply(events as StoredEvent[], { client, table: (name: string) => name }),
    );
  }

  const event = (position: number, type: string, data: object, subject: string | null = FIRST) =>
    ({ position: toPosition(position), envelope: { association, type, data, subject } }) as unknown as StoredEvent;
  /** An event that says nothing by itself: what it means is given beside it. */
  const silent = (position: number) => event(position, 'TransferSealed', {}, null);
  const objected = (position: number) =>
    apply([event(position, 'StandingDeclared', { kind: 'OBJECTION', receivedAt: NOON, effectiveFrom: NOON })]);
  const examined = (position: number, through: number) =>
    apply([event(position, 'LinesReexamined', { through: toPosition(through), lines: 1, findings: 0 })]);
  const voided = (position: number) =>
    apply(
      [silent(position)],
      [{ kind: 'voided', association, transferId: TRANSFER, position: toPosition(position), recordedAt: NOON }],
    );

  /** What moves a line to another member, judged knowing everything up to a position. */
  const moves = (position: number, to: string, knownTo: number) => {
    const place = { association, stream: `transfer-${TRANSFER}`, recordedAt: NOON, id: 'e', keyId: null, sealed: null };
    const of = (at: number, type: string, data: object, subject: string, knowledgeAt: string | null) =>
      ({
        position: toPosition(at),
        envelope: { ...place, type, data, subject, knowledgeAt },
      }) as unknown as StoredEvent;
    const at = { version: 1, line: 1 };
    return [
      of(position, 'LineMovedAway', at, FIRST, null),
      of(position + 1, 'LineMovedHere', { ...at, outcome: {} }, to, toPosition(knownTo)),
    ];
  };
  const merges = (position: number, ref: string, into: string) => event(position, 'MemberMerged', { into }, ref);
  const objects = (position: number, ref: string) =>
    event(position, 'StandingDeclared', { kind: 'OBJECTION', receivedAt: NOON, effectiveFrom: NOON }, ref);
  const examines = (position: number, ref: string, through: number) =>
    event(position, 'LinesReexamined', { through: toPosition(through), lines: 1, findings: 0 }, ref);

  function sent({ position, knownTo, recordedAt = AFTER_NOON, transfer = TRANSFER, ...own }: Line): Promise<void> {
    const header = { phase: own.phase ?? 'done', occurredOn: own.occurredOn ?? '2026-06-10' };
    const at = { position: toPosition(position), knowledgeAt: toPosition(knownTo), recordedAt };
    const lines = { kind: 'one', line: { line: 1, ref: own.member ?? FIRST } };
    const version = { kind: 'version', association, transferId: transfer, ...at, header, lines };
    return apply([silent(position)], [version as unknown as SealedChange]);
  }

  const open = async () =>
    (
      await pool.query<{ position: number }>(
        `SELECT position::int FROM ledger.standing_mark WHERE is_open ORDER BY position`,
      )
    ).rows.map(({ position }) => position);

  it('is open for a line of that day that was recorded after it counted and judged without it', async () => {
    await sent({ position: 5, knownTo: 4 });
    await objected(6);
    expect(await open()).toEqual([6]);
  });

  it('is nothing any more once the record of the line was disposed of', async () => {
    await sent({ position: 5, knownTo: 4 });
    await objected(6);
    const data = { disposal: TRANSFER, lines: [[1, 1]] };
    const envelope = { association, type: 'RecordsDisposed', data, subject: null, stream: `transfer-${TRANSFER}` };
    await apply([{ position: toPosition(7), envelope } as unknown as StoredEvent]);
    expect(await open()).toEqual([]);
    expect((await pool.query(`SELECT FROM ledger.judged_line`)).rowCount).toBe(0);
  });

  it('is open as well where the line comes after the declaration', async () => {
    await objected(6);
    await sent({ position: 7, knownTo: 5 });
    expect(await open()).toEqual([6]);
  });

  it.each<[string, Partial<Line>]>([
    ['fell on the day before', { occurredOn: '2026-06-09' }],
    ['was recorded before it counted', { recordedAt: BEFORE_NOON }],
    ['was recorded at the instant at which it counts', { recordedAt: NOON }],
    ['was judged knowing it', { knownTo: 6 }],
    ['was planned only', { phase: 'planned' }],
    ['is of another member', { member: SECOND }],
  ])('is nothing where the line %s', async (_, own) => {
    await sent({ position: 7, knownTo: 4, ...own });
    await objected(6);
    expect(await open()).toEqual([]);
  });

  it('is closed by an examination that knew it, and by no earlier one', async () => {
    await sent({ position: 5, knownTo: 4 });
    await objected(6);
    await examined(8, 5);
    expect(await open()).toEqual([6]);
    await examined(9, 6);
    expect(await open()).toEqual([]);
    // One that was on its way comes late, and sets nothing back.
    await examined(10, 5);
    await sent({ position: 11, knownTo: 10, member: SECOND });
    await objected(12);
    expect(await open()).toEqual([]);
  });

  it('stays open for a line that the examination did not see', async () => {
    await objected(6);
    await sent({ position: 9, knownTo: 5 });
    await examined(10, 8);
    expect(await open()).toEqual([6]);
  });

  it('goes with a transfer that is void, and follows a correction', async () => {
    await sent({ position: 5, knownTo: 4 });
    await objected(6);
    await sent({ position: 7, knownTo: 6 });
    expect(await open()).toEqual([]);
    await sent({ position: 8, knownTo: 5 });
    expect(await open()).toEqual([6]);
    await voided(9);
    expect(await open()).toEqual([]);
  });

  it('is not set back by an older examination of the same batch or of a later one', async () => {
    const line = async () => (await pool.query(`SELECT known_to::int AS known FROM ledger.judged_line`)).rows[0].known;
    await sent({ position: 5, knownTo: 4 });
    const at = (position: number, through: number) =>
      event(position, 'LinesReexamined', { through: toPosition(through), lines: 1, findings: 0 });
    await apply([at(8, 7), at(9, 6)]);
    expect(await line()).toBe(7);
    await apply([at(10, 6)]);
    expect(await line()).toBe(7);
  });

  it('follows a line that was about another member, and was judged for that one knowing more', async () => {
    await sent({ position: 5, knownTo: 4 });
    await apply([objects(6, FIRST), objects(7, SECOND)]);
    expect(await open()).toEqual([6]);
    await apply(moves(8, SECOND, 6));
    expect(await open()).toEqual([7]);
    await apply(moves(10, SECOND, 9));
    expect(await open()).toEqual([]);
  });

  it('is open under every reference of a person from when they are known to be one', async () => {
    await sent({ position: 5, knownTo: 4, member: SECOND });
    await apply([objects(6, FIRST)]);
    expect(await open()).toEqual([]);
    await apply([merges(7, SECOND, FIRST)]);
    expect(await open()).toEqual([6]);
    // An examination that had seen less than the merger did not see the line.
    await apply([examines(8, FIRST, 6)]);
    expect(await open()).toEqual([6]);
    await apply([examines(9, FIRST, 8)]);
    expect(await open()).toEqual([]);
  });

  it('is the same however mergers and what they are about are cut into steps', async () => {
    const THIRD = '33333333-3333-4333-8333-333333333333';
    const steps = async (...cut: StoredEvent[][]) => {
      await pool.query(`TRUNCATE ledger.judged_line, ledger.standing_mark, ledger.merged_member`);
      await sent({ position: 5, knownTo: 4, member: THIRD });
      for (const events of cut) await apply(events);
      const lines = await pool.query(`SELECT member_ref, position::int, known_to::int FROM ledger.judged_line`);
      const merged = await pool.query(
        `SELECT member_ref, into_ref, position::int FROM ledger.merged_member ORDER BY 1`,
      );
      return [lines.rows, merged.rows, await open()];
    };
    const all = [
      objects(6, FIRST),
      merges(7, THIRD, SECOND),
      examines(8, SECOND, 7),
      merges(9, SECOND, FIRST),
      objects(10, THIRD),
    ];
    const whole = await steps(all);
    expect(whole).toEqual([
      [{ member_ref: FIRST, position: 9, known_to: 7 }],
      [
        { member_ref: SECOND, into_ref: FIRST, position: 9 },
        { member_ref: THIRD, into_ref: FIRST, position: 9 },
      ],
      [10],
    ]);
    expect(await steps(...all.map((one) => [one]))).toEqual(whole);
    expect(await steps(all.slice(0, 2), all.slice(2))).toEqual(whole);
  });

  it('is what is examined, and no other line of the member', async () => {
    await sent({ position: 4, knownTo: 3, occurredOn: '2026-06-09', transfer: EARLIER });
    await sent({ position: 5, knownTo: 4 });
    await objected(6);
    const reached = { reached: async () => toPosition(6) } as unknown as ProjectionProgress;
    const found = await new LateLines(pool, reached).of({ association, member: FIRST });
    const line = { transfer: TRANSFER, line: 1, since: '2026-06-10', because: [toPosition(6)] };
    expect(found).toEqual({ through: toPosition(6), lines: [line] });
  });
});
