import { EventStoreError } from '../port/event-store.port.js';

const UNIQUE_VIOLATION = '23505';
const LOCK_NOT_AVAILABLE = '55P03';
const DEADLOCK = '40P01';
/** What `event_store.append` raises when a step touched other rows than it should. */
const WRONG_COUNT = 'KR001';
/** What it raises when a stream has not come to where the batch was planned to find it. */
const PLAN_BROKEN = 'KR002';
/** SQLSTATE classes. */
const DATA_EXCEPTION = '22';
const CONSTRAINT_VIOLATION = '23';

const IDENTITY_KEY = 'event_identity_pkey';
const STREAM_KEY = 'stream_head_pkey';

/**
 * Whether the batch has to be planned anew: streams are not where it believed them, the log has one of its ids, or others
 * wrote either just before it.
 */
export function isBrokenPlan(error: unknown): boolean {
  const code = codeOf(error);
  if (code === UNIQUE_VIOLATION) return [IDENTITY_KEY, STREAM_KEY].includes(constraintOf(error));
  return code === PLAN_BROKEN || code === DEADLOCK;
}

/** Whether the server refused some request and not the whole batch, or at least may have. */
export function concernsOneRequest(error: unknown): boolean {
  const code = codeOf(error);
  return code === WRONG_COUNT || [DATA_EXCEPTION, CONSTRAINT_VIOLATION].includes(code.slice(0, 2));
}

/** Any failure as the port's error; the text of the driver stays in the cause. */
export function toStoreError(error: unknown): EventStoreError {
  if (error instanceof EventStoreError) return error;
  if (codeOf(error) === LOCK_NOT_AVAILABLE || isBrokenPlan(error)) {
    return new EventStoreError('busy', 'Others write to the same log for long; try again in a second.', {
      cause: error,
    });
  }
  // A value that the server cannot hold will not be held at the next attempt either.
  if (codeOf(error).startsWith(DATA_EXCEPTION)) {
    return new EventStoreError('invalid-request', 'The event store cannot hold a value of this request.', {
      cause: error,
    });
  }
  return new EventStoreError(
    'unavailable',
    'The event store did not answer; whether the event was written is unknown.',
    { cause: error },
  );
}

function codeOf(error: unknown): string {
  return (error as { code?: string } | null)?.code ?? '';
}

function constraintOf(error: unknown): string {
  return (error as { constraint?: string } | null)?.constraint ?? '';
}
