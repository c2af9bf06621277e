import { Inject, Injectable } from '@nestjs/common';
import { Pseudonyms, type Caller } from '#access';
import { EVENT_STORE, leafIndexOf, type EventStore } from '#event-store';
import { Refusal } from '#platform';
import { Checkpoints } from '../checkpoints/checkpoints.js';
import type { LogKeyHistory } from '../domain/log-key-history.js';
import { LogKeys, type LogKeyKeeper } from '../signing/log-keys.js';

/** Whose log it is, and who does it in which request. */
export interface KeepingLogKeys {
  readonly association: string;
  readonly caller: Pick<Caller, 'role' | 'subject'>;
  readonly requestId: string;
}

/**
 * Replaces the key that signs a log: a new one is announced by an entry, both sign until the one before is retired by
 * another. Whoever trusts the old key finds the new one in a tree that the old one signed.
 */
@Injectable()
export class LogKeyRing {
  constructor(
    @Inject(LogKeys) private readonly logKeys: LogKeys,
    @Inject(Checkpoints) private readonly checkpoints: Checkpoints,
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(Pseudonyms) private readonly pseudonyms: Pseudonyms,
  ) {}

  async show(association: string): Promise<LogKeyHistory> {
    if ((await this.store.head(association)) === null) throw new Refusal('log-unknown');
    return this.logKeys.of(association);
  }

  /** Announces a version: the next after the newest. The newest itself changes nothing, so that it may be asked again. */
  async rotate(keeping: KeepingLogKeys, version: number): Promise<LogKeyHistory> {
    const { association } = keeping;
    const newest = (await this.show(association)).keys.at(-1);
    // The first key is made by the keeper of checkpoints.
    if (!newest) throw new Refusal('no-checkpoint-yet');
    if (version !== newest.version && version !== newest.version + 1) throw new Refusal('log-key-differs');
    await this.logKeys.announce(association, version, await this.#keeper(keeping));
    return this.logKeys.of(association);
  }

  /** From the entry on it signs nothing more. Not before a checkpoint is published that the key after it signed as well. */
  async retire(keeping: KeepingLogKeys, version: number): Promise<LogKeyHistory> {
    const { association } = keeping;
    const history = await this.show(association);
    const key = history.keys.find((one) => one.version === version);
    if (!key) throw new Refusal('log-key-differs');
    if (key.retired) return history;
    const newest = history.keys.at(-1)!;
    if (key === newest) throw new Refusal('log-key-newest');
    const published = await this.checkpoints.newest(association);
    if (!published || published.size <= leafIndexOf(newest.announced.position)) throw new Refusal('log-key-unused');
    await this.logKeys.retire(association, version, await this.#keeper(keeping));
    return this.logKeys.of(association);
  }

  async #keeper({ association, caller, requestId }: KeepingLogKeys): Promise<LogKeyKeeper> {
    return { actor: await this.pseudonyms.actor(association, caller), requestId };
  }
}
