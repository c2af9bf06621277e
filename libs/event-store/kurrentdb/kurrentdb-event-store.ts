import type { Pool } from 'pg';
import { AppendListeners } from '../port/append-listeners.js';
import {
  EventStoreError,
  type AppendRequest,
  type AppendResult,
  type EventStore,
  type Position,
  type ReadStreamOptions,
  type StoredEvent,
  type StreamsRead,
} from '../port/event-store.port.js';
import { checkRequest } from '../port/request-check.js';
import { toStoreError } from '../postgres/postgres-errors.js';
import { APPEND_MILLISECONDS_MAX, Appender } from './appender.js';
import { Claims } from './claims.js';
import { KurrentDbLog } from './kurrentdb-log.js';
import { Lanes } from './lanes.js';
import { LeafCache } from './leaf-cache.js';
import type { NumberedLeaf } from './leadership.js';
import { LogReader } from './log-reader.js';
import { isAfter, type LogPlace } from './recorded.js';
import { NumberedEvents } from './numbered-events.js';
import { Sequencer } from './sequencer.js';
import { refuseRetention } from './retention.js';
import { StreamNames } from './stream-names.js';

/** The sequencer says every two seconds that it is at work. */
const SILENCE_SECONDS_MAX = 15;

/**
 * The port on KurrentDB: it keeps the events; PostgreSQL keeps which of them come in which order, and their hashes.
 * To be started before the first append.
 */
export class KurrentDbEventStore implements EventStore {
  readonly #log: KurrentDbLog;
  readonly #lanes = new Lanes();
  readonly #leaves = new LeafCache();
  readonly #listeners = new AppendListeners();
  readonly #reader: LogReader;
  readonly #numbered: NumberedEvents;
  readonly #claims: Claims;
  #names: Promise<StreamNames> | null = null;
  #sequencer: Sequencer | null = null;

  constructor(
    private readonly pool: Pool,
    url: string,
    private readonly now: () => Date = () => new Date(),
    private readonly appendMillisecondsMax = APPEND_MILLISECONDS_MAX,
  ) {
    this.#log = new KurrentDbLog(url);
    this.#reader = new LogReader(pool, this.#log, this.#leaves, () => this.#ledgerNames());
    this.#claims = new Claims(pool, this.#log);
    this.#numbered = new NumberedEvents(pool, () => this.#sequencer?.leads ?? false);
  }

  /** Refuses a server that would forget events, and begins to number what is there. */
  async start(): Promise<void> {
    const names = await this.#ledgerNames();
    await refuseRetention(this.pool, this.#log, names);
    // It has just answered; from here on the one that numbers says so.
    await this.#reader.query(`UPDATE event_store.kurrentdb_sequencer SET seen_at = now()`, []);
    this.#sequencer ??= new Sequencer(this.pool, this.#log, names, (events) => this.#tell(events));
    this.#sequencer.start();
  }

  async append(request: AppendRequest): Promise<AppendResult> {
    checkRequest(request);
    const deadline = Date.now() + this.appendMillisecondsMax;
    try {
      const names = await this.#ledgerNames();
      const parts = { log: this.#log, reader: this.#reader, leaves: this.#leaves, numbered: this.#numbered };
      const appender = new Appender({ ...parts, names, claims: this.#claims, now: this.now });
      const name = names.of(request.association, request.stream);
      const written = await this.#lanes.run(name, (lane) => appender.write(request, lane, deadline));
      const result = written.outcome === 'written' ? await appender.acknowledge(request, written, deadline) : written;
      if (result.outcome === 'conflict') await appender.untilSeen(request, result.actual, deadline);
      if (result.outcome === 'appended') this.#listeners.notify();
      return result;
    } catch (error) {
      throw toStoreError(error);
    }
  }

  async readStream(association: string, stream: string, options: ReadStreamOptions = {}): Promise<StoredEvent[]> {
    return this.#reader.stream(association, stream, options);
  }

  async readStreams(
    association: string,
    streams: readonly string[],
    from?: ReadonlyMap<string, number>,
  ): Promise<StreamsRead> {
    return this.#reader.streams(association, streams, from);
  }

  async readLog(association: string, after: Position | null, limit: number): Promise<StoredEvent[]> {
    return this.#reader.after(association, after, limit);
  }

  async heads(): Promise<Map<string, Position>> {
    return this.#reader.heads();
  }

  async head(association: string): Promise<Position | null> {
    return this.#reader.head(association);
  }

  onAppended(listener: () => void): () => void {
    return this.#listeners.add(listener);
  }

  /** Refuses where events wait for their positions: the sequencer is halted, or nobody has heard of it. */
  async checkReady(): Promise<void> {
    const [row] = await this.#reader.query<{ silent: boolean; stopped_because: string | null }>(
      `SELECT stopped_because, coalesce(seen_at < now() - make_interval(secs => $1), true) AS silent
       FROM event_store.kurrentdb_sequencer`,
      [SILENCE_SECONDS_MAX],
    );
    if (row?.stopped_because) throw new EventStoreError('unavailable', row.stopped_because);
    if (!row || row.silent) throw new EventStoreError('unavailable', 'Nobody gives the events of KurrentDB positions.');
  }

  async isNumbered(): Promise<boolean> {
    const last = await this.#log.last((await this.#ledgerNames()).prefix);
    const [reached] = await this.#reader.query<LogPlace>(
      `SELECT commit_position AS commit, prepare_position AS prepare FROM event_store.kurrentdb_sequencer`,
      [],
    );
    return last === null || !isAfter(last.place, reached!);
  }

  /** Waits for what is being written; the pool belongs to whoever made it. */
  async close(): Promise<void> {
    await this.#lanes.idle();
    await this.#sequencer?.stop();
    this.#listeners.clear();
    await this.#log.close();
  }

  #tell(events: readonly NumberedLeaf[]): void {
    for (const { leafHash, bytes } of events) this.#leaves.keep(leafHash, bytes);
    this.#numbered.tell(events);
  }

  async #ledgerNames(): Promise<StreamNames> {
    this.#names ??= this.#readNames();
    return this.#names.catch((error: unknown) => {
      this.#names = null;
      throw error;
    });
  }

  async #readNames(): Promise<StreamNames> {
    const [row] = await this.#reader.query<{ ledger: string }>(
      `SELECT ledger FROM event_store.kurrentdb_sequencer`,
      [],
    );
    if (!row)
      throw new EventStoreError('unavailable', 'The database does not say which ledger of KurrentDB is its own.');
    return new StreamNames(row.ledger.replaceAll('-', ''));
  }
}
