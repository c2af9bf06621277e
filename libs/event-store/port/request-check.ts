import { EventStoreError, type AppendRequest } from './event-store.port.js';

/** A transfer of 10,000 lines is the most that one atomic request may carry. */
export const EVENTS_PER_REQUEST_MAX = 10_002;
/** An association and a stream name make one index entry, which a page of the database limits. */
const NAME_LENGTH_MAX = 200;
// One spelling for each id, so that every store finds the same two ids equal.
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
// Control characters and halves of surrogate pairs do not come back from every store as they went in.
const UNKEEPABLE = /[\p{Cc}\p{Cs}]/u;

/** Refuses a request that no store could hold; a fault of the caller's code, never of a user's input. */
export function checkRequest({ association, stream, events, expected }: AppendRequest): void {
  if (!isName(association)) throw invalid('An append names its association in 1 to 200 printable characters.');
  if (!isName(stream)) throw invalid('An append names its stream in 1 to 200 printable characters.');
  if (events.length === 0) throw invalid('An append carries at least one event.');
  if (events.length > EVENTS_PER_REQUEST_MAX) {
    throw invalid(`An append carries at most ${EVENTS_PER_REQUEST_MAX} events.`);
  }
  if (typeof expected === 'number' && !(Number.isSafeInteger(expected) && expected >= 0)) {
    throw invalid('An expected revision is a whole number from 0.');
  }
  if (!events.every((event) => UUID.test(event.id))) throw invalid('The id of an event is a UUID in small letters.');
  if (events.some(({ chain, subject }) => chain !== undefined && subject === null)) {
    throw invalid('The chain of an event is one of the member whom it names.');
  }
  if (new Set(events.map((event) => event.id)).size !== events.length) {
    throw invalid('The events of an append have ids of their own.');
  }
}

/** Of a request for which nobody waits any more. Nothing of it was written. */
export function unwanted(): EventStoreError {
  return new EventStoreError('busy', 'It took too long until it could be written; nothing of it was.');
}

export function refuseUnwanted({ isWanted }: AppendRequest): void {
  if (isWanted?.() === false) throw unwanted();
}

function isName(text: string): boolean {
  return text.length > 0 && text.length <= NAME_LENGTH_MAX && !UNKEEPABLE.test(text);
}

function invalid(message: string): EventStoreError {
  return new EventStoreError('invalid-request', message);
}
