import { append, hold } from './append-function.js';
import { keyOf, type EventRow } from './tables.js';
import type { LockingTables, Transaction } from './transaction.js';

type Run = (database: LockingTables, transaction: Transaction, values: readonly unknown[]) => object | Promise<object>;

export interface Statement {
  readonly name: string;
  readonly writes: boolean;
  readonly run: Run;
}

/** What a projection under test says of the events that it folds. */
export const FOLD = 'FOLD INTO simulated_rows';

/** Finds what a statement does by its text; one that the code says and the simulation does not know ends the run. */
export function statementOf(sql: string): Statement {
  const text = plain(sql);
  const known = STATEMENTS.find(({ starts }) => text.startsWith(starts));
  if (!known) throw new Error(`The simulation knows no such statement: ${text.slice(0, 120)}`);
  return known;
}

const STATEMENTS: readonly (Statement & { readonly starts: string })[] = [
  { starts: 'BEGIN', name: 'begin', writes: false, run: () => ({}) },
  { starts: 'COMMIT', name: 'commit', writes: false, run: () => ({}) },
  { starts: 'ROLLBACK', name: 'rollback', writes: false, run: () => ({}) },
  { starts: 'SELECT array_to_string(event_store.append', name: 'append a batch', writes: true, run: append },
  { starts: "SELECT array_to_string(h_revision, ',')", name: 'hold streams', writes: false, run: hold },
  { starts: 'WITH head AS MATERIALIZED', name: 'read a stream', writes: false, run: readEvents },
  { starts: 'SELECT event.position, convert_from(event.envelope', name: 'read a log', writes: false, run: readLog },
  {
    starts: 'SELECT association, position FROM event_store.heads()',
    name: 'read heads',
    writes: false,
    run: readHeads,
  },
  { starts: 'SELECT projection, association, side', name: 'read checkpoints', writes: false, run: readCheckpoints },
  {
    starts: 'INSERT INTO projection.checkpoint',
    name: 'make a checkpoint',
    writes: true,
    run: makeCheckpoint,
  },
  {
    starts: 'SELECT checkpoint.position',
    name: 'take a checkpoint',
    writes: false,
    run: takeCheckpoint,
  },
  { starts: 'UPDATE projection.checkpoint', name: 'move a checkpoint', writes: true, run: moveCheckpoint },
  { starts: FOLD, name: 'fold rows', writes: true, run: fold },
];

function plain(sql: string): string {
  return sql.replaceAll(/\s+/g, ' ').trim();
}

function readEvents({ tables }: LockingTables, _transaction: Transaction, values: readonly unknown[]) {
  const [association, stream, from, limit] = values as [string, string, number, number];
  const found = tables.events.filter(
    (row) => row.association === association && row.stream === stream && row.revision >= from,
  );
  return {
    rows: found
      .sort((a, b) => a.revision - b.revision)
      .slice(0, limit)
      .map(asText),
  };
}

function readLog({ tables }: LockingTables, _transaction: Transaction, values: readonly unknown[]) {
  const [association, after, limit] = values as [string, string, number];
  const found = tables.events.filter((row) => row.association === association && row.position > Number(after));
  return {
    rows: found
      .sort((a, b) => a.position - b.position)
      .slice(0, limit)
      .map(asText),
  };
}

function asText({ envelope, leaf_hash: leaf, ...row }: EventRow) {
  return { ...row, text: envelope.toString('utf8'), leaf: leaf.toString('hex') };
}

function readHeads(database: LockingTables) {
  return {
    rows: [...database.tables.logHeads].map(([association, position]) => ({ association, position: String(position) })),
  };
}

function readCheckpoints(database: LockingTables) {
  const rows = [...database.tables.checkpoints].map(([key, row]) => {
    const [association, projection] = key.split('/') as [string, string];
    return { association, projection, side: 'live', ...row };
  });
  return { rows };
}

async function makeCheckpoint(database: LockingTables, transaction: Transaction, values: readonly unknown[]) {
  const [projection, association] = values as [string, string];
  const key = keyOf(association, projection);
  if (database.tables.checkpoints.has(key)) return {};
  await database.lock(transaction, `checkpoint ${key}`);
  if (database.tables.checkpoints.has(key)) return {};
  const row = { position: '0' };
  transaction.writes.unshift((tables) => void (tables.checkpoints.has(key) || tables.checkpoints.set(key, row)));
  transaction.locks.add(`made ${key}`);
  return {};
}

function takeCheckpoint(database: LockingTables, transaction: Transaction, values: readonly unknown[]) {
  const [projection, association, , , , epoch] = values as string[];
  // Whoever took the lease last has it; all before are fenced.
  if (Number(epoch) !== database.tables.leaseEpoch) return { rows: [] };
  const key = keyOf(association!, projection!);
  const found = database.tables.checkpoints.get(key)?.position;
  const position = found ?? (transaction.locks.has(`made ${key}`) ? '0' : undefined);
  if (position === undefined || !database.tryLock(transaction, `checkpoint ${key}`)) return { rows: [] };
  return { rows: [{ position }] };
}

function moveCheckpoint(database: LockingTables, transaction: Transaction, values: readonly unknown[]) {
  const [projection, association, , from, to] = values as [string, string, string, string, string];
  const key = keyOf(association, projection);
  const stands = Number(database.tables.checkpoints.get(key)?.position ?? 0);
  if (stands !== Number(from)) return { rowCount: 0 };
  transaction.writes.push((tables) => {
    tables.checkpoints.set(key, { position: to });
  });
  return { rowCount: 1 };
}

function fold(database: LockingTables, transaction: Transaction, values: readonly unknown[]) {
  const [ids] = values as [string[]];
  if (database.planted.rowsOutside) database.tables.rows.push(...ids);
  else transaction.writes.push((tables) => tables.rows.push(...ids));
  return { rowCount: ids.length };
}
