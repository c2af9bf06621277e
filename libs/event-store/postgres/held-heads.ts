import type { ClientBase } from 'pg';
import { int4Array, textArray, uuidArray } from '#platform';
import type { AppendRequest } from '../port/event-store.port.js';
import { keyOf, type Heads } from './plan-batch.js';

interface HoldRow {
  readonly revisions: string;
  readonly known: string;
}

const HOLD = `
  SELECT array_to_string(h_revision, ',') AS revisions, array_to_string(e_known, ',') AS known
  FROM event_store.hold($1, $2, $3, $4, $5)`;

/**
 * Locks the streams of some requests until the transaction ends, and looks up their ids. A stream that does not exist
 * cannot be locked: others may still make it before this transaction does.
 */
export async function holdHeads(client: ClientBase, requests: readonly AppendRequest[]): Promise<Heads> {
  const associations = [...new Set(requests.map(({ association }) => association))];
  const streams = [...new Map(requests.map((request) => [keyOf(request), request])).values()];
  const numberOf = new Map(streams.map((request, index) => [keyOf(request), index + 1]));
  const ids = requests.flatMap(({ events }) => events.map(({ id }) => id));
  const { rows } = await client.query<HoldRow>(HOLD, [
    textArray(associations),
    int4Array(streams.map(({ association }) => associations.indexOf(association) + 1)),
    textArray(streams.map(({ stream }) => stream)),
    int4Array(requests.flatMap((request) => request.events.map(() => numberOf.get(keyOf(request))!))),
    uuidArray(ids),
  ]);
  const { revisions, known } = rows[0]!;
  const revisionOf = revisions.split(',').map(Number);
  const knownIds = knownOf(requests, known);
  return {
    areHeld: true,
    revision: (key) => revisionOf[numberOf.get(key)! - 1],
    hasIdOf: (request) => knownIds.has(request),
  };
}

/** Requests of which the log has an id. `known` counts their events from 1. */
function knownOf(requests: readonly AppendRequest[], known: string): Set<AppendRequest> {
  const owners = requests.flatMap((request) => request.events.map(() => request));
  const numbers = known === '' ? [] : known.split(',').map(Number);
  return new Set(numbers.map((number) => owners[number - 1]!));
}
