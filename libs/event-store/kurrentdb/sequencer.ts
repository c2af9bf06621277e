import type { Pool } from 'pg';
import type { KurrentDbLog } from './kurrentdb-log.js';
import { Leadership, type NumberedLeaf } from './leadership.js';
import type { LogFollower } from './log-follower.js';
import { isAfter, type LogPlace, type Recorded } from './recorded.js';
import { SequenceHalt } from './sequence-halt.js';
import type { StreamNames } from './stream-names.js';

/** Events that one transaction numbers. */
const BATCH_EVENTS_MAX = 1_000;
/** A subscription that brought nothing for so long is asked whether there is something. */
const HEARTBEAT_MILLISECONDS = 2_000;
/** How long to wait after a failure, doubled each time up to the limit. */
const PAUSE_MILLISECONDS = 50;
const PAUSE_MILLISECONDS_MAX = 5_000;
/** How often a process that does not lead asks whether it may. */
const STANDBY_MILLISECONDS = 500;

/**
 * Gives the events of KurrentDB their positions, in the order of its log. One process does it; the others stand by. It
 * begins again where it was after a lost connection, another leader of the cluster, or a subscription that fell silent.
 */
export class Sequencer {
  readonly #stop = new AbortController();
  #running: Promise<void> | null = null;
  #leads = false;

  constructor(
    private readonly pool: Pool,
    private readonly log: KurrentDbLog,
    private readonly names: StreamNames,
    private readonly onNumbered: (events: readonly NumberedLeaf[]) => void,
  ) {}

  get leads(): boolean {
    return this.#leads;
  }

  start(): void {
    this.#running ??= this.#run();
  }

  async stop(): Promise<void> {
    this.#stop.abort();
    await this.#running;
  }

  async #run(): Promise<void> {
    let pause = PAUSE_MILLISECONDS;
    while (!this.#stop.signal.aborted) {
      const began = Date.now();
      try {
        await this.#lead();
        pause = PAUSE_MILLISECONDS;
        await this.#nap(STANDBY_MILLISECONDS);
      } catch (error) {
        if (error instanceof SequenceHalt) await this.#sayWhy(error);
        if (Date.now() - began > PAUSE_MILLISECONDS_MAX) pause = PAUSE_MILLISECONDS;
        await this.#nap(pause);
        pause = Math.min(pause * 2, PAUSE_MILLISECONDS_MAX);
      }
    }
  }

  /** Leads until it is stopped or something breaks; returns at once where another process leads. */
  async #lead(): Promise<void> {
    const client = await this.pool.connect();
    let endsSession = true;
    try {
      const leadership = await Leadership.begin(client, this.names);
      endsSession = leadership !== null;
      if (leadership) await this.#follow(leadership);
    } finally {
      this.#leads = false;
      // The lock ends with the session, whatever state it is in.
      client.release(endsSession);
    }
  }

  async #follow(leadership: Leadership): Promise<void> {
    const follower = this.log.follow(leadership.reached, this.names.prefixes);
    const close = () => void follower.close();
    this.#stop.signal.addEventListener('abort', close);
    this.#leads = true;
    try {
      await this.#refuseOlder(leadership, await this.log.reach());
      await leadership.arrive();
      await this.#numberAll(leadership, follower);
    } catch (error) {
      if (!this.#stop.signal.aborted) throw error;
    } finally {
      this.#stop.signal.removeEventListener('abort', close);
      await follower.close();
    }
  }

  /** A KurrentDB that was put back from an older copy, which it never is while somebody is connected to it. */
  async #refuseOlder(leadership: Leadership, end: LogPlace | null): Promise<void> {
    const numbered = await leadership.last();
    if (!numbered) return;
    const isBeyond = end === null || isAfter(numbered, end);
    const [found] = isBeyond ? [] : await this.log.readAll(numbered, this.names.prefix, 1);
    if (found?.id === numbered.id) return;
    throw new SequenceHalt(
      `KurrentDB does not hold the event at ${numbered.commit} that was numbered last: it is older than the database. Restore newer data.`,
    );
  }

  async #numberAll(leadership: Leadership, follower: LogFollower): Promise<void> {
    let missed: LogPlace | null = null;
    while (!this.#stop.signal.aborted) {
      const { events, reached } = await follower.next(BATCH_EVENTS_MAX, HEARTBEAT_MILLISECONDS);
      const ours = await this.#withoutMetadata(events);
      if (events.length > 0 || isNews(reached, leadership.reached)) {
        const numbered = await leadership.number(ours, reached ?? events.at(-1)!.place);
        if (numbered.length > 0) this.onNumbered(numbered);
        missed = null;
      } else {
        await leadership.beat();
        missed = await this.#missed(leadership.reached, missed);
      }
    }
  }

  /** The last event, where the subscription should have brought it and did not; refuses where that happens twice. */
  async #missed(reached: LogPlace | null, before: LogPlace | null): Promise<LogPlace | null> {
    const last = (await this.log.last(this.names.prefix))?.place ?? null;
    if (!isNews(last, reached)) return null;
    if (before) throw new Error('The subscription brings no events although there are some.');
    return last;
  }

  async #withoutMetadata(events: readonly Recorded[]): Promise<Recorded[]> {
    const ours: Recorded[] = [];
    for (const event of events) {
      const described = this.names.describedBy(event.name);
      if (described === null) ours.push(event);
      // What it says now counts: a retention that was taken back must not stop the ledger for ever.
      else if ((await this.log.retentionOf(described)).length > 0) {
        throw new SequenceHalt(
          `The metadata at ${event.place.commit} in KurrentDB makes events of the ledger go away. Take it back.`,
        );
      }
    }
    return ours;
  }

  async #sayWhy({ message }: SequenceHalt): Promise<void> {
    const sql = `UPDATE event_store.kurrentdb_sequencer SET stopped_because = $1`;
    await this.pool.query(sql, [message]).catch(() => {});
  }

  async #nap(milliseconds: number): Promise<void> {
    const { signal } = this.#stop;
    if (signal.aborted) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(done, milliseconds);
      signal.addEventListener('abort', done);
      function done() {
        clearTimeout(timer);
        signal.removeEventListener('abort', done);
        resolve();
      }
    });
  }
}

function isNews(place: LogPlace | null, reached: LogPlace | null): boolean {
  return place !== null && (reached === null || isAfter(place, reached));
}
