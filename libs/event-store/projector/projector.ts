import { setTimeout } from 'node:timers/promises';
import type { Pool } from 'pg';
import type { EventStore, Position } from '../port/event-store.port.js';
import { Control } from './control.js';
import { errorInWords, isPassing, keepFailure, readFailures, type ProjectionFailure } from './failures.js';
import { Leases, type Lease, type LeaseOptions } from './leases.js';
import { EVENTS_PER_STEP_MAX, LogReading } from './log-reading.js';
import { Nap } from './nap.js';
import { passOver, type Passing } from './pass-over.js';
import { placeKey, readPlaces, START, type Place, type Side } from './places.js';
import type { Projection } from './projection.js';
import { Rebuilds } from './rebuilds.js';
import { ReadAhead } from './read-ahead.js';
import { takeStep } from './step.js';

/** How long an idle projector sleeps. Polling is the truth; a hint only cuts the sleep short. */
const POLL_MILLISECONDS = 100;
/** While events keep coming, what comes within so long is taken together: a round costs as much for one as for fifty. */
const ROUND_MILLISECONDS_MIN = 50;
/** Rest after a round that failed, as without a database. */
const FAILURE_PAUSE_MILLISECONDS = 1_000;
/** What is wished of projections is looked up no more often. */
const CONTROL_MILLISECONDS = 100;
/** A rebuild gives way to the live projections after so long. */
const BESIDE_MILLISECONDS = 200;
/** 60 s of rounds without any progress: longer than any lease, or any transaction, outlives its holder. */
const IDLE_ROUNDS_MAX = 600;
/** A round that takes longer hangs. */
const STALL_MILLISECONDS = 30_000;

/** Told of what an operator should know of. Texts name no person. */
export interface ProjectorObserver {
  /** An event stops a projection; told once for each event. */
  stopped?(failure: ProjectionFailure): void;
  /** It is past the event that had stopped it. */
  recovered?(place: Place): void;
  /** A rebuild cannot go on. */
  rebuildFailed?(projection: string, error: string): void;
  /** Rows of so many events were committed. */
  moved?(place: Place, events: number, milliseconds: number): void;
}

export interface ProjectorOptions extends Partial<LeaseOptions> {
  readonly observer?: ProjectorObserver;
}

/** A fold that has something to do. */
interface Due {
  readonly projection: Projection;
  readonly place: Place;
  readonly lease: Lease;
  readonly from: Position;
}

/**
 * Runs projections over every log until stopped: those for which it holds the lease. A projection that an event stops
 * rests for that association alone, is reported, and is tried again.
 */
export class Projector {
  readonly #leases: Leases;
  readonly #rebuilds: Rebuilds;
  readonly #ahead: ReadAhead;
  readonly #observer: ProjectorObserver;
  readonly #nap = new Nap();
  /** Why folds are stopped, as far as this process saw it. */
  readonly #errors = new Map<string, unknown>();
  /** Smaller steps for folds of which a step failed: so the event that is to blame is found. */
  readonly #stepSizes = new Map<string, number>();
  #control: Control | null = null;
  #controlReadAt = -Infinity;
  #places: Map<string, Position> | null = null;
  #obeysRests = true;
  #besideTurn = 0;
  #beatAt = Date.now();
  /** The round of now has left something to do at once. */
  #isBehind = false;
  #stopping = false;
  #running: Promise<void> | null = null;

  constructor(
    private readonly store: EventStore,
    private readonly pool: Pool,
    private readonly projections: readonly Projection[],
    { groups = 1, milliseconds, observer = {} }: ProjectorOptions = {},
  ) {
    this.#leases = new Leases(pool, { groups, ...(milliseconds === undefined ? {} : { milliseconds }) });
    this.#observer = observer;
    this.#rebuilds = new Rebuilds(pool, projections, (projection, error) =>
      observer.rebuildFailed?.(projection, errorInWords(error)),
    );
    this.#ahead = new ReadAhead(store);
  }

  /** What is stopped by an event now, whichever projector met it. */
  failures(): Promise<ProjectionFailure[]> {
    return readFailures(this.pool);
  }

  /** Whether the loop goes round. */
  isAlive(): boolean {
    return this.#running === null || Date.now() - this.#beatAt < STALL_MILLISECONDS;
  }

  start(): void {
    if (this.#running) return;
    const unhint = this.store.onAppended(() => this.#nap.hint());
    this.#beatAt = Date.now();
    this.#running = this.#loop().finally(unhint);
  }

  /** Resolves once the step of now is done and others may take over; the projector can be started again. */
  async stop(): Promise<void> {
    this.#stopping = true;
    this.#nap.end();
    await this.#running;
    this.#running = null;
    this.#stopping = false;
    await this.#leases.release().catch(() => {});
  }

  /**
   * Brings every projection up to the heads of the logs as they are now and ends every rebuild, without starting the
   * loop. Throws the first error once everything else is there.
   */
  async catchUp(): Promise<void> {
    const heads = await this.store.heads();
    this.#obeysRests = false;
    try {
      await this.#catchUpTo(heads);
    } finally {
      this.#obeysRests = true;
      if (!this.#running) await this.#leases.release();
    }
  }

  async #catchUpTo(heads: ReadonlyMap<string, Position>): Promise<void> {
    let behind = '';
    for (let idleRounds = 0; idleRounds < IDLE_ROUNDS_MAX; idleRounds += 1) {
      if ((await this.#round()) > 0) {
        idleRounds = 0;
        continue;
      }
      const [error] = this.#errors.values();
      if (error !== undefined) throw error;
      const stillBehind = await this.#behind(heads);
      if (stillBehind === '') return;
      if (stillBehind !== behind) idleRounds = 0;
      behind = stillBehind;
      await setTimeout(POLL_MILLISECONDS);
    }
    throw new Error(
      'A projection does not move: another projector holds it, it is paused, or a newer version made it.',
    );
  }

  async #loop(): Promise<void> {
    while (!this.#stopping) {
      this.#nap.forgetHints();
      const startedAt = performance.now();
      const moved = await this.#round().catch(() => -1);
      if (this.#stopping) return;
      if (moved === 0) await this.#nap.sleep(POLL_MILLISECONDS, { hearsHints: true });
      if (moved > 0) await this.#gather(startedAt);
      if (moved < 0) {
        this.#forget();
        await this.#nap.sleep(FAILURE_PAUSE_MILLISECONDS, { hearsHints: false });
      }
    }
  }

  /** Lets events come together after a round that left nothing behind. */
  async #gather(startedAt: number): Promise<void> {
    const rest = startedAt + ROUND_MILLISECONDS_MIN - performance.now();
    if (!this.#isBehind && rest > 0) await this.#nap.sleep(rest, { hearsHints: false });
  }

  /** One step for each fold that lags and may move; how many of them moved. */
  async #round(): Promise<number> {
    this.#beatAt = Date.now();
    this.#isBehind = false;
    const changed = await this.#look();
    const heads = [...(await this.store.heads())];
    let moved = changed ? 1 : 0;
    if (changed) this.#isBehind = true;
    for (const [association, head] of heads) moved += await this.#advance('live', association, head);
    return moved + (await this.#advanceBeside(heads));
  }

  /** Rebuilds take turns among the associations, and give way in time. */
  async #advanceBeside(heads: readonly (readonly [string, Position])[]): Promise<number> {
    if (this.#control!.rebuilds.size === 0) return 0;
    const until = performance.now() + BESIDE_MILLISECONDS;
    let moved = 0;
    // Between two looks at everything else as many steps as there is time for: a look costs a good part of a step.
    for (let idle = 0; idle < heads.length && this.#places && performance.now() < until;) {
      this.#besideTurn = (this.#besideTurn + 1) % heads.length;
      const steps = await this.#advance('beside', ...heads[this.#besideTurn]!);
      idle = steps === 0 ? idle + 1 : 0;
      moved += steps;
    }
    if (moved > 0) this.#isBehind = true;
    return moved;
  }

  /** Looks at what is wished, who holds what and where everything stands; whether a rebuild came to its next stage. */
  async #look(): Promise<boolean> {
    let changed = false;
    if (performance.now() - this.#controlReadAt >= CONTROL_MILLISECONDS || !this.#obeysRests) {
      await this.#readControl();
      changed = await this.#rebuilds.advance(this.#control!);
      if (changed) {
        this.#places = null;
        await this.#readControl();
      }
    }
    const names = this.projections.filter((one) => this.#isOurs(one)).map(({ name }) => name);
    if (await this.#leases.hold(names)) this.#places = null;
    this.#places ??= await readPlaces(this.pool, names);
    return changed;
  }

  async #readControl(): Promise<void> {
    if (this.#control === null) await this.#rebuilds.register();
    this.#control = await Control.read(this.pool);
    this.#controlReadAt = performance.now();
  }

  /** Looks at everything again: what was known may be wrong. */
  #forget(): void {
    this.#places = null;
    this.#controlReadAt = -Infinity;
    this.#leases.doubt();
  }

  /** Rows that a newer version has made, or is about to make, are not this program's to touch. */
  #isOurs({ name, version }: Projection): boolean {
    const { versions, rebuilds } = this.#control!;
    return (versions.get(name) ?? version) <= version && (rebuilds.get(name)?.version ?? 0) <= version;
  }

  async #advance(side: Side, association: string, head: Position): Promise<number> {
    let due = this.#due(side, association, head);
    let moved = 0;
    while (due.length > 0 && !this.#stopping) {
      const reading = await this.#ahead.read(association, due[0]!.from);
      const within = due.filter(({ from }) => reading.holdsNextOf(from));
      if (within.length === 0) return moved;
      this.#ahead.prepare(association, reading);
      if (reading.isFull || this.#stepSizes.size > 0) this.#isBehind = true;
      const passing = within.filter((one) => this.#isPassed(one, reading));
      const [passed, ...steps] = await Promise.all([
        this.#passOver(passing, reading),
        ...within.filter((one) => !passing.includes(one)).map((one) => this.#tryStep(one, reading)),
      ]);
      moved += passed + steps.filter(Boolean).length;
      due = due.filter((one) => !within.includes(one));
    }
    return moved;
  }

  /** The folds of one log that may move, the hindmost first. */
  #due(side: Side, association: string, head: Position): Due[] {
    const due: Due[] = [];
    // After a step that failed everything is looked at again: by the next round.
    if (this.#places === null) return due;
    for (const projection of this.projections) {
      const place: Place = { projection: projection.name, association, side };
      const from = this.#places.get(placeKey(place)) ?? START;
      const lease = from < head && this.#may(place) ? this.#leases.of(projection.name, association) : undefined;
      if (lease && this.#isOurs(projection)) due.push({ projection, place, lease, from });
    }
    return due.sort((one, other) => (one.from < other.from ? -1 : 1));
  }

  #may(place: Place): boolean {
    const control = this.#control!;
    if (control.isPaused(place) || (this.#obeysRests && control.rests(place))) return false;
    const rebuild = control.rebuilds.get(place.projection);
    const isRebuilt =
      rebuild && rebuild.state !== 'asked' && (rebuild.association ?? place.association) === place.association;
    return place.side === 'live' ? !(isRebuilt && rebuild.state === 'closing') : Boolean(isRebuilt);
  }

  /** Whether nothing of a reading changes a row of the fold. One that was stopped, or never began, takes a whole step. */
  #isPassed({ projection, place, from }: Due, reading: LogReading): boolean {
    if (place.side !== 'live' || from === START || !projection.concerns || reading.unknown) return false;
    if (this.#control!.hasFailed(place) || this.#stepSizes.has(placeKey(place))) return false;
    return !reading.upTo(EVENTS_PER_STEP_MAX, from).some((event) => projection.concerns!(event));
  }

  async #passOver(due: readonly Due[], reading: LogReading): Promise<number> {
    const startedAt = performance.now();
    const passing = due.map((one): Passing => ({ ...one, to: reading.end }));
    try {
      const moved = await passOver(this.pool, passing);
      for (const { place, from, to } of passing.filter(({ projection }) => moved.has(projection.name))) {
        this.#places?.set(placeKey(place), to);
        this.#observer.moved?.(place, reading.upTo(EVENTS_PER_STEP_MAX, from).length, performance.now() - startedAt);
      }
      if (moved.size < passing.length) this.#forget();
      return moved.size;
    } catch (error) {
      if (!isPassing(error)) throw error;
      this.#forget();
      return 0;
    }
  }

  async #tryStep(due: Due, reading: LogReading): Promise<boolean> {
    const { place, from } = due;
    const key = placeKey(place);
    const size = this.#stepSizes.get(key) ?? EVENTS_PER_STEP_MAX;
    const events = reading.upTo(size, from);
    if (events.length === 0) return this.#stop(place, reading.unknown!.position, reading.unknown!.error);
    const startedAt = performance.now();
    try {
      const hasFailed = this.#control!.hasFailed(place);
      const moved = await takeStep(this.pool, { ...due, events, hasFailed });
      if (!moved) {
        this.#forget();
        return false;
      }
      this.#places?.set(key, events.at(-1)!.position);
      this.#observer.moved?.(place, events.length, performance.now() - startedAt);
      this.#wentWell(place, { events: events.length, size, hasFailed });
      return true;
    } catch (error) {
      return this.#wentWrong(place, { error, size: events.length, first: events[0]!.position });
    }
  }

  #wentWell(place: Place, { events, size, hasFailed }: { events: number; size: number; hasFailed: boolean }): void {
    const key = placeKey(place);
    if (events === size && size < EVENTS_PER_STEP_MAX) this.#stepSizes.set(key, size * 2);
    if (!hasFailed) return;
    this.#controlReadAt = -Infinity;
    if (this.#errors.delete(key)) this.#observer.recovered?.(place);
  }

  async #wentWrong(
    place: Place,
    { error, size, first }: { error: unknown; size: number; first: Position },
  ): Promise<boolean> {
    if (isPassing(error)) {
      this.#forget();
      return false;
    }
    if (size === 1) return this.#stop(place, first, error);
    this.#stepSizes.set(placeKey(place), Math.ceil(size / 2));
    return true;
  }

  async #stop(place: Place, position: Position, error: unknown): Promise<false> {
    const failure = { ...place, position, error: errorInWords(error) };
    this.#errors.set(placeKey(place), error);
    this.#controlReadAt = -Infinity;
    if (await keepFailure(this.pool, failure)) this.#observer.stopped?.(failure);
    return false;
  }

  /** Which projections have not come up to these heads, and where they stand; empty when all have. */
  async #behind(heads: ReadonlyMap<string, Position>): Promise<string> {
    const places = await readPlaces(
      this.pool,
      this.projections.map(({ name }) => name),
    );
    const folds = this.projections.flatMap(({ name: projection }) =>
      [...heads].map(([association, head]) => ({ key: placeKey({ projection, association, side: 'live' }), head })),
    );
    const behind = folds.filter(({ key, head }) => (places.get(key) ?? START) < head);
    const rebuilds = [...(await Control.read(this.pool)).rebuilds.keys()];
    const rebuilt = rebuilds.filter((name) => this.projections.some((projection) => projection.name === name));
    return [...behind.map(({ key }) => `${key} ${places.get(key)}`), ...rebuilt].join();
  }
}
