import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Pool } from 'pg';
import { EVENT_STORE, EventStoreError, type EventStore } from '#event-store';
import { ofAssociation, SettingsError } from '#platform';
import { KEY_PROVIDER, type KeyProvider } from './key-provider.port.js';

/** Lost keys are lost for all: so many associations tell it, and a start is not kept waiting by the others. */
const ASSOCIATIONS_MAX = 20;

/**
 * Refuses to start beside data whose keys are not there. With others that were made in their place nobody would be found
 * again, and whoever acted before would pass for somebody else.
 */
@Injectable()
export class FittingKeys implements OnApplicationBootstrap {
  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(Pool) private readonly pool: Pool,
    @Inject(KEY_PROVIDER) private readonly provider: KeyProvider,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    const associations = [...(await this.store.heads()).keys()].sort().slice(0, ASSOCIATIONS_MAX);
    for (const association of associations) await this.#check(association);
  }

  async #check(association: string): Promise<void> {
    const { rows } = await ofAssociation(this.pool, association).query<{ key_id: string; wrapped: Buffer }>(
      `SELECT key_id, wrapped FROM access.data_key WHERE association = $1 AND wrapped IS NOT NULL LIMIT 1`,
      [association],
    );
    const [row] = rows;
    if (!row) return;
    await this.provider.unwrap(association, row.wrapped, row.key_id).catch((error: unknown) => {
      // A place of keys that cannot be reached now says so itself.
      if (error instanceof EventStoreError) throw error;
      throw new SettingsError(
        `The keys of the association ${association} are not those that sealed its data. Nothing was started: bring back ` +
          'the key directory that belongs to this data, or name the right one.',
      );
    });
  }
}
