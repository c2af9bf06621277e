import type { QueryConfig } from 'pg';
import { byteaArray, int4Array, textArray, uuidArray } from '#platform';
import type { Planned } from './plan-batch.js';

/** One association's part of a batch. */
interface LogPart {
  readonly association: string;
  /** From 1, in the order in which logs are locked. */
  number: number;
  events: number;
}

interface HeadMove {
  readonly log: LogPart;
  readonly stream: string;
  readonly from: number;
  to: number;
  /** Places of its first and last event of the batch within the part of its log. */
  readonly first: number;
  last: number;
}

export interface AppendCall {
  readonly query: QueryConfig;
  /** Position of the first event of each request as a count, by what the server answered. */
  positions(row: AppendRow): number[];
}

export interface AppendRow {
  readonly bases: string;
}

// The list comes back as one text: splitting it is far cheaper than the driver's parser of arrays.
const APPEND = `
  SELECT array_to_string(event_store.append($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14), ',') AS bases`;

/** The one statement that stores a batch. */
export function appendCall(batch: readonly Planned[]): AppendCall {
  const { logs, heads, headOfRequest, placeOfRequest } = layOut(batch);
  const events = batch.flatMap(({ stamped }) => stamped);
  const ofEvents = (of: (request: number, index: number) => number) =>
    int4Array(batch.flatMap(({ stamped }, request) => stamped.map((_event, index) => of(request, index))));
  const ofHeads = (of: (head: HeadMove) => number) => int4Array(heads.map(of));
  const values = [
    textArray(logs.map(({ association }) => association)),
    int4Array(logs.map((log) => log.events)),
    ofHeads(({ log }) => log.number),
    textArray(heads.map(({ stream }) => stream)),
    ofHeads(({ from }) => from),
    ofHeads(({ to }) => to),
    ofHeads(({ first }) => first),
    ofHeads(({ last }) => last),
    ofEvents((request) => headOfRequest[request]!),
    ofEvents((request, index) => placeOfRequest[request]! + index),
    ofEvents((request, index) => batch[request]!.first + index),
    uuidArray(events.map(({ envelope }) => envelope.id)),
    byteaArray(events.map(({ bytes }) => bytes)),
    byteaArray(events.map(({ leafHash }) => leafHash)),
  ];
  return {
    query: { name: 'event_store.append', text: APPEND, values },
    positions({ bases }) {
      const baseOf = bases.split(',').map(Number);
      return placeOfRequest.map((place, request) => {
        const { log } = heads[headOfRequest[request]! - 1]!;
        return baseOf[log.number - 1]! + place;
      });
    },
  };
}

interface Layout {
  readonly logs: readonly LogPart[];
  readonly heads: readonly HeadMove[];
  /** The stream of each request, by number from 1. */
  readonly headOfRequest: readonly number[];
  readonly placeOfRequest: readonly number[];
}

function layOut(batch: readonly Planned[]): Layout {
  const logs = new Map<string, LogPart>();
  const numbers = new Map<string, number>();
  const heads: HeadMove[] = [];
  const headOfRequest: number[] = [];
  const placeOfRequest: number[] = [];
  for (const { request, key, first, stamped } of batch) {
    const { association, stream } = request;
    const log = logs.get(association) ?? { association, number: 0, events: 0 };
    logs.set(association, log);
    const place = log.events + 1;
    log.events += stamped.length;
    const number = numbers.get(key) ?? heads.push({ log, stream, from: first - 1, to: 0, first: place, last: 0 });
    numbers.set(key, number);
    Object.assign(heads[number - 1]!, { to: first + stamped.length - 1, last: log.events });
    headOfRequest.push(number);
    placeOfRequest.push(place);
  }
  // Every writer locks logs in the order of their names, byte by byte.
  const bytesOf = new Map([...logs.keys()].map((name) => [name, Buffer.from(name)]));
  const sorted = [...logs.values()].sort((one, other) =>
    Buffer.compare(bytesOf.get(one.association)!, bytesOf.get(other.association)!),
  );
  sorted.forEach((log, index) => (log.number = index + 1));
  return { logs: sorted, heads, headOfRequest, placeOfRequest };
}
