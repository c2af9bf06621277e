import type { Actor, Chain, Envelope } from '#proof';

export type { Actor, Chain } from '#proof';

/**
 * A place in one association's log. Opaque: compare with `<`, hand it back, do no arithmetic. Later events have
 * greater positions; no position is left out.
 */
export type Position = string;

/** What the stream must look like for the append to happen. A number is the revision of its last event. */
export type ExpectedRevision = 'any' | 'none' | 'exists' | number;

/** A fact before it is stored. The store adds place, time of recording and salt, and makes the bytes. */
export interface EventDraft {
  /** UUID in small letters; the log takes each only once. */
  readonly id: string;
  readonly type: string;
  readonly schemaVersion: number;
  readonly occurredAt: string | null;
  readonly actor: Actor;
  readonly causation: string | null;
  readonly subject: string | null;
  /** On which chain of its subject it is a link; left out where it is none. */
  readonly chain?: Chain;
  readonly ruleset: string | null;
  readonly knowledgeAt: Position | null;
  /** JSON; or what makes it once the events before it in the same request have their hashes, for an event that seals them. */
  readonly data: unknown | ((before: EventsBefore) => unknown);
  readonly keyId: string | null;
  readonly sealed: string | null;
}

/** The events of a request that come before the one whose data is being made. */
export interface EventsBefore {
  /** RFC 6962 root over the leaf hashes of the last `count` of them, base64. There must be so many. */
  rootOfLast(count: number): string;
}

export interface AppendRequest {
  readonly association: string;
  readonly stream: string;
  readonly expected: ExpectedRevision;
  readonly events: readonly EventDraft[];
  /** Leaf hashes of earlier requests of the same whole, oldest first: they count as events before these. */
  readonly leavesBefore?: readonly Uint8Array[];
  /** Asked right before it is written: where it is false, nothing is, and the request fails as `busy`. */
  readonly isWanted?: () => boolean;
}

export interface Appended {
  readonly outcome: 'appended';
  readonly recordedAt: string;
  /** Revision of the stream's last event now. */
  readonly revision: number;
  readonly events: readonly { readonly id: string; readonly position: Position; readonly leafHash: Uint8Array }[];
}

export type AppendResult =
  | Appended
  | { readonly outcome: 'conflict'; readonly expected: ExpectedRevision; readonly actual: number | null }
  | { readonly outcome: 'duplicate-event' }
  | { readonly outcome: 'too-large' };

export interface StoredEvent {
  readonly position: Position;
  readonly envelope: Envelope;
  /** The leaf: what was hashed, byte for byte. */
  readonly bytes: Uint8Array;
  readonly leafHash: Uint8Array;
}

export interface ReadStreamOptions {
  /** First revision to read; 0 by default. */
  readonly from?: number;
  readonly limit?: number;
}

export interface StreamsRead {
  /** A position of the log up to which nothing of these streams was left out; null where the log has no event. */
  readonly at: Position | null;
  readonly streams: Map<string, StoredEvent[]>;
}

/**
 * One log per association, many streams in it.
 *
 * What holds: a request is stored whole or not at all, and alone decides its own outcome; positions have no holes and
 * are in commit order; what `append` acknowledged is durable and is seen by every read that starts afterwards, and so
 * is what it told to be in conflict with a request; bytes never change. What does not hold: order between associations;
 * freshness of anything derived from the events.
 * Where a request is both in conflict and a duplicate, it is told of the conflict.
 * A failure other than an outcome is thrown as `EventStoreError`; after `unavailable` the outcome is unknown, and the
 * same request may be sent again, for ids and a definite expected revision make one fact of two attempts.
 */
export interface EventStore {
  append(request: AppendRequest): Promise<AppendResult>;
  readStream(association: string, stream: string, options?: ReadStreamOptions): Promise<StoredEvent[]>;
  /**
   * Several streams of one association in one look, each from the first revision given (0 by default); a stream that
   * does not exist is an empty list.
   */
  readStreams(
    association: string,
    streams: readonly string[],
    from?: ReadonlyMap<string, number>,
  ): Promise<StreamsRead>;
  /** Events of one log after a position (null: from the start), oldest first. */
  readLog(association: string, after: Position | null, limit: number): Promise<StoredEvent[]>;
  /** Last position of each log. */
  heads(): Promise<Map<string, Position>>;
  head(association: string): Promise<Position | null>;
  /** Calls back after appends of this process. A hint, nothing more: whoever needs the truth polls. */
  onAppended(listener: () => void): () => void;
  close(): Promise<void>;
}

export const EVENT_STORE = Symbol('EventStore');

export type EventStoreErrorCode =
  'unavailable' | 'busy' | 'invalid-request' | 'not-yet-visible' | 'position-unknown' | 'log-unproven';

export class EventStoreError extends Error {
  override readonly name = 'EventStoreError';
  constructor(
    readonly code: EventStoreErrorCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** Digits of a position: enough for 10^15 events and still a safe integer. */
const POSITION_DIGITS = 16;

/** A count of events, from 1, as a position. For adapters only. */
export function toPosition(count: number | bigint | string): Position {
  return String(count).padStart(POSITION_DIGITS, '0');
}

/** Place of an event among the leaves of its log's tree, from 0. Positions have no holes, so there is one for each. */
export function leafIndexOf(position: Position): number {
  return Number(position) - 1;
}

/** Whether a text has the form of a position. */
export function isPosition(text: string): boolean {
  return /^\d{16}$/.test(text);
}
