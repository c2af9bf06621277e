import type { Pool } from 'pg';
import { eventStoreSettings, openEventStore, toPosition, type EventStore, type Position } from '#event-store';
import type { Acknowledged, Fault } from './acknowledged.js';
import { HistoryChecker } from './check-history.js';

const PAGE = 2_000;

/** Reads every log and says where it differs from what was acknowledged, and its heads from what is in it. */
export async function checkLogs(pool: Pool, acknowledged: readonly Acknowledged[]): Promise<Fault[]> {
  const store = await openEventStore(pool, process.env);
  try {
    return await checkLogsOf(store, pool, acknowledged);
  } finally {
    await store.close();
  }
}

async function checkLogsOf(store: EventStore, pool: Pool, acknowledged: readonly Acknowledged[]): Promise<Fault[]> {
  const faults: Fault[] = [];
  for (const [association, head] of await store.heads()) {
    const checker = new HistoryChecker(association);
    let after: Position | null = null;
    for (;;) {
      const page = await store.readLog(association, after, PAGE);
      for (const event of page) checker.take(event);
      if (page.length < PAGE) break;
      after = page.at(-1)!.position;
    }
    faults.push(...checker.finish(acknowledged));
    faults.push(...headFaults(association, checker.head, [head, await store.head(association)]));
    faults.push(...(await checkStreamHeads(pool, association, checker)));
  }
  return faults;
}

/** The services go on by themselves: the log that was read ends between the heads of before and after. */
export function headFaults(association: string, end: number, [before, after]: readonly (Position | null)[]): Fault[] {
  if (before! <= toPosition(end) && toPosition(end) <= after!) return [];
  return [{ kind: 'head', what: `${association}: the head says ${before}, then ${after}, its log ends at ${end}` }];
}

// KurrentDB keeps the heads of its streams itself: there the events are held to them at every append.
async function checkStreamHeads(
  pool: Pool,
  association: string,
  { head, revisions }: Pick<HistoryChecker, 'head' | 'revisions'>,
): Promise<Fault[]> {
  if ((await eventStoreSettings(process.env)).kind === 'kurrentdb') return [];
  const { rows } = await pool.query<{ stream: string; revision: number; later: boolean }>(
    `SELECT stream, revision, last_position > $2 AS later
     FROM event_store.stream_head JOIN event_store.log_head USING (log) WHERE association = $1`,
    [association, head],
  );
  const heads = new Map(rows.map(({ stream, revision }) => [stream, revision]));
  // The services go on by themselves: a stream that moved after the log was read is not held to what was read.
  const moved = new Set(rows.filter(({ later }) => later).map(({ stream }) => stream));
  const streams = new Set([...heads.keys(), ...revisions.keys()]);
  return [...streams]
    .filter((stream) => !moved.has(stream) && heads.get(stream) !== revisions.get(stream))
    .map((stream) => ({
      kind: 'head' as const,
      what: `${association}: the head of ${stream} says ${heads.get(stream)}, its last event ${revisions.get(stream)}`,
    }));
}

/** Lines of views and records, each once, as many as were acknowledged, in their newest version. */
export async function checkViews(pool: Pool, acknowledged: readonly Acknowledged[]): Promise<Fault[]> {
  const newest = new Map<string, Acknowledged>();
  for (const ack of acknowledged) {
    if (ack.kind === 'version' && ack.version >= (newest.get(ack.id)?.version ?? 0)) newest.set(ack.id, ack);
  }
  const faults: Fault[] = [];
  const views = [
    {
      name: 'member view',
      sql: `SELECT transfer_id::text AS id, line, member_ref::text AS member, position::text
            FROM disclosure.member_line JOIN disclosure.transfer USING (association, transfer_id, version)`,
      linesOf: ({ members }: Acknowledged) => members.map((_, index) => index + 1),
    },
    {
      name: 'records',
      sql: `SELECT transfer_id::text AS id, line, member_ref::text AS member, position::text
            FROM records.statutory_record JOIN records.transfer USING (association, transfer_id, version)
            WHERE owed AND status <> 'voided'`,
      linesOf: ({ recorded }: Acknowledged) => [...recorded].sort((a, b) => a - b),
    },
  ];
  for (const { name, sql, linesOf } of views) {
    const { rows } = await pool.query<{ id: string; line: number; member: string; position: string }>(sql);
    const shown = new Map<string, string[]>();
    for (const { id, line, member, position } of rows) {
      shown.set(id, [...(shown.get(id) ?? []), `${line} ${member} ${toPosition(position)}`]);
    }
    for (const ack of newest.values()) {
      const expected = linesOf(ack).map((line) => `${line} ${ack.members[line - 1]} ${ack.position}`);
      const found = shown.get(ack.id) ?? [];
      shown.delete(ack.id);
      if (expected.sort().join() !== found.sort().join()) {
        faults.push({ kind: 'view', what: `${name}: ${ack.id} has ${found.length} lines, not ${expected.length}` });
      }
    }
    for (const id of shown.keys()) faults.push({ kind: 'view', what: `${name}: nobody was told of ${id}` });
  }
  return faults;
}
