import { EventStoreError, type AppendRequest, type AppendResult } from '../port/event-store.port.js';
import { isExpected } from '../port/expected-revision.js';
import { stamp, type Stamped } from '../port/stamp.js';
import type { HeadMemory } from './head-memory.js';

/** Expecting more is the same conflict: the table counts with 32 bits, and no stream comes so far. */
export const REVISION_EXPECTED_MAX = 2 ** 31 - 2;

/** What became of one request; an error where it could not be understood. */
export type Settled = AppendResult | EventStoreError;

/** A request whose bytes were made for the revision that its stream is believed to have come to. */
export interface Planned {
  readonly request: AppendRequest;
  readonly key: string;
  /** Revision of its first event, which is part of the hashed bytes. */
  readonly first: number;
  readonly stamped: readonly Stamped[];
}

/**
 * Stamps the requests of a batch, each as if those before it on its stream had been stored. A definite expectation says
 * the revision itself; for "any" and "exists" it is guessed, and the server refuses a wrong guess.
 */
export function planBatch(
  requests: readonly AppendRequest[],
  heads: HeadMemory,
  recordedAt: string,
): (Planned | Settled)[] {
  const believed = new Map<string, number>();
  return requests.map((request) => {
    const { association, stream, expected, events } = request;
    const key = keyOf(request);
    const head = believed.get(key) ?? heads.guess(key);
    const first = firstRevision(request, head);
    const stamped = stampOrRefuse(request, { association, stream, revision: first, recordedAt });
    if (!Array.isArray(stamped)) return stamped;
    // One that is believed to be in conflict leaves the stream as it is.
    if (!believed.has(key) || isExpected(expected, head < 0 ? null : head)) {
      believed.set(key, first + events.length - 1);
    }
    return { request, key, first, stamped };
  });
}

function firstRevision({ expected }: AppendRequest, head: number): number {
  if (expected === 'none') return 0;
  return (typeof expected === 'number' ? Math.min(expected, REVISION_EXPECTED_MAX) : head) + 1;
}

// One request that cannot be stamped must not take down the others of its batch.
function stampOrRefuse(
  { events, leavesBefore }: AppendRequest,
  place: Parameters<typeof stamp>[1],
): Stamped[] | Settled {
  try {
    const stamped = stamp(events, place, leavesBefore);
    return stamped === 'too-large' ? { outcome: 'too-large' } : stamped;
  } catch (error) {
    if (error instanceof EventStoreError) return error;
    throw error;
  }
}

/** Whether a request of a plan goes to the server. */
export function isPlanned(planned: Planned | Settled): planned is Planned {
  return 'stamped' in planned;
}

/** One text for a place; no name holds a control character. */
export function keyOf(place: { association: string; stream: string }): string {
  return `${place.association}\u0000${place.stream}`;
}
