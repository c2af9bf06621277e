import type { KurrentDBClient } from '@kurrent/kurrentdb-client';
import { connect } from './connect.js';
import { failureKind, isStreamNotFound, toKurrentStoreError } from './kurrentdb-failures.js';
import { toRecorded, type Recorded } from './recorded.js';
import { withLimit } from './with-limit.js';

/** A read is answered at once or not at all; a hung connection must not hang a request. */
const READ_MILLISECONDS_MAX = 30_000;
/** A read that failed sooner is tried a second time, with the next client. */
const FAILED_SOON_MILLISECONDS = 5_000;
/** Readers that fail together share the next client; a server that is gone does not make one for each of them. */
const CLIENT_MILLISECONDS_MIN = 1_000;

type Events = AsyncIterable<Parameters<typeof toRecorded>[0]>;

/**
 * Reads, over a client of their own. The part of the client that reads has a connection by itself, and stays with the
 * node that it found first: where that one is gone, or leads no more, only another client looks for the leader anew.
 */
export class Reads {
  #client: KurrentDBClient;
  #madeAt = performance.now();

  constructor(private readonly url: string) {
    this.#client = connect(url);
  }

  /** All that is asked for; nothing of a stream that does not exist. */
  async all(ask: (client: KurrentDBClient) => Events): Promise<Recorded[]> {
    const client = this.#client;
    const began = performance.now();
    try {
      return await collect(ask(client));
    } catch (error) {
      if (failureKind(error) !== 'uncertain') throw toKurrentStoreError(error, 'read');
      this.#renew(client);
      if (performance.now() - began > FAILED_SOON_MILLISECONDS) throw toKurrentStoreError(error, 'read');
    }
    try {
      return await collect(ask(this.#client));
    } catch (error) {
      throw toKurrentStoreError(error, 'read');
    }
  }

  #renew(failed: KurrentDBClient): void {
    if (failed !== this.#client || performance.now() - this.#madeAt < CLIENT_MILLISECONDS_MIN) return;
    this.#client = connect(this.url);
    this.#madeAt = performance.now();
  }
}

async function collect(events: Events): Promise<Recorded[]> {
  const reading = async () => {
    const found: Recorded[] = [];
    for await (const event of events) {
      const recorded = toRecorded(event);
      if (recorded) found.push(recorded);
    }
    return found;
  };
  try {
    return await withLimit(reading(), READ_MILLISECONDS_MAX);
  } catch (error) {
    if (isStreamNotFound(error)) return [];
    throw error;
  }
}
