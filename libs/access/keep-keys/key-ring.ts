import { Inject, Injectable } from '@nestjs/common';
import { Pool } from 'pg';
import { EVENT_STORE, type EventStore } from '#event-store';
import { Clock, inTransactionOf, Refusal } from '#platform';
import type { KeyHistory } from '../domain/key-events.js';
import { KeyLog, type KeyKeeper } from '../keys/key-log.js';
import { KEY_PROVIDER, type KeyProvider, type KeyVersions } from '../keys/key-provider.port.js';
import { Rewrapping } from '../keys/rewrapping.js';

/**
 * A version is retired no sooner than so long after the one that follows it: by then every process wraps by that one,
 * and what it was wrapping before is written or was given up (requests are answered within 18 s).
 */
export const RETIRED_AFTER_SECONDS = 60;

/** The versions of an association's key, with what the log says of them and what they wrap. */
export interface KeyRingState {
  readonly versions: KeyVersions;
  readonly history: KeyHistory;
  readonly counts: ReadonlyMap<number, number>;
}

/** Makes and retires versions of the keys of associations. The provider first, the event after it. */
@Injectable()
export class KeyRing {
  constructor(
    @Inject(Pool) private readonly pool: Pool,
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(KEY_PROVIDER) private readonly provider: KeyProvider,
    @Inject(KeyLog) private readonly log: KeyLog,
    @Inject(Rewrapping) private readonly rewrapping: Rewrapping,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  async state(association: string): Promise<KeyRingState> {
    await this.refuseUnknown(association);
    return {
      versions: await this.provider.versions(association),
      history: await this.log.read(association),
      counts: await this.rewrapping.counts(association),
    };
  }

  async rotate(keeper: KeyKeeper, version: number): Promise<void> {
    const { association } = keeper;
    await this.refuseUnknown(association);
    await this.#alone(association, async ({ newest }) => {
      if (version !== newest && version !== newest + 1) throw new Refusal('key-version-differs', { newest });
      if (version > 1) await this.provider.rotate(association, version);
    });
    if (version > 1) await this.log.write(keeper, { type: 'KeyRotated', data: { version }, sealed: null });
  }

  /** Fails as long as anything is wrapped by a version that would go. */
  async retire(keeper: KeyKeeper, through: number): Promise<void> {
    const { association } = keeper;
    await this.refuseUnknown(association);
    await this.#alone(association, async ({ oldest, newest }) => {
      if (through >= newest) throw new Refusal('key-version-newest', { newest });
      if (through < oldest) return;
      this.#refuseYoung((await this.log.read(association)).madeAt(newest));
      const counts = await this.rewrapping.counts(association);
      const left = [...counts].reduce((sum, [version, count]) => (version <= through ? sum + count : sum), 0);
      if (left > 0) throw new Refusal('key-version-in-use', { keys: left });
      await this.provider.retire(association, through);
    });
    await this.log.write(keeper, { type: 'KeyRetired', data: { through }, sealed: null });
  }

  // A token of an operator names no association; nobody gets keys who is not registered.
  async refuseUnknown(association: string): Promise<void> {
    if ((await this.store.head(association)) === null) throw new Refusal('association-unknown');
  }

  #refuseYoung(madeAt: string | null): void {
    const age = madeAt === null ? 0 : (this.clock.now().getTime() - Date.parse(madeAt)) / 1_000;
    if (age >= RETIRED_AFTER_SECONDS) return;
    throw new Refusal('key-version-young', { retryAfterSeconds: Math.ceil(RETIRED_AFTER_SECONDS - age) });
  }

  async #alone(association: string, work: (versions: KeyVersions) => Promise<void>): Promise<void> {
    await inTransactionOf(this.pool, association, async (client) => {
      await client.query(`SELECT pg_advisory_xact_lock(hashtextextended($1, 2))`, [association]);
      await work(await this.provider.versions(association));
    });
  }
}
