import { Logger, type OnApplicationBootstrap, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import type { Pool } from 'pg';
import type { EventStore, LogGate } from '#event-store';
import { Rounds, type ReadinessCheck } from '#platform';
import type { KeptCheckpoints } from '../checkpoints/kept-checkpoints.port.js';
import { DatabaseWatch } from './database-watch.js';
import type { LogProver, Proven } from './prove-log.js';

/** A log that is closed is looked at so often: it opens by itself. */
const CLOSED_MILLISECONDS = 3_000;
/** All are looked at so often besides: rows may be put back under a database that runs. */
const OPEN_MILLISECONDS = 60_000;

/** Why a log is closed. `not-kept`: it published checkpoints, and none is kept here. */
export type Closed = Exclude<Proven, 'continues'> | 'not-kept';

export interface GuardParts {
  readonly store: Pick<EventStore, 'heads'>;
  readonly prover: Pick<LogProver, 'prove'>;
  readonly kept: KeptCheckpoints;
  /** Whether a log published checkpoints, as the database has it. */
  readonly published: { newest(association: string): Promise<unknown> };
  readonly gate: LogGate;
  /** Told when a log that was closed opens: its data may be other than before. */
  readonly reopened?: (association: string) => void;
  /** Whether a log is taken as it is found where it published checkpoints and none is kept here. */
  readonly trustsNew: boolean;
}

/**
 * Lets nothing be appended to a log, nor signed for it, before it is proven to continue its last kept checkpoint: when
 * the process starts, and whenever the database was away. Data that was restored from an older copy would otherwise be
 * continued beside what was already shown and signed.
 */
export class RestoreGuard implements OnModuleInit, OnApplicationBootstrap, OnModuleDestroy, ReadinessCheck {
  readonly name = 'logs-proven';
  readonly #log = new Logger('RestoreGuard');
  readonly #closed = new Map<string, Closed>();
  readonly #rounds = new Rounds();
  readonly #watch: DatabaseWatch;
  /** How often the database was lost. */
  #losses = 0;
  #looking: Promise<void> = Promise.resolve();

  constructor(
    private readonly parts: GuardParts,
    pool: Pool,
  ) {
    // Before anything of this process can append.
    parts.gate.startLook();
    this.#watch = new DatabaseWatch(
      pool,
      () => {
        this.#losses += 1;
        parts.gate.startLook();
      },
      () => void this.look(),
    );
  }

  // Others may append while they are made ready: nobody waits for this one here.
  onModuleInit(): void {
    this.#looking = this.#watch.start();
  }

  /** Nothing is listened to before the logs were looked at. A database that is away keeps them closed meanwhile. */
  async onApplicationBootstrap(): Promise<void> {
    await this.#looking;
    if (this.parts.gate.isLooking) await this.look();
    const rest = () => (this.#closed.size > 0 || this.parts.gate.isLooking ? CLOSED_MILLISECONDS : OPEN_MILLISECONDS);
    this.#rounds.start(async () => {
      await this.look();
      return rest();
    }, rest());
  }

  async onModuleDestroy(): Promise<void> {
    await Promise.all([this.#rounds.stop(), this.#watch.end()]);
  }

  /** What an operator is to do about it. */
  static todo(why: Closed): string {
    return TODO[why];
  }

  /** The logs that are closed, and why. */
  get closed(): ReadonlyMap<string, Closed> {
    return this.#closed;
  }

  async check(): Promise<void> {
    if (this.parts.gate.isLooking || this.#closed.size > 0) throw new Error('Not all logs are proven.');
  }

  /** Looks at all logs, one look at a time; appends wait for it where none was made since the database was away. */
  look(): Promise<void> {
    this.#looking = this.#looking.then(() => this.#lookAtAll()).catch((error: unknown) => this.#tellFailed(error));
    return this.#looking;
  }

  async #lookAtAll(): Promise<void> {
    const { gate, kept, store } = this.parts;
    const losses = this.#losses;
    // What is kept is read first: the log only grows behind it.
    const notes = new Map<string, string | null>();
    for (const association of await kept.associations()) notes.set(association, await kept.last(association));
    const associations = new Set([...notes.keys(), ...(await store.heads()).keys()]);
    for (const association of associations) {
      this.#settle(association, await this.#lookAt(association, notes.get(association) ?? null));
    }
    // What was lost meanwhile is looked at again when it is back.
    if (losses === this.#losses) gate.endLook();
  }

  async #lookAt(association: string, noted: string | null): Promise<Closed | null> {
    const { kept, published, prover, trustsNew } = this.parts;
    // Whatever is published was kept before. A first checkpoint may have been since what is kept was read.
    const wasPublished = noted === null && !trustsNew && (await published.newest(association)) !== null;
    const note = wasPublished ? await kept.last(association) : noted;
    if (note === null) return wasPublished ? 'not-kept' : null;
    const proven = await prover.prove(association, note);
    return proven === 'continues' ? null : proven;
  }

  #settle(association: string, why: Closed | null): void {
    const before = this.#closed.get(association);
    if (why === null) {
      this.#closed.delete(association);
      this.parts.gate.open(association);
      if (!before) return;
      this.parts.reopened?.(association);
      this.#log.warn({ event: 'log-opened', association });
      return;
    }
    this.#closed.set(association, why);
    this.parts.gate.close(association);
    if (before !== why) this.#log.error({ event: 'log-closed', association, why, todo: TODO[why] });
  }

  // A database that went away again is looked at when it is back; anything else is tried again by the next round.
  #tellFailed(error: unknown): void {
    const { name, code } = error as { name?: string; code?: string };
    this.#log.warn({ event: 'logs-not-looked-at', error: name, code });
  }
}

const TODO: Readonly<Record<Closed, string>> = {
  shorter: 'The data is older than what was signed. Restore newer data; or, where it is gone: kiroku log accept-loss',
  forked: 'The data is not what was signed. Restore the right data; or, where it is gone: kiroku log accept-loss',
  'kept-unreadable': 'The kept checkpoint is damaged. Put back its file from a copy',
  'not-kept':
    'No checkpoint of this log is kept here. Copy KIROKU_CHECKPOINT_DIRECTORY from where it ran before; or start once with KIROKU_TRUST_UNKEPT_LOGS=1',
};
