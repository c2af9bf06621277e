import { Logger } from '@nestjs/common';
import type { Leases } from '#event-store';
import { Rounds } from '#platform';
import { KeeperRound, type KeeperParts } from './keeper-round.js';

/** Acknowledgements are promised within two seconds: a round begins so often. */
const ROUND_MILLISECONDS = 800;
/** A failure that lasts is told so often. */
const TOLD_EVERY_MILLISECONDS = 60_000;
/** What the right to keep checkpoints is called among the leases of projections. */
export const CHECKPOINT_KEEPER = 'checkpoints';

/**
 * Keeps the checkpoints of logs for as long as the process runs. Of several keepers each has the logs of the groups
 * that it holds the lease of; two that meet in one log do no harm.
 */
export class Keeper {
  readonly #log = new Logger('Checkpoints');
  readonly #round: KeeperRound;
  readonly #told = new Map<string, number>();
  readonly #rounds = new Rounds();

  constructor(
    private readonly leases: Leases,
    parts: Omit<KeeperParts, 'failed'>,
  ) {
    this.#round = new KeeperRound({ ...parts, failed: (association, error) => this.#tell(association, error) });
  }

  start(): void {
    this.#rounds.start(() => this.#runRound());
  }

  async stop(): Promise<void> {
    await this.#rounds.stop();
    await this.leases.release().catch(() => {});
  }

  async #runRound(): Promise<number> {
    const startedAt = performance.now();
    try {
      await this.leases.hold([CHECKPOINT_KEEPER]);
      await this.#round.run((association) => this.leases.of(CHECKPOINT_KEEPER, association) !== undefined);
    } catch (error) {
      this.#tell('', error);
    }
    return Math.max(50, ROUND_MILLISECONDS - (performance.now() - startedAt));
  }

  // The text of an error of the database can quote what is kept, so its kind is logged; what we throw names no person.
  #tell(association: string, error: unknown): void {
    const now = Date.now();
    const { name, code, message } = error as { name?: string; code?: string; message?: string };
    const key = `${association} ${name} ${code}`;
    if (now - (this.#told.get(key) ?? 0) < TOLD_EVERY_MILLISECONDS) return;
    this.#told.set(key, now);
    const isBroken = name === 'EvidenceBrokenError';
    const line = { event: isBroken ? 'evidence-broken' : 'checkpoint-failed', association, error: name, code };
    if (isBroken) this.#log.error({ ...line, meaning: message });
    else this.#log.warn(line);
  }
}
