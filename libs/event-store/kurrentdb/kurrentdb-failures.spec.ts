import * as client from '@kurrent/kurrentdb-client';
import {
  AccessDeniedError,
  CancelledError,
  DeadlineExceededError,
  ErrorType,
  MaxAppendSizeExceededError,
  StreamDeletedError,
  TimeoutError,
  UnavailableError,
  UnknownError,
  UnsupportedError,
  WrongExpectedVersionError,
} from '@kurrent/kurrentdb-client';
import { EventStoreError } from '../port/event-store.port.js';
import { actualRevision, failureKind, isJudged, toKurrentStoreError, type FailureKind } from './kurrentdb-failures.js';

const wrong = (current: bigint | 'no_stream') =>
  new WrongExpectedVersionError(undefined, { streamName: 's', expected: 3n, current });
/** As the second form of the protocol says it. */
const violation = (actualState: bigint | 'no_stream') => ({
  type: ErrorType.APPEND_CONSISTENCY_VIOLATION,
  violations: [{ checkIndex: 0, streamName: 's', expectedState: 3n, actualState }],
});

type ErrorClass = new (...given: unknown[]) => Error;

/** The classes of errors that the client gives out, by their names. */
const classes = Object.entries(client as Record<string, unknown>).filter(
  (entry): entry is [string, ErrorClass] => typeof entry[1] === 'function' && entry[1].prototype instanceof Error,
);

/** What each of them means to an append. One that a later client brings has to be judged here first. */
const JUDGED: Readonly<Record<string, FailureKind>> = {
  AccessDeniedError: 'denied',
  AppendConsistencyViolationError: 'conflict',
  AppendRecordSizeExceededError: 'too-large',
  CancelledError: 'uncertain',
  DeadlineExceededError: 'uncertain',
  InvalidArgumentError: 'unsupported',
  InvalidTransactionError: 'unsupported',
  LoginConflictError: 'unsupported',
  LoginNotFoundError: 'unsupported',
  MaxAppendSizeExceededError: 'too-large',
  NoStreamError: 'unsupported',
  NotFoundError: 'unsupported',
  NotLeaderError: 'uncertain',
  PersistentSubscriptionDoesNotExistError: 'unsupported',
  PersistentSubscriptionDroppedError: 'unsupported',
  PersistentSubscriptionExistsError: 'unsupported',
  PersistentSubscriptionFailedError: 'unsupported',
  PersistentSubscriptionMaximumSubscribersReachedError: 'unsupported',
  RequiredMetadataPropertyMissingError: 'unsupported',
  ScavengeNotFoundError: 'unsupported',
  StreamDeletedError: 'deleted',
  StreamNotFoundError: 'unsupported',
  StreamTombstonedError: 'deleted',
  TimeoutError: 'uncertain',
  TransactionMaxSizeExceededError: 'too-large',
  UnavailableError: 'uncertain',
  UnknownError: 'uncertain',
  UnsupportedError: 'unsupported',
  WrongExpectedVersionError: 'conflict',
};

/** An error as its class makes it of what a server sent; whatever it asks for in there, it gets. */
function made(kind: ErrorClass): Error {
  const metadata = { getMap: () => new Proxy({}, { get: () => '1' }) };
  const details = Object.assign(Buffer.alloc(0), { violationsList: [] });
  return new kind({ message: '13 INTERNAL: said by 10.1.2.3', code: 13, metadata }, details);
}

describe('a failure of the KurrentDB client', () => {
  it('has no class that nobody has judged, and none that is gone', () => {
    expect(classes.map(([name]) => name).sort()).toEqual(Object.keys(JUDGED).sort());
  });

  it('has no form that nobody has judged', () => {
    expect(Object.values(ErrorType).filter((type) => !isJudged(type))).toEqual([]);
    expect(isJudged('a-form-of-a-later-client')).toBe(false);
  });

  it.each(classes)('is what its class says: %s', (name, kind) => {
    const error = made(kind);
    expect(isJudged((error as { type?: unknown }).type)).toBe(true);
    expect([name, failureKind(error)]).toEqual([name, JUDGED[name]]);
    expect(toKurrentStoreError(error)).toMatchObject({ code: 'unavailable', cause: error });
  });

  it.each([
    ['a wrong expected version', wrong(4n), 'conflict'],
    ['a violated check', violation(4n), 'conflict'],
    ['an append that is too large', MaxAppendSizeExceededError.fromMaxAppendSize(9), 'too-large'],
    ['a transaction that is too large', { type: ErrorType.TRANSACTION_MAX_SIZE_EXCEEDED }, 'too-large'],
    ['a record that is too large', { type: ErrorType.APPEND_RECORD_SIZE_EXCEEDED }, 'too-large'],
    ['a timeout', new TimeoutError(), 'uncertain'],
    ['a deadline', new DeadlineExceededError(), 'uncertain'],
    ['no server', new UnavailableError(), 'uncertain'],
    ['a cancelled call', new CancelledError(), 'uncertain'],
    ['another leader', { type: ErrorType.NOT_LEADER }, 'uncertain'],
    ['an unknown error', new UnknownError(), 'uncertain'],
    ['a socket that broke', new Error('read ECONNRESET'), 'uncertain'],
    ['nothing at all', undefined, 'uncertain'],
    ['refused credentials', new AccessDeniedError(), 'denied'],
    ['a deleted stream', StreamDeletedError.fromStreamName('s'), 'deleted'],
    ['a stream with a tombstone', { type: ErrorType.STREAM_TOMBSTONED }, 'deleted'],
    ['a call that the server does not know', new UnsupportedError('x', '99'), 'unsupported'],
    ['a call that gRPC does not know', { type: ErrorType.UNKNOWN, code: 12 }, 'unsupported'],
    ['a right that gRPC denies', { type: ErrorType.UNKNOWN, code: 7 }, 'denied'],
    ['a user that gRPC does not know', Object.assign(new Error('16 UNAUTHENTICATED'), { code: 16 }), 'denied'],
    ['no connection, as gRPC says it', Object.assign(new Error('14 UNAVAILABLE'), { code: 14 }), 'uncertain'],
    ['a form of a later client', { type: 'later', code: 7 }, 'uncertain'],
  ])('is judged: %s', (_, error, kind) => {
    expect(failureKind(error)).toBe(kind);
  });

  it.each(Object.values(ErrorType))('of the form %s becomes an error of the port that tells no address', (type) => {
    const error = Object.assign(new Error('14 UNAVAILABLE: connect 10.1.2.3:2113 as admin:changeit'), { type });
    const told = toKurrentStoreError(error);
    expect(told).toMatchObject({ name: 'EventStoreError', code: 'unavailable', cause: error });
    expect(told.message).not.toMatch(/10\.1|admin|changeit/);
  });

  it('of a read says nothing of what was written', () => {
    expect(toKurrentStoreError(new UnavailableError(), 'read').message).not.toContain('written');
    expect(toKurrentStoreError(new AccessDeniedError(), 'read').message).toContain('credentials');
  });

  it('that is one of the port already stays what it is', () => {
    const error = new EventStoreError('busy', 'Come again.');
    expect(toKurrentStoreError(error)).toBe(error);
  });

  it.each([
    [wrong(4n), 4],
    [wrong('no_stream'), null],
    [violation(0n), 0],
    [violation('no_stream'), null],
    [{ actualState: 7 }, 7],
    [{ actualState: -1n }, null],
    [{}, null],
  ])('tells the actual revision, in every form: %#', (error, actual) => {
    expect(actualRevision(error)).toBe(actual);
  });
});
