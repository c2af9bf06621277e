import type { QueryConfig } from 'pg';
import type { AppendRequest, ExpectedRevision } from '../port/event-store.port.js';
import { byteaArray, int4Array, textArray, uuidArray } from './binary-array.js';
import { REVISION_EXPECTED_MAX, type Planned } from './plan-batch.js';

/** Expectations and outcomes as `event_store.append` spells them. */
const EXPECTED = { none: -1, exists: -2, any: -3 } as const;
export const OUTCOME = { appended: 0, conflict: 1, duplicate: 2, stale: 3 } as const;

/** What the server says of one request. */
export interface Answer {
  readonly outcome: number;
  /** Revision of the stream as the request found or left it; -1 where it has no event. */
  readonly revision: number;
  /** Position of its first event as a count, where it was appended. */
  readonly position: number;
}

export interface AnswerRow {
  readonly outcome: string;
  readonly revision: string;
  readonly position: string;
}

/** Logs and streams of a batch, each once, by number from 1. */
export interface Places {
  readonly associations: string[];
  readonly logOfStream: number[];
  readonly streams: string[];
  readonly streamOfRequest: number[];
}

// Lists come back as one text each: splitting it is far cheaper than the driver's parser of arrays.
const APPEND = `
  SELECT array_to_string(r_outcome, ',') AS outcome, array_to_string(r_revision, ',') AS revision,
    array_to_string(r_position, ',') AS position
  FROM event_store.append($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`;

/** The one statement of a batch. */
export function appendCall(batch: readonly Planned[], recordedAt: Date, knownIds: boolean): QueryConfig {
  const places = placesOf(batch.map(({ request }) => request));
  const events = batch.flatMap(({ stamped }) => stamped);
  return {
    name: 'event_store.append',
    text: APPEND,
    values: [
      textArray(places.associations),
      int4Array(places.logOfStream),
      textArray(places.streams),
      int4Array(places.streamOfRequest),
      int4Array(batch.map(({ request }) => expectedCode(request.expected))),
      int4Array(batch.map(({ first }) => first)),
      int4Array(batch.map(({ stamped }) => stamped.length)),
      int4Array(batch.flatMap(({ stamped }, index) => stamped.map(() => index + 1))),
      uuidArray(events.map(({ envelope }) => envelope.id)),
      textArray(events.map(({ envelope }) => envelope.type)),
      byteaArray(events.map(({ bytes }) => bytes)),
      byteaArray(events.map(({ leafHash }) => leafHash)),
      recordedAt,
      knownIds,
    ],
  };
}

/** The answers in the order of the requests. */
export function answersOf({ outcome, revision, position }: AnswerRow): Answer[] {
  const revisions = revision.split(',');
  const positions = position.split(',');
  return outcome.split(',').map((code, index) => ({
    outcome: Number(code),
    revision: Number(revisions[index]),
    position: Number(positions[index]),
  }));
}

export function placesOf(requests: readonly AppendRequest[]): Places {
  const logs = new Map<string, number>();
  const byLog: Map<string, number>[] = [];
  const places: Places = { associations: [], logOfStream: [], streams: [], streamOfRequest: [] };
  for (const { association, stream } of requests) {
    let log = logs.get(association);
    if (log === undefined) {
      log = places.associations.push(association);
      logs.set(association, log);
      byLog.push(new Map());
    }
    let number = byLog[log - 1]!.get(stream);
    if (number === undefined) {
      number = places.streams.push(stream);
      places.logOfStream.push(log);
      byLog[log - 1]!.set(stream, number);
    }
    places.streamOfRequest.push(number);
  }
  return places;
}

function expectedCode(expected: ExpectedRevision): number {
  return typeof expected === 'number' ? Math.min(expected, REVISION_EXPECTED_MAX) : EXPECTED[expected];
}
