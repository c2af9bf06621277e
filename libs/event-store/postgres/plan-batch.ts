import type { AppendRequest, AppendResult } from '../port/event-store.port.js';
import { EventStoreError } from '../port/event-store.port.js';
import { isExpected } from '../port/expected-revision.js';
import { stamp, type Stamped } from '../port/stamp.js';

/** The table counts with 32 bits, and no stream comes so far: who expects more is in conflict. */
const REVISION_MAX = 2 ** 31 - 1;

/** What became of one request; an error where it could not be understood. */
export type Settled = AppendResult | EventStoreError;

/** A request whose bytes were made for the revision that its stream has come to, or is believed to. */
export interface Planned {
  readonly request: AppendRequest;
  readonly key: string;
  /** Revision of its first event, which is part of the hashed bytes. */
  readonly first: number;
  readonly stamped: readonly Stamped[];
}

/** What is known of streams and ids while a batch is planned. */
export interface Heads {
  /** Revision of the stream's last event, -1 for none; undefined where nobody knows. */
  revision(key: string): number | undefined;
  /** Whether nobody can move the streams on: then conflicts and duplicates are decided here. */
  readonly areHeld: boolean;
  /** Whether the log has an id of the request; only asked of what is held. */
  hasIdOf(request: AppendRequest): boolean;
}

/**
 * Stamps the requests of a batch, each as if those before it on its stream had been stored. Null where that cannot be
 * done without asking the server: a stream that nobody knows, or what looks like a conflict and may be none.
 */
export function planBatch(
  requests: readonly AppendRequest[],
  heads: Heads,
  recordedAt: string,
): (Planned | Settled)[] | null {
  const moved = new Map<string, number>();
  const plan: (Planned | Settled)[] = [];
  for (const request of requests) {
    const { expected } = request;
    const key = keyOf(request);
    const actual = moved.get(key) ?? heads.revision(key) ?? asExpected(request);
    if (actual === undefined) return null;
    const found = actual < 0 ? null : actual;
    if (!isExpected(expected, found) || actual + request.events.length > REVISION_MAX) {
      if (!heads.areHeld) return null;
      plan.push({ outcome: 'conflict', expected, actual: found });
    } else if (heads.areHeld && heads.hasIdOf(request)) {
      plan.push({ outcome: 'duplicate-event' });
    } else {
      const one = planOne(request, { key, first: actual + 1, recordedAt });
      plan.push(one);
      moved.set(key, isPlanned(one) ? actual + one.stamped.length : actual);
    }
  }
  return plan;
}

/** A definite expectation says itself what the stream must have come to; the server refuses a plan that is wrong. */
function asExpected({ expected }: AppendRequest): number | undefined {
  if (expected === 'none') return -1;
  return typeof expected === 'number' ? expected : undefined;
}

// One request that cannot be stamped must not take down the others of its batch.
function planOne(
  request: AppendRequest,
  { key, first, recordedAt }: { key: string; first: number; recordedAt: string },
): Planned | Settled {
  const { association, stream, events, leavesBefore } = request;
  try {
    const stamped = stamp(events, { association, stream, revision: first, recordedAt }, leavesBefore);
    return stamped === 'too-large' ? { outcome: 'too-large' } : { request, key, first, stamped };
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
