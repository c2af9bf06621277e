import {
  BACKWARDS,
  binaryEvent,
  END,
  type KurrentDBClient,
  NO_STREAM,
  START,
  streamNameFilter,
  type Filter,
  type ReadPosition,
} from '@kurrent/kurrentdb-client';
import type { Stamped } from '../port/stamp.js';
import { connect } from './connect.js';
import { actualRevision, failureKind, toKurrentStoreError } from './kurrentdb-failures.js';
import { LogFollower } from './log-follower.js';
import { Reads } from './reads.js';
import type { LogPlace, Recorded } from './recorded.js';
import { withLimit } from './with-limit.js';

/** What became of an append that the server answered. */
export type Written =
  | { readonly outcome: 'written'; readonly revision: number }
  | { readonly outcome: 'conflict'; readonly actual: number | null }
  | { readonly outcome: 'too-large' };

/** Streams that begin with a prefix are looked for in so many events at a time. */
const SEARCH_WINDOW = 1_000;
/** Metadata that makes a server forget events. */
const RETENTION = ['$maxAge', '$maxCount', '$tb'];

/** KurrentDB as this adapter needs it: no bigint and no error of the client leaves this file. */
export class KurrentDbLog {
  readonly #client: KurrentDBClient;
  readonly #reads: Reads;

  /** `kurrentdb://user:password@host:port?…`: TLS and credentials are in it. */
  constructor(url: string) {
    this.#client = connect(url);
    this.#reads = new Reads(url);
  }

  /** Appends after a revision (null: to a new stream) within so many milliseconds. Throws where it is not known. */
  async append(stream: string, events: readonly Stamped[], after: number | null, limit: number): Promise<Written> {
    const drafts = events.map(({ envelope: { id, type }, bytes }) =>
      binaryEvent({ id, type, data: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength) }),
    );
    const streamState = after === null ? NO_STREAM : BigInt(after);
    try {
      const appending = this.#client.appendToStream(stream, drafts, { streamState, deadline: limit });
      const { nextExpectedRevision } = await withLimit(appending, limit);
      return { outcome: 'written', revision: Number(nextExpectedRevision) };
    } catch (error) {
      const kind = failureKind(error);
      if (kind === 'conflict') return { outcome: 'conflict', actual: actualRevision(error) };
      if (kind === 'too-large') return { outcome: 'too-large' };
      throw error;
    }
  }

  /** Revision of the last event, as the leader has it; null where there is none. */
  async head(stream: string): Promise<number | null> {
    const options = { direction: BACKWARDS, fromRevision: END, maxCount: 1, requiresLeader: true } as const;
    const [last] = await this.#reads.all((client) => client.readStream(stream, options));
    return last?.revision ?? null;
  }

  async readStream(stream: string, from: number, count: number): Promise<Recorded[]> {
    const options = { fromRevision: BigInt(from), maxCount: count, requiresLeader: true };
    return this.#reads.all((client) => client.readStream(stream, options));
  }

  /** Events of all streams with the prefix, from a place on, that place's own included. */
  async readAll(from: LogPlace | null, prefix: string, count: number): Promise<Recorded[]> {
    const options = {
      fromPosition: positionOf(from),
      maxCount: count,
      filter: filterOf([prefix]),
      requiresLeader: true,
    };
    return this.#reads.all((client) => client.readAll(options));
  }

  /** Whether the leader answers this user: the place of its last event, whosever it is. */
  async reach(): Promise<LogPlace | null> {
    const options = { direction: BACKWARDS, fromPosition: END, maxCount: 1, requiresLeader: true } as const;
    const [last] = await this.#reads.all((client) => client.readAll(options));
    return last?.place ?? null;
  }

  /** The last event of all streams with the prefix. */
  async last(prefix: string): Promise<Recorded | null> {
    const options = { direction: BACKWARDS, fromPosition: END, maxCount: 1, requiresLeader: true } as const;
    const [last] = await this.#reads.all((client) => client.readAll({ ...options, filter: filterOf([prefix]) }));
    return last ?? null;
  }

  /** What in the metadata of a stream makes its events go away; empty where they stay. */
  async retentionOf(stream: string): Promise<string[]> {
    try {
      const options = { direction: BACKWARDS, fromRevision: END, maxCount: 1, requiresLeader: true } as const;
      const [metadata] = await this.#reads.all((client) => client.readStream(`$$${stream}`, options));
      return metadata?.json ? RETENTION.filter((key) => metadata.json![key] !== undefined) : [];
    } catch (error) {
      throw toKurrentStoreError(error, 'read');
    }
  }

  /** What is appended after a place (null: from the start) to streams with one of the prefixes, as it comes. */
  follow(after: LogPlace | null, prefixes: readonly string[]): LogFollower {
    const fromPosition = positionOf(after);
    return new LogFollower((checkpointReached) =>
      this.#client.subscribeToAll(
        { fromPosition, requiresLeader: true, filter: { ...filterOf(prefixes), checkpointReached } },
        { highWaterMark: SEARCH_WINDOW },
      ),
    );
  }

  async close(): Promise<void> {
    await this.#client.dispose();
  }
}

function positionOf(place: LogPlace | null): ReadPosition {
  return place === null ? START : { commit: BigInt(place.commit), prepare: BigInt(place.prepare) };
}

function filterOf(prefixes: readonly string[]): Filter {
  return streamNameFilter({ prefixes: [...prefixes], maxSearchWindow: SEARCH_WINDOW, checkpointInterval: 1 });
}
