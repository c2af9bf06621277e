import { randomUUID } from 'node:crypto';
import {
  AcrossAssociations1760000070000,
  BesideTables1760000070100,
  EventStore1760000000000,
  KurrentDbSequence1760000000600,
  openEventStore,
  Projections1760000000500,
  registerEventTypes,
  startEventStore,
  type EventDraft,
} from '#event-store';
import { createDataSource, createPool, migrate } from '#platform';
import { evidenceEventTypes } from '../domain/log-events.js';
import { Checkpoints1760000080100 } from '../migrations/1760000080100-checkpoints.js';
import { Chains1760000081000 } from '../migrations/1760000081000-chains.js';
import { Tree1760000080000 } from '../migrations/1760000080000-tree.js';
import { CheckpointsMade1760000083200 } from '../migrations/1760000083200-checkpoints-made.js';
import { TileSixteens1760000083300 } from '../migrations/1760000083300-tile-sixteens.js';
import { LostTimestamps1760000083100 } from '../migrations/1760000083100-lost-timestamps.js';
import { WitnessTables1760000083000 } from '../migrations/1760000083000-witness-tables.js';

registerEventTypes({ Noted: { version: 1 } });
registerEventTypes(evidenceEventTypes);

/** The store that the run is about, with the tables of evidence, over an empty database of a suite. */
export async function anEvidence(url: string) {
  const source = createDataSource({
    url,
    migrations: [
      EventStore1760000000000,
      Projections1760000000500,
      KurrentDbSequence1760000000600,
      AcrossAssociations1760000070000,
      BesideTables1760000070100,
      Tree1760000080000,
      Checkpoints1760000080100,
      Chains1760000081000,
      WitnessTables1760000083000,
      LostTimestamps1760000083100,
      CheckpointsMade1760000083200,
      TileSixteens1760000083300,
    ],
  });
  await source.initialize();
  await migrate(source);
  await source.destroy();
  const pool = createPool(url);
  const store = await openEventStore(pool, process.env);
  await startEventStore(pool, store);
  /** What numbers the events of a KurrentDB holds a connection of the pool. */
  const end = async () => {
    await store.close();
    await pool.end();
  };
  return { pool, store, end };
}

/** So many events of the suites. */
export function someDrafts(count: number): EventDraft[] {
  return Array.from({ length: count }, () => ({
    id: randomUUID(),
    type: 'Noted',
    schemaVersion: 1,
    occurredAt: null,
    actor: { role: 'officer', id: 'a1' },
    causation: null,
    subject: null,
    ruleset: null,
    knowledgeAt: null,
    data: { code: 'x' },
    keyId: null,
    sealed: null,
  }));
}
