import { ANSWER_MILLISECONDS_MAX } from '#platform';
import { EventStoreError, toPosition, type AppendRequest, type AppendResult } from '../port/event-store.port.js';
import { isExpected } from '../port/expected-revision.js';
import { refuseUnwanted } from '../port/request-check.js';
import { stamp, type Stamped } from '../port/stamp.js';
import type { Claim, Claims } from './claims.js';
import { failureKind, toKurrentStoreError } from './kurrentdb-failures.js';
import type { KurrentDbLog, Written } from './kurrentdb-log.js';
import type { Lane } from './lanes.js';
import type { LeafCache } from './leaf-cache.js';
import type { LogReader } from './log-reader.js';
import type { NumberedEvents } from './numbered-events.js';
import type { StreamNames } from './stream-names.js';

/**
 * From the first look to the acknowledgement. Above the time in which a cluster finds a new leader; the rest of the time
 * for an answer is for what is read before.
 */
export const APPEND_MILLISECONDS_MAX = ANSWER_MILLISECONDS_MAX - 3_000;
/** One try of the append itself; the server gives up by then too. */
const TRY_MILLISECONDS_MAX = 5_000;
const RETRY_MILLISECONDS = 100;
const LOOK_EVERY_MILLISECONDS = 10;

const UNNUMBERED = 'KurrentDB took the event, but it has no position yet; whether it is in the log will be seen.';
const UNSEEN = 'Another event stands in the place of this one and has no position yet; what it is will be seen.';
const CLAIMED = 'Another request writes an event with the same id; what became of it is not known yet.';
const NO_ANSWER = 'KurrentDB did not answer; whether the event was written is unknown.';
const ELSEWHERE =
  'A stream of the ledger was truncated in KurrentDB. Streams of a ledger are never truncated; restore it.';

/** What was written, and is acknowledged once it has its position. */
export interface Unnumbered {
  readonly outcome: 'written';
  readonly stamped: readonly Stamped[];
}

export interface AppenderParts {
  readonly log: KurrentDbLog;
  readonly reader: LogReader;
  readonly leaves: LeafCache;
  readonly claims: Claims;
  readonly names: StreamNames;
  readonly numbered: NumberedEvents;
  readonly now: () => Date;
}

/** Writes one request to KurrentDB. */
export class Appender {
  constructor(private readonly parts: AppenderParts) {}

  /** Decides and writes, in the lane of its stream. */
  async write(request: AppendRequest, lane: Lane, deadline: number): Promise<AppendResult | Unnumbered> {
    refuseUnwanted(request);
    const { association, stream, expected } = request;
    const name = this.parts.names.of(association, stream);
    let actual = await this.#assumed(request, name, lane);
    if (!isExpected(expected, actual)) return { outcome: 'conflict', expected, actual };

    let stamped = this.#stamp(request, actual);
    if (stamped === 'too-large') return this.#refused(request, name, 'too-large');
    const ids = stamped.map(({ envelope }) => envelope.id);
    const place = { association, stream, revision: (actual ?? -1) + 1 };
    const claim = await this.parts.claims.take(ids, place, this.parts.names, deadline);
    if (claim === null) throw new EventStoreError('unavailable', CLAIMED);
    if (claim === 'duplicate') return this.#refused(request, name, 'duplicate-event');

    for (;;) {
      const written = await this.#send(name, stamped, actual, claim, deadline);
      if (written.outcome === 'written') {
        if (written.revision !== stamped.at(-1)!.envelope.revision) throw new EventStoreError('unavailable', ELSEWHERE);
        lane.head = written.revision;
        for (const { leafHash, bytes } of stamped) this.parts.leaves.keep(leafHash, bytes);
        return { outcome: 'written', stamped };
      }
      const isLost = written.outcome === 'conflict' && !isExpected(expected, written.actual);
      if (isLost || written.outcome === 'too-large') {
        await this.parts.claims.release(claim);
        return isLost ? { outcome: 'conflict', expected, actual: written.actual } : { outcome: 'too-large' };
      }
      actual = written.actual;
      stamped = this.#stamp(request, actual) as Stamped[];
      await this.parts.claims.move(claim, (actual ?? -1) + 1);
    }
  }

  /** Waits for the position, and sees that these bytes have it and not those of the same request sent twice. */
  async acknowledge(request: AppendRequest, { stamped }: Unnumbered, deadline: number): Promise<AppendResult> {
    const { association, stream } = request;
    const last = stamped.at(-1)!;
    const left = Math.max(deadline - Date.now(), 1);
    const numbered = await this.parts.numbered.of(association, last.envelope.id, left);
    if (numbered === null) throw new EventStoreError('unavailable', UNNUMBERED);
    if (Buffer.compare(numbered.leafHash, last.leafHash) !== 0) {
      return this.#refused(request, this.parts.names.of(association, stream), 'duplicate-event');
    }
    // The server writes the events of one append without another between them.
    const first = numbered.position - stamped.length + 1;
    return {
      outcome: 'appended',
      recordedAt: last.envelope.recordedAt,
      revision: last.envelope.revision,
      events: stamped.map(({ envelope, leafHash }, index) => ({
        id: envelope.id,
        position: toPosition(first + index),
        leafHash,
      })),
    };
  }

  /** Waits until readers see what a request is in conflict with: told before, nobody could find out what that is. */
  async untilSeen({ association, stream }: AppendRequest, actual: number | null, deadline: number): Promise<void> {
    if (actual === null) return;
    while (((await this.parts.reader.numberedHead(association, stream)) ?? -1) < actual) {
      if (Date.now() >= deadline) throw new EventStoreError('unavailable', UNSEEN);
      await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MILLISECONDS));
    }
  }

  /** The revision to write after. The server checks it, so it may be behind; only a refusal must rest on the truth. */
  async #assumed({ association, stream, expected }: AppendRequest, name: string, lane: Lane): Promise<number | null> {
    const { head } = lane;
    lane.head = undefined;
    if (expected === 'none') return null;
    if (typeof expected === 'number') return expected;
    if (head !== undefined) return head;
    const numbered = await this.parts.reader.numberedHead(association, stream);
    return isExpected(expected, numbered) ? numbered : this.parts.log.head(name);
  }

  #stamp(request: AppendRequest, actual: number | null): Stamped[] | 'too-large' {
    const { association, stream, events, leavesBefore } = request;
    const recordedAt = this.parts.now().toISOString();
    return stamp(events, { association, stream, revision: (actual ?? -1) + 1, recordedAt }, leavesBefore);
  }

  // A conflict is told before any other reason.
  async #refused(
    { expected }: AppendRequest,
    name: string,
    outcome: 'too-large' | 'duplicate-event',
  ): Promise<AppendResult> {
    const actual = await this.parts.log.head(name);
    return isExpected(expected, actual) ? { outcome } : { outcome: 'conflict', expected, actual };
  }

  /** The same events to the same place as often as it takes: the server makes one fact of them. */
  async #send(
    name: string,
    stamped: readonly Stamped[],
    after: number | null,
    claim: Claim,
    deadline: number,
  ): Promise<Written> {
    for (;;) {
      const left = deadline - Date.now();
      if (left <= 0) throw new EventStoreError('unavailable', NO_ANSWER);
      try {
        return await this.parts.log.append(name, stamped, after, Math.min(left, TRY_MILLISECONDS_MAX));
      } catch (error) {
        const kind = failureKind(error);
        if (kind !== 'uncertain') {
          await this.parts.claims.release(claim);
          throw toKurrentStoreError(error);
        }
        if (Date.now() + RETRY_MILLISECONDS >= deadline) throw toKurrentStoreError(error);
        await new Promise((resolve) => setTimeout(resolve, RETRY_MILLISECONDS));
      }
    }
  }
}
