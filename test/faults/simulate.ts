import { PostgresEventStore, type Projection } from '#event-store';
import type { Lease } from '../../libs/event-store/projector/leases.js';
import { placeKey, readPlaces, START, type Place } from '../../libs/event-store/projector/places.js';
import { takeStep } from '../../libs/event-store/projector/step.js';
import { Seeded } from '../harness/seeded.js';
import { checkTables, headOf, type Head } from './check-tables.js';
import { Scheduler, SimulatedProcess } from './scheduler.js';
import { SimulatedDatabase } from './simulated-database.js';
import { FOLD } from './statements.js';
import type { Planted } from './tables.js';
import { writeFacts, type Told } from './writer-task.js';

export interface Simulated {
  readonly seed: number;
  readonly faults: readonly string[];
  /** Every choice of the run, in order. */
  readonly trace: readonly string[];
  readonly told: number;
  readonly kills: number;
}

const WRITERS = 4;
const FACTS_EACH = 6;
const STORES = ['store 1', 'store 2'] as const;
const PROJECTORS = ['projector 1', 'projector 2'] as const;
const STEPS_MAX = 60_000;
const KILLS_MAX = 6;
/** Chances at each step. */
const KILL = 0.015;
const DISK_FILLS = 0.002;
const DISK_EMPTIES = 0.05;
const HEAD_NOTED = 0.01;
const LEASE_TAKEN = 0.05;
const EVENTS_PER_STEP = 500;

/** A fold that remembers each event, so that one taken twice, or left out, shows. */
const PROJECTION: Projection = {
  name: 'simulated',
  version: 1,
  tables: [],
  apply: async (events, { client }) => void (await client.query(FOLD, [events.map(({ envelope }) => envelope.id)])),
};

/** One run of the store and the projector over a database that fails as the seed says. */
export async function simulate(seed: number, planted: Planted = {}): Promise<Simulated> {
  const run = new Simulation(seed, planted);
  return run.go();
}

class Simulation {
  readonly #random: Seeded;
  readonly #scheduler: Scheduler;
  readonly #database: SimulatedDatabase;
  readonly #stores = new Map<string, { process: SimulatedProcess; store: PostgresEventStore }>();
  readonly #projectors = new Map<string, SimulatedProcess>();
  /** Where callers live: they are not killed. */
  readonly #outside = new SimulatedProcess('writers');
  readonly #told: Told[] = [];
  readonly #heads: Head[] = [];
  #kills = 0;
  #written = false;
  #broken: unknown = null;

  constructor(
    private readonly seed: number,
    planted: Planted,
  ) {
    this.#random = new Seeded(seed);
    this.#scheduler = new Scheduler(this.#random);
    this.#database = new SimulatedDatabase(this.#scheduler, this.#random, planted);
  }

  async go(): Promise<Simulated> {
    for (const name of STORES) this.#startStore(name);
    for (const name of PROJECTORS) this.#startProjector(name);
    void Promise.all(Array.from({ length: WRITERS }, (_, index) => this.#startWriter(index))).then(
      () => (this.#written = true),
      (error: unknown) => (this.#broken = error),
    );
    const isOver = () => (this.#broken ??= this.#database.broken) !== null || (this.#written && this.#isFolded());
    const ended = await this.#scheduler.run(isOver, STEPS_MAX, () => this.#disturb());
    const faults = checkTables(this.#database.tables, this.#told, this.#heads);
    if (this.#broken !== null) faults.push(`a part of the run fell over: ${String(this.#broken)}`);
    else if (!ended) faults.push(`the run did not come to its end in ${STEPS_MAX} steps`);
    const { trace } = this.#scheduler;
    return { seed: this.seed, faults, trace, told: this.#told.length, kills: this.#kills };
  }

  #startStore(name: string): void {
    const process = new SimulatedProcess(name);
    const now = () => new Date(this.#scheduler.now);
    this.#stores.set(name, { process, store: new PostgresEventStore(this.#database.poolOf(process), now) });
  }

  #startWriter(index: number): Promise<void> {
    const random = new Seeded(this.seed * 31 + index);
    const name = `writer ${index}`;
    const reach = {
      now: () => this.#scheduler.now,
      store: () => {
        const { process, store } = this.#stores.get(random.pick(STORES))!;
        return { store, death: process.death };
      },
      rest: (label: string) => this.#scheduler.point(this.#outside, `${name} ${label}`),
    };
    return writeFacts(name, FACTS_EACH, random, reach, this.#told);
  }

  #startProjector(name: string): void {
    const process = new SimulatedProcess(name);
    this.#projectors.set(name, process);
    void this.#project(process).catch((error: unknown) => (this.#broken = error));
  }

  async #project(process: SimulatedProcess): Promise<void> {
    const pool = this.#database.poolOf(process);
    const store = new PostgresEventStore(pool);
    let lease = this.#takeLease();
    while (process.isAlive) {
      await this.#scheduler.point(process, 'looks');
      if (this.#random.chance(LEASE_TAKEN)) lease = this.#takeLease();
      try {
        const reached = await readPlaces(pool, [PROJECTION.name]);
        for (const [association, head] of await store.heads()) {
          const place: Place = { projection: PROJECTION.name, association, side: 'live' };
          const from = reached.get(placeKey(place)) ?? START;
          if (from >= head) continue;
          const events = await store.readLog(association, from, EVENTS_PER_STEP);
          await takeStep(pool, { projection: PROJECTION, place, lease, from, events, hasFailed: false });
        }
      } catch (error) {
        if (!isExpected(error)) throw error;
      }
    }
  }

  /** The right to fold, from whoever had it: from now on the one before writes nothing. */
  #takeLease(): Lease {
    const epoch = (this.#database.tables.leaseEpoch += 1);
    return { projection: PROJECTION.name, group: 0, holder: 'simulated', epoch: String(epoch), milliseconds: 3_000 };
  }

  #isFolded(): boolean {
    const { logHeads, checkpoints } = this.#database.tables;
    return [...logHeads].every(
      ([association, head]) => Number(checkpoints.get(`${association}/simulated`)?.position ?? 0) >= head,
    );
  }

  /** What befalls the machine between two steps. */
  #disturb(): void {
    if (this.#kills < KILLS_MAX && this.#random.chance(KILL)) this.#kill(this.#random.pick([...STORES, ...PROJECTORS]));
    const chance = this.#database.isDiskFull ? DISK_EMPTIES : DISK_FILLS;
    if (this.#random.chance(chance)) this.#database.isDiskFull = !this.#database.isDiskFull;
    if (this.#random.chance(HEAD_NOTED)) {
      for (const association of this.#database.tables.logHeads.keys()) {
        this.#heads.push(headOf(this.#database.tables, association));
      }
    }
  }

  #kill(name: string): void {
    this.#kills += 1;
    const process = this.#stores.get(name)?.process ?? this.#projectors.get(name)!;
    this.#scheduler.trace.push(`${name} is killed`);
    process.kill();
    this.#database.forget(process);
    if (this.#stores.has(name)) this.#startStore(name);
    else this.#startProjector(name);
  }
}

/** What a projector meets and tries again after: a database that did not answer, a checkpoint that another moved. */
function isExpected(error: unknown): boolean {
  const { code, name, message } = error as { code?: string; name?: string; message?: string };
  return (
    code === 'ECONNRESET' ||
    code === '53100' ||
    name === 'EventStoreError' ||
    /was moved by somebody/.test(message ?? '')
  );
}
