import { EventStoreError, type AppendRequest, type AppendResult, type EventDraft } from '../port/event-store.port.js';
import { isExpected } from '../port/expected-revision.js';
import { stamp, type Place, type Stamped } from '../port/stamp.js';

export interface Accepted {
  readonly index: number;
  readonly request: AppendRequest;
  readonly stamped: readonly Stamped[];
}

/** What became of one request; an error where it could not be understood. */
export type Settled = AppendResult | EventStoreError;

export interface Decided {
  readonly results: Settled[];
  readonly accepted: Accepted[];
  readonly revisions: Map<string, number>;
}

/** Decides a batch. Several requests of it may touch one stream: each sees what those before it left. */
export function decide(requests: readonly AppendRequest[], heads: Map<string, number>, recordedAt: string): Decided {
  const results: Settled[] = [];
  const accepted: Accepted[] = [];
  const revisions = new Map<string, number>();
  requests.forEach((request, index) => {
    const { association, stream, expected, events, leavesBefore } = request;
    const head = revisions.get(keyOf(request)) ?? heads.get(keyOf(request))!;
    const actual = head < 0 ? null : head;
    if (!isExpected(expected, actual)) {
      results[index] = { outcome: 'conflict', expected, actual };
      return;
    }
    const stamped = stampOrRefuse(events, { association, stream, revision: head + 1, recordedAt }, leavesBefore);
    if (!Array.isArray(stamped)) {
      results[index] = stamped;
      return;
    }
    accepted.push({ index, request, stamped });
    revisions.set(keyOf(request), head + events.length);
  });
  return { results, accepted, revisions };
}

// One request that cannot be stamped must not take down the others of its batch.
function stampOrRefuse(
  drafts: readonly EventDraft[],
  place: Place,
  leavesBefore: readonly Uint8Array[] = [],
): Stamped[] | Settled {
  try {
    const stamped = stamp(drafts, place, leavesBefore);
    return stamped === 'too-large' ? { outcome: 'too-large' } : stamped;
  } catch (error) {
    if (error instanceof EventStoreError) return error;
    throw error;
  }
}

/** One text for a place; no name holds a control character. */
export function keyOf(place: { association: string; stream: string }): string {
  return `${place.association}\u0000${place.stream}`;
}
