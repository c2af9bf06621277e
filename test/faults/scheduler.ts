import type { Seeded } from '../harness/seeded.js';

/** A process of the simulation: what runs in it stops for ever at its next await once it is killed. */
export class SimulatedProcess {
  isAlive = true;
  #die!: (error: Error) => void;
  /** Rejects when it dies: whoever waited for its answer gets none. */
  readonly death = new Promise<never>((_, reject) => (this.#die = reject));

  constructor(readonly name: string) {
    this.death.catch(() => {});
  }

  kill(): void {
    this.isAlive = false;
    this.#die(Object.assign(new Error(`${this.name} was killed`), { code: 'ECONNRESET' }));
  }
}

interface Waiting {
  readonly process: SimulatedProcess;
  readonly label: string;
  readonly go: () => void;
}

/** Who goes on next is a choice of the seed, at every await. Time is the number of choices made. */
export class Scheduler {
  readonly trace: string[] = [];
  #waiting: Waiting[] = [];
  #now = 0;

  constructor(private readonly random: Seeded) {}

  /** Virtual milliseconds. */
  get now(): number {
    return this.#now;
  }

  /** Waits until it is this one's turn. */
  point(process: SimulatedProcess, label: string): Promise<void> {
    return new Promise((go) => this.#waiting.push({ process, label, go }));
  }

  /** Goes on until `isOver`, or until so many choices were made; false in that case. */
  async run(isOver: () => boolean, stepsMax: number, onStep: () => void): Promise<boolean> {
    while (this.#now < stepsMax) {
      await settle();
      if (isOver()) return true;
      this.#waiting = this.#waiting.filter(({ process }) => process.isAlive);
      if (this.#waiting.length === 0) continue;
      this.#now += 1;
      onStep();
      const [next] = this.#waiting.splice(this.random.below(this.#waiting.length), 1);
      if (!next!.process.isAlive) continue;
      this.trace.push(`${this.#now} ${next!.process.name}: ${next!.label}`);
      next!.go();
    }
    return false;
  }
}

/** Until everything that can run has come to its next point: the queue ends its turn by one `setImmediate`. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 3; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}
