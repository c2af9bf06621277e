import { setTimeout } from 'node:timers/promises';
import type { Pool } from 'pg';
import { toPosition, type EventStore, type Position } from '../port/event-store.port.js';
import { readCheckpoints } from './checkpoints.js';
import { Failures, FAILURE_PAUSE_MILLISECONDS, type ProjectionFailure } from './failures.js';
import { Nap } from './nap.js';
import type { Projection } from './projection.js';
import { emptyOutdated, emptyProjections } from './rebuild.js';
import { takeStep, type Step } from './step.js';

export type { ProjectionFailure } from './failures.js';

/** How long an idle projector sleeps. Polling is the truth; a hint only cuts the sleep short. */
const POLL_MILLISECONDS = 100;
/** 30 s of rounds without any progress: longer than the server lets a forgotten transaction hold a checkpoint. */
const IDLE_ROUNDS_MAX = 300;
const START = toPosition(0);

/** Runs projections over every log until stopped. A projection that fails stops alone, is reported, and is tried again. */
export class Projector {
  readonly #failures: Failures;
  readonly #nap = new Nap();
  #stopping = false;
  #running: Promise<void> | null = null;

  constructor(
    private readonly store: EventStore,
    private readonly pool: Pool,
    private readonly projections: readonly Projection[],
    onFailure: (failure: ProjectionFailure) => void = () => {},
  ) {
    this.#failures = new Failures(onFailure);
  }

  /** What is stopped by an error now. */
  failures(): ProjectionFailure[] {
    return this.#failures.all();
  }

  start(): void {
    if (this.#running) return;
    const unhint = this.store.onAppended(() => this.#nap.hint());
    this.#running = this.#loop().finally(unhint);
  }

  /** Resolves once the step of now is done; the projector can be started again. */
  async stop(): Promise<void> {
    this.#stopping = true;
    this.#nap.end();
    await this.#running;
    this.#running = null;
    this.#stopping = false;
  }

  /**
   * Brings every projection up to the heads of the logs as they are now, without starting the loop. Throws the first
   * error once everything else is there.
   */
  async catchUp(): Promise<void> {
    const heads = await this.store.heads();
    this.#failures.endRests();
    let behind = '';
    for (let idleRounds = 0; idleRounds < IDLE_ROUNDS_MAX; idleRounds += 1) {
      if ((await this.#round()) > 0) idleRounds = 0;
      else if (this.failures().length > 0) throw this.failures()[0]!.error;
      const stillBehind = await this.#behind(heads);
      if (stillBehind === '') return;
      if (stillBehind !== behind) idleRounds = 0;
      else await setTimeout(POLL_MILLISECONDS);
      behind = stillBehind;
    }
    throw new Error('A projection does not move: another projector holds it, or a newer version made its rows.');
  }

  /** Empties the rows of projections; the next rounds make them anew from the events. */
  async reset(projections: readonly Projection[] = this.projections): Promise<void> {
    await emptyProjections(this.pool, projections);
    this.#failures.clear();
  }

  async #loop(): Promise<void> {
    while (!this.#stopping) {
      this.#nap.forgetHints();
      const moved = await this.#round().catch(() => -1);
      if (this.#stopping) return;
      if (moved === 0) await this.#nap.sleep(POLL_MILLISECONDS, { hearsHints: true });
      if (moved < 0) await this.#nap.sleep(FAILURE_PAUSE_MILLISECONDS, { hearsHints: false });
    }
  }

  /** One step for each projection that lags and does not rest after a failure; how many of them moved. */
  async #round(): Promise<number> {
    const reached = await this.#reached();
    let moved = 0;
    for (const [association, head] of await this.store.heads()) {
      for (const projection of this.projections) {
        if (this.#stopping) return moved;
        const place = placeOf(projection.name, association);
        const from = reached.get(place) ?? START;
        if (from >= head) this.#failures.remove(place);
        else if (!this.#failures.rests(place) && (await this.#tryStep(place, { projection, association, from })))
          moved += 1;
      }
    }
    return moved;
  }

  async #tryStep(place: string, step: Step): Promise<boolean> {
    try {
      const moved = await takeStep(this.store, this.pool, step);
      if (moved) this.#failures.remove(place);
      return moved;
    } catch (error) {
      const { projection, association, from } = step;
      this.#failures.add(place, { projection: projection.name, association, after: from, error });
      return false;
    }
  }

  /** Where each projection stands, after what older versions made is gone. */
  async #reached(): Promise<Map<string, Position>> {
    const checkpoints = await readCheckpoints(this.pool);
    const isEmptied = await emptyOutdated(this.pool, this.projections, checkpoints);
    const current = isEmptied ? await readCheckpoints(this.pool) : checkpoints;
    return new Map(current.map((at) => [placeOf(at.projection, at.association), at.position]));
  }

  /** Which projections have not come up to these heads, and where they stand; empty when all have. */
  async #behind(heads: Map<string, Position>): Promise<string> {
    const reached = await this.#reached();
    const places = this.projections.flatMap(({ name }) =>
      [...heads].map(([association, head]) => ({ place: placeOf(name, association), head })),
    );
    return places
      .map(({ place, head }) => ({ place, head, at: reached.get(place) ?? START }))
      .filter(({ head, at }) => at < head)
      .map(({ place, at }) => `${place} ${at}`)
      .join();
  }
}

function placeOf(projection: string, association: string): string {
  return `${projection}\u0000${association}`;
}
