import { ErrorType } from '@kurrent/kurrentdb-client';
import { EventStoreError } from '../port/event-store.port.js';

/**
 * What a failure of the client means to an append. `uncertain`: it may have been written, and the same events may be
 * sent again to the same place, for the server knows them by their ids.
 */
export type FailureKind = 'conflict' | 'too-large' | 'uncertain' | 'denied' | 'deleted' | 'unsupported';

/** Every form that the client has, so that a new one of a later version does not compile until it is judged. */
const KINDS: Readonly<Record<ErrorType, FailureKind>> = {
  [ErrorType.WRONG_EXPECTED_VERSION]: 'conflict',
  [ErrorType.APPEND_CONSISTENCY_VIOLATION]: 'conflict',
  [ErrorType.MAXIMUM_APPEND_SIZE_EXCEEDED]: 'too-large',
  [ErrorType.TRANSACTION_MAX_SIZE_EXCEEDED]: 'too-large',
  [ErrorType.APPEND_RECORD_SIZE_EXCEEDED]: 'too-large',
  [ErrorType.TIMEOUT]: 'uncertain',
  [ErrorType.DEADLINE_EXCEEDED]: 'uncertain',
  [ErrorType.UNAVAILABLE]: 'uncertain',
  [ErrorType.CANCELLED]: 'uncertain',
  [ErrorType.NOT_LEADER]: 'uncertain',
  [ErrorType.UNKNOWN]: 'uncertain',
  [ErrorType.ACCESS_DENIED]: 'denied',
  [ErrorType.STREAM_DELETED]: 'deleted',
  [ErrorType.STREAM_TOMBSTONED]: 'deleted',
  // What an append or a read of this adapter never brings about, on a server that it can use.
  [ErrorType.STREAM_NOT_FOUND]: 'unsupported',
  [ErrorType.NO_STREAM]: 'unsupported',
  [ErrorType.NOT_FOUND]: 'unsupported',
  [ErrorType.INVALID_ARGUMENT]: 'unsupported',
  [ErrorType.INVALID_TRANSACTION]: 'unsupported',
  [ErrorType.SCAVENGE_NOT_FOUND]: 'unsupported',
  [ErrorType.MISSING_REQUIRED_METADATA_PROPERTY]: 'unsupported',
  [ErrorType.PERSISTENT_SUBSCRIPTION_FAILED]: 'unsupported',
  [ErrorType.PERSISTENT_SUBSCRIPTION_DOES_NOT_EXIST]: 'unsupported',
  [ErrorType.PERSISTENT_SUBSCRIPTION_EXISTS]: 'unsupported',
  [ErrorType.PERSISTENT_SUBSCRIPTION_DROPPED]: 'unsupported',
  [ErrorType.MAXIMUM_SUBSCRIBERS_REACHED]: 'unsupported',
  [ErrorType.USER_NOT_FOUND]: 'unsupported',
  [ErrorType.USER_CONFLICT]: 'unsupported',
  [ErrorType.UNSUPPORTED]: 'unsupported',
};

/** gRPC's own status, where the client made no more of it: PERMISSION_DENIED, UNIMPLEMENTED, UNAUTHENTICATED. */
const KINDS_OF_STATUS: Readonly<Record<number, FailureKind>> = { 7: 'denied', 12: 'unsupported', 16: 'denied' };

/** Whether a form of failure is known here. One that is not counts as uncertain, which is safe and slow. */
export function isJudged(type: unknown): boolean {
  return Object.hasOwn(KINDS, String(type));
}

/** What became of a call. Whatever is no error of the client, as a broken socket, leaves it uncertain. */
export function failureKind(error: unknown): FailureKind {
  const { type, code } = (error ?? {}) as { type?: ErrorType; code?: unknown };
  if (type === undefined || type === ErrorType.UNKNOWN) {
    return (typeof code === 'number' && KINDS_OF_STATUS[code]) || 'uncertain';
  }
  return KINDS[type] ?? 'uncertain';
}

export function isStreamNotFound(error: unknown): boolean {
  return (error as { type?: string } | null)?.type === ErrorType.STREAM_NOT_FOUND;
}

const MESSAGES: Readonly<Record<FailureKind, string>> = {
  conflict: 'KurrentDB found the stream at another revision.',
  'too-large': 'KurrentDB takes no append of this size; see its MaxAppendSize.',
  uncertain: 'KurrentDB did not answer; whether the event was written is unknown.',
  denied: 'KurrentDB refuses these credentials; check the user in KURRENTDB_URL and its rights to $all.',
  deleted: 'A stream of the ledger was deleted in KurrentDB. Streams of a ledger are never deleted; restore it.',
  unsupported:
    'This KurrentDB does not know a call that the ledger needs; see deploy/guides/operators.md for versions.',
};

const UNREAD = 'KurrentDB did not answer; check KURRENTDB_URL and that the server runs.';

/** Any failure as the port's error; the text of the client, which may hold addresses, stays in the cause. */
export function toKurrentStoreError(error: unknown, of: 'append' | 'read' = 'append'): EventStoreError {
  if (error instanceof EventStoreError) return error;
  const kind = failureKind(error);
  const message = of === 'read' && kind === 'uncertain' ? UNREAD : MESSAGES[kind];
  return new EventStoreError('unavailable', message, { cause: error });
}

/** The revision that the server found instead, in both forms in which it says so; null: no stream. */
export function actualRevision(error: unknown): number | null {
  const { actualState, violations } = error as {
    actualState?: bigint | string;
    violations?: readonly { actualState: bigint | string }[];
  };
  const actual = actualState ?? violations?.[0]?.actualState;
  if (typeof actual !== 'bigint' && typeof actual !== 'number') return null;
  return Number(actual) < 0 ? null : Number(actual);
}
