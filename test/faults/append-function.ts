import { readArray } from './binary-array.js';
import { keyOf, type EventRow } from './tables.js';
import { failure, type LockingTables, type Transaction } from './transaction.js';

interface Head {
  readonly association: string;
  readonly stream: string;
  readonly key: string;
  /** Last revision before and after, -1 for none. */
  readonly from: number;
  readonly to: number;
}

/** Tells what `event_store.hold` answers: the streams that exist are locked until the transaction ends. */
export async function hold(database: LockingTables, transaction: Transaction, values: readonly unknown[]) {
  const [associations, logs, streams, headOfEvent, ids] = values.map((one) => readArray(one as Buffer)) as unknown as [
    string[],
    number[],
    string[],
    number[],
    string[],
  ];
  const associationOf = (head: number) => associations[logs[head]! - 1]!;
  const keys = streams.map((stream, head) => keyOf(associationOf(head), stream));
  // What is made while it waits, the statement does not see: its rows are those of its beginning.
  const seen = new Set(keys.filter((key) => database.tables.streamHeads.has(key)));
  await lockHeads(database, transaction, seen);
  const known = knownIds(database);
  return {
    rows: [
      {
        revisions: keys.map((key) => (seen.has(key) ? database.tables.streamHeads.get(key)! : -1)).join(),
        known: ids
          .flatMap((id, index) => (known.has(keyOf(associationOf(headOfEvent[index]! - 1), id)) ? [index + 1] : []))
          .join(),
      },
    ],
  };
}

/** Tells what `event_store.append` does, with its locks in its order. */
export async function append(database: LockingTables, transaction: Transaction, values: readonly unknown[]) {
  const [associations, counts, logs, streams, from, to, , , heads, places, revisions, ids, envelopes, leafHashes] =
    values.map((one) => readArray(one as Buffer)) as unknown as [
      string[],
      number[],
      number[],
      string[],
      number[],
      number[],
      number[],
      number[],
      number[],
      number[],
      number[],
      string[],
      Buffer[],
      Buffer[],
    ];
  const moved = streams.map((stream, index): Head => {
    const association = associations[logs[index]! - 1]!;
    return { association, stream, key: keyOf(association, stream), from: from[index]!, to: to[index]! };
  });
  await lockMoved(database, transaction, moved);
  const bases = await takePositions(database, transaction, { associations, counts });
  for (const head of moved) moveHead(database, transaction, head);
  const rows = ids.map((id, index): EventRow => {
    const { association, stream } = moved[heads[index]! - 1]!;
    const position = bases.get(association)! + places[index]!;
    const [envelope, leaf_hash] = [envelopes[index]!, leafHashes[index]!];
    return { id, association, stream, position, revision: revisions[index]!, envelope, leaf_hash };
  });
  refuseKnown(database, rows);
  // No other constraint of the tables is kept: it would hide from the checkers what they are to find.
  transaction.writes.push((tables) => tables.events.push(...rows));
  return { rows: [{ bases: associations.map((association) => bases.get(association)).join() }] };
}

async function lockHeads(database: LockingTables, transaction: Transaction, keys: Iterable<string>): Promise<void> {
  if (database.planted.withoutCas) return;
  for (const key of [...keys].sort()) await database.lock(transaction, key);
}

/** Locks the streams that the plan moves on, and refuses it where they have come to somewhere else. */
async function lockMoved(database: LockingTables, transaction: Transaction, moved: readonly Head[]): Promise<void> {
  const old = moved.filter((head) => head.from >= 0);
  await lockHeads(
    database,
    transaction,
    old.map(({ key }) => key),
  );
  if (database.planted.withoutCas) return;
  if (old.some(({ key, from }) => database.tables.streamHeads.get(key) !== from))
    throw failure('KR002', 'Others moved a stream on.');
}

/** Position before the first event of each log. */
async function takePositions(
  database: LockingTables,
  transaction: Transaction,
  { associations, counts }: { associations: readonly string[]; counts: readonly number[] },
): Promise<Map<string, number>> {
  const bases = new Map<string, number>();
  const { logHeads } = database.tables;
  for (const [index, association] of associations.entries()) {
    if (!database.planted.positionsFromSequence) await database.lock(transaction, `log of ${association}`);
    const base = logHeads.get(association) ?? 0;
    bases.set(association, base);
    const head = base + counts[index]!;
    if (database.planted.positionsFromSequence) logHeads.set(association, head);
    else transaction.writes.push((tables) => tables.logHeads.set(association, head));
  }
  return bases;
}

function moveHead(database: LockingTables, transaction: Transaction, { key, from, to }: Head): void {
  const isThere = database.tables.streamHeads.has(key);
  if (from < 0 && isThere && !database.planted.withoutCas)
    throw failure('23505', 'Others made it.', { constraint: 'stream_head_pkey' });
  transaction.writes.push((tables) => tables.streamHeads.set(key, to));
}

function refuseKnown(database: LockingTables, rows: readonly EventRow[]): void {
  const known = knownIds(database);
  for (const { association, id } of rows) {
    const key = keyOf(association, id);
    if (known.has(key)) throw failure('23505', 'This id is known.', { constraint: 'event_identity_pkey' });
    known.add(key);
  }
}

function knownIds(database: LockingTables): Set<string> {
  return new Set(database.tables.events.map(({ association, id }) => keyOf(association, id)));
}
