import { setTimeout as sleep } from 'node:timers/promises';
import { clearLeftovers, findOwnPostmaster, startPostmaster, type PostmasterPlace } from './postmaster.js';
import { identityOf, isRunning, pidOf } from './process-identity.js';

const lookEveryMs = 500;
/** In a row. A PostgreSQL that keeps ending, or cannot start, needs a person. */
const triesMax = 5;
/** Doubled with every further try of the row: its port or its memory may be free again soon. */
const firstRestMs = 1_000;
/** One that ran for so long begins a new row when it ends. */
const steadyMs = 60_000;

/**
 * Starts PostgreSQL again, on the same port, whenever its postmaster is gone. Its maker holds the owner's lock for as
 * long as it watches.
 */
export class PostmasterWatch {
  readonly #ending = new AbortController();
  readonly #watching: Promise<void>;
  #tries = 0;

  constructor(
    private readonly place: PostmasterPlace,
    private readonly port: number,
    private readonly restMs = firstRestMs,
  ) {
    this.#watching = this.#watch(identityIn(place));
  }

  /** Resolves once nothing is being started any more; what runs is left as it is. */
  end(): Promise<void> {
    this.#ending.abort();
    return this.#watching;
  }

  async #watch(first: string | undefined): Promise<void> {
    let postmaster = first;
    do {
      const startedAt = Date.now();
      while (postmaster !== undefined && isRunning(postmaster)) {
        if (!(await this.#pause(lookEveryMs))) return;
      }
      if (Date.now() - startedAt > steadyMs) this.#tries = 0;
      postmaster = await this.#startAgain(postmaster);
    } while (postmaster !== undefined);
  }

  /** The new postmaster; nothing when the watch ends or gives up. */
  async #startAgain(gone: string | undefined): Promise<string | undefined> {
    if (this.#ending.signal.aborted) return undefined;
    this.place.log(`PostgreSQL (process ${gone === undefined ? 'unknown' : pidOf(gone)}) is gone; starting it again`);
    let reason = 'it ended again each time';
    for (; this.#tries < triesMax; this.#tries += 1) {
      if (this.#tries > 0 && !(await this.#pause(this.restMs * 2 ** (this.#tries - 1)))) return undefined;
      try {
        await clearLeftovers(this.place);
        await startPostmaster(this.place, this.port);
        const postmaster = identityIn(this.place);
        if (postmaster === undefined) continue;
        this.#tries += 1;
        return postmaster;
      } catch (error) {
        reason = (error as Error).message;
      }
    }
    const inOneLine = reason.replaceAll(/\s*\n\s*/g, ' / ');
    this.place.log(`PostgreSQL could not be started again in ${triesMax} tries; end kiroku and start it: ${inOneLine}`);
    return undefined;
  }

  /** False when the watch ends. Nobody's process lives on for the sake of it. */
  #pause(milliseconds: number): Promise<boolean> {
    return sleep(milliseconds, true, { ref: false, signal: this.#ending.signal }).catch(() => false);
  }
}

function identityIn({ clusterDir }: PostmasterPlace): string | undefined {
  const pid = findOwnPostmaster(clusterDir);
  return pid === undefined ? undefined : identityOf(pid);
}
