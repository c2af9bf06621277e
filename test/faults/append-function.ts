import { readArray } from './binary-array.js';
import { keyOf, type EventRow } from './tables.js';
import { failure, type LockingTables, type Transaction } from './transaction.js';

const APPENDED = 0;
const CONFLICT = 1;
const DUPLICATE = 2;
const STALE = 3;
const EXISTS = -2;
const ANY = -3;

interface Stream {
  readonly association: string;
  readonly name: string;
  readonly key: string;
  /** Revision of its last event as it was found, and as the requests before leave it; -1 for none. */
  readonly found: number;
  left: number;
}

interface Request {
  readonly stream: Stream;
  readonly expected: number;
  readonly first: number;
  readonly events: readonly { readonly id: string; readonly envelope: Buffer; readonly leafHash: Buffer }[];
  outcome: number;
  revision: number;
  position: number;
}

/** Tells what `event_store.hold` answers: the streams are locked until the transaction ends. */
export async function hold(database: LockingTables, transaction: Transaction, values: readonly unknown[]) {
  const [associations, logs, names] = [values[0], values[1], values[2]].map((one) => readArray(one as Buffer));
  const places = placesOf(associations as string[], logs as number[], names as string[]);
  const streams = await lockStreams(database, transaction, places);
  return { rows: [{ revisions: streams.map(({ found }) => found).join() }] };
}

/** Tells what `event_store.append` does, with its locks in its order. */
export async function append(database: LockingTables, transaction: Transaction, values: readonly unknown[]) {
  const arrays = values.slice(0, 12).map((one) => readArray(one as Buffer));
  const [associations, logs, names, heads, expected, first, counts, , ids, , envelopes, leafHashes] =
    arrays as unknown as [
      string[],
      number[],
      string[],
      number[],
      number[],
      number[],
      number[],
      number[],
      string[],
      string[],
      Buffer[],
      Buffer[],
    ];
  const streams = await lockStreams(database, transaction, placesOf(associations, logs, names));
  let offered = 0;
  const requests = heads.map((head, index): Request => {
    const from = offered;
    offered += counts[index]!;
    const events = ids.slice(from, offered).map((id, at) => ({
      id,
      envelope: envelopes[from + at]!,
      leafHash: leafHashes[from + at]!,
    }));
    const stream = streams[head - 1]!;
    return { stream, expected: expected[index]!, first: first[index]!, events, outcome: 0, revision: -1, position: 0 };
  });
  const known = values[13] === true ? knownIds(database) : new Set<string>();
  for (const request of requests) decide(request, known);
  await store(database, transaction, requests);
  const list = (of: (request: Request) => number) => requests.map(of).join();
  return {
    rows: [
      {
        outcome: list(({ outcome }) => outcome),
        revision: list(({ revision }) => revision),
        position: list(({ position }) => position),
      },
    ],
  };
}

function placesOf(associations: readonly string[], logs: readonly number[], names: readonly string[]) {
  return names.map((name, index) => ({ association: associations[logs[index]! - 1]!, name }));
}

async function lockStreams(
  database: LockingTables,
  transaction: Transaction,
  places: readonly { readonly association: string; readonly name: string }[],
): Promise<Stream[]> {
  const keys = places.map(({ association, name }) => keyOf(association, name));
  // What is made while it waits, the statement does not see: its rows are those of its beginning.
  const seen = new Set(keys.filter((key) => database.tables.streamHeads.has(key)));
  const found = new Map<string, number>();
  for (const key of [...seen].sort()) {
    if (!database.planted.withoutCas) await database.lock(transaction, key);
    found.set(key, database.tables.streamHeads.get(key)!);
  }
  return places.map((place, index) => {
    const revision = found.get(keys[index]!) ?? -1;
    return { ...place, key: keys[index]!, found: revision, left: revision };
  });
}

function decide(request: Request, known: ReadonlySet<string>): void {
  const { stream, expected, events } = request;
  const actual = stream.left;
  request.revision = actual;
  const isExpected = expected === actual || expected === ANY || (expected === EXISTS && actual >= 0);
  if (!isExpected) request.outcome = CONFLICT;
  else if (events.some(({ id }) => known.has(keyOf(stream.association, id)))) request.outcome = DUPLICATE;
  else if (request.first !== actual + 1) request.outcome = STALE;
  else {
    stream.left = actual + events.length;
    request.revision = stream.left;
  }
}

async function store(database: LockingTables, transaction: Transaction, requests: readonly Request[]): Promise<void> {
  const accepted = requests.filter(({ outcome }) => outcome === APPENDED);
  if (accepted.length === 0) return;
  const next = await takePositions(database, transaction, accepted);
  for (const stream of new Set(accepted.map((request) => request.stream))) moveHead(database, transaction, stream);
  const known = knownIds(database);
  const rows = accepted.flatMap((request) => {
    const { stream, first, events } = request;
    request.position = next.get(stream.association)!;
    next.set(stream.association, request.position + events.length);
    return events.map(({ id, envelope, leafHash }, index): EventRow => {
      const { association, name } = stream;
      const row = { id, association, stream: name, position: request.position + index, revision: first + index };
      return { ...row, envelope, leaf_hash: leafHash };
    });
  });
  for (const { association, id } of rows) {
    const key = keyOf(association, id);
    if (known.has(key)) throw failure('23505', 'This id is known.', { constraint: 'event_identity_pkey' });
    known.add(key);
  }
  // No other constraint of the tables is kept: it would hide from the checkers what they are to find.
  transaction.writes.push((tables) => tables.events.push(...rows));
}

/** First free position of each log. */
async function takePositions(
  database: LockingTables,
  transaction: Transaction,
  accepted: readonly Request[],
): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  for (const { stream, events } of accepted) {
    counts.set(stream.association, (counts.get(stream.association) ?? 0) + events.length);
  }
  const next = new Map<string, number>();
  const { logHeads } = database.tables;
  for (const [association, count] of [...counts].sort(([one], [other]) => (one < other ? -1 : 1))) {
    if (!database.planted.positionsFromSequence) await database.lock(transaction, `log of ${association}`);
    const head = logHeads.get(association) ?? 0;
    next.set(association, head + 1);
    if (database.planted.positionsFromSequence) logHeads.set(association, head + count);
    else transaction.writes.push((tables) => tables.logHeads.set(association, head + count));
  }
  return next;
}

function moveHead(database: LockingTables, transaction: Transaction, { key, found, left }: Stream): void {
  if (!database.planted.withoutCas) {
    const now = database.tables.streamHeads.get(key) ?? -1;
    if (found < 0 && now >= 0) throw failure('23505', 'Others made it.', { constraint: 'stream_head_pkey' });
    if (now !== found) throw failure('KR001', 'The event store meant to move stream heads, but others did.');
  }
  transaction.writes.push((tables) => tables.streamHeads.set(key, left));
}

function knownIds(database: LockingTables): Set<string> {
  return new Set(database.tables.events.map(({ association, id }) => keyOf(association, id)));
}
