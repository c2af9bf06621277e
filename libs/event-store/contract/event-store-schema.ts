import { createDataSource, migrate } from '#platform';
import { EventStore1760000000000 } from '../migrations/1760000000000-event-store.js';
import { Projections1760000000500 } from '../migrations/1760000000500-projections.js';
import { KurrentDbSequence1760000000600 } from '../migrations/1760000000600-kurrentdb-sequence.js';
import { AcrossAssociations1760000070000 } from '../migrations/1760000070000-across-associations.js';
import { EVENT_STORE_RIGHTS } from '../rights.js';
import { BesideTables1760000070100 } from '../migrations/1760000070100-beside-tables.js';

/** Brings an empty database of a suite to what the event store needs. */
export async function createEventStoreSchema(url: string): Promise<void> {
  const migrations = [
    EventStore1760000000000,
    Projections1760000000500,
    KurrentDbSequence1760000000600,
    AcrossAssociations1760000070000,
    BesideTables1760000070100,
  ];
  const dataSource = createDataSource({ url, migrations });
  await dataSource.initialize();
  try {
    await migrate(dataSource, [EVENT_STORE_RIGHTS]);
  } finally {
    await dataSource.destroy();
  }
}
