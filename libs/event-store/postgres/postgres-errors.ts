import { EventStoreError } from '../port/event-store.port.js';

const UNIQUE_VIOLATION = '23505';
/** SQLSTATE classes. */
const DATA_EXCEPTION = '22';
const CONSTRAINT_VIOLATION = '23';

/** Whether an id was already in the log: the one constraint that a well-formed batch can still meet. */
export function isDuplicate(error: unknown): boolean {
  const { constraint } = error as { constraint?: string };
  return codeOf(error) === UNIQUE_VIOLATION && constraint === 'event_association_id_key';
}

/** Whether the server refused a value of some request and not the whole batch. */
export function concernsOneRequest(error: unknown): boolean {
  return [DATA_EXCEPTION, CONSTRAINT_VIOLATION].includes(codeOf(error).slice(0, 2));
}

/** Any failure as the port's error; the text of the driver stays in the cause. */
export function toStoreError(error: unknown): EventStoreError {
  if (error instanceof EventStoreError) return error;
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
