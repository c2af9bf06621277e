import type { ClientBase } from 'pg';
import { toPosition, type AppendRequest } from '../port/event-store.port.js';
import { SQL } from './append-statements.js';
import { decide, keyOf, type Accepted, type Decided, type Settled } from './decide-batch.js';

/**
 * Stores a batch of requests in the transaction that is open on `client`, and says for each what became of it.
 *
 * Locks in one order for every writer: heads of streams by name, then the heads of logs by association, last and
 * shortest. Commit order is position order, and a rollback leaves no hole, for the counter rolls back too.
 */
export async function appendBatch(
  client: ClientBase,
  requests: readonly AppendRequest[],
  now: Date,
): Promise<Settled[]> {
  const heads = await lockStreamHeads(client, requests);
  const decided = decide(requests, heads, now.toISOString());
  if (decided.accepted.length > 0) await store(client, decided, now);
  return decided.results;
}

async function lockStreamHeads(client: ClientBase, requests: readonly AppendRequest[]): Promise<Map<string, number>> {
  const keys = [...new Map(requests.map((request) => [keyOf(request), request])).entries()].sort(([a], [b]) =>
    a < b ? -1 : 1,
  );
  const associations = keys.map(([, request]) => request.association);
  const streams = keys.map(([, request]) => request.stream);
  await client.query(SQL.insertStreamHeads, [associations, streams]);
  const { rows } = await client.query<{ association: string; stream: string; revision: number }>(SQL.lockStreamHeads, [
    associations,
    streams,
  ]);
  assertCount('lock stream heads', rows.length, keys.length);
  return new Map(rows.map((row) => [keyOf(row), row.revision]));
}

async function store(client: ClientBase, decided: Decided, now: Date): Promise<void> {
  const next = await takePositions(client, decided.accepted);
  const rows = decided.accepted.flatMap(({ index, request, stamped }) => {
    const events = stamped.map((event) => {
      const position = next.get(request.association)!;
      next.set(request.association, position + 1);
      return { position, ...event };
    });
    decided.results[index] = {
      outcome: 'appended',
      recordedAt: now.toISOString(),
      revision: events.at(-1)!.envelope.revision,
      events: events.map((event) => ({
        id: event.envelope.id,
        position: toPosition(event.position),
        leafHash: event.leafHash,
      })),
    };
    return events;
  });
  const inserted = await client.query(SQL.insertEvents, [
    rows.map((row) => row.envelope.association),
    rows.map((row) => row.position),
    rows.map((row) => row.envelope.id),
    rows.map((row) => row.envelope.stream),
    rows.map((row) => row.envelope.revision),
    rows.map((row) => row.envelope.type),
    now,
    rows.map((row) => row.bytes),
    rows.map((row) => row.leafHash),
  ]);
  assertCount('insert events', inserted.rowCount, rows.length);

  const touched = new Map(decided.accepted.map(({ request }) => [keyOf(request), request]));
  const moved = await client.query(SQL.moveStreamHeads, [
    [...touched.values()].map((request) => request.association),
    [...touched.values()].map((request) => request.stream),
    [...touched.keys()].map((key) => decided.revisions.get(key)!),
  ]);
  assertCount('move stream heads', moved.rowCount, touched.size);
}

/** First free position of each log, with room taken for all accepted events. */
async function takePositions(client: ClientBase, accepted: readonly Accepted[]): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  for (const { request } of accepted) {
    counts.set(request.association, (counts.get(request.association) ?? 0) + request.events.length);
  }
  const first = new Map<string, number>();
  for (const association of [...counts.keys()].sort()) {
    const count = counts.get(association)!;
    const { rows } = await client.query<{ position: string }>(SQL.moveLogHead, [association, count]);
    assertCount('move log head', rows.length, 1);
    first.set(association, Number(rows[0]!.position) - count + 1);
  }
  return first;
}

function assertCount(step: string, actual: number | null, expected: number): void {
  if (actual === expected) return;
  throw new Error(`The event store meant to ${step}: ${expected} rows, but ${actual} were touched.`);
}
