import type { ClientBase, Pool } from 'pg';
import { inTransaction } from '#platform';
import { readCheckpoints, type Checkpoint } from './checkpoints.js';
import type { Projection } from './projection.js';

/** Empties the rows of projections; whoever projects next makes them anew from the events. */
export async function emptyProjections(pool: Pool, projections: readonly Projection[]): Promise<void> {
  await alone(pool, (client) => empty(client, projections));
}

/** Empties what an older version of a projection made; whether there was any. */
export async function emptyOutdated(
  pool: Pool,
  projections: readonly Projection[],
  checkpoints: readonly Checkpoint[],
): Promise<boolean> {
  if (outdated(projections, checkpoints).length === 0) return false;
  // Looked at again under the lock: another projector may have emptied them already, and have begun to fill them.
  await alone(pool, async (client) => empty(client, outdated(projections, await readCheckpoints(client))));
  return true;
}

// Rows of a newer version are left alone: during an upgrade the older program would empty them again and again.
function outdated(projections: readonly Projection[], checkpoints: readonly Checkpoint[]): Projection[] {
  return projections.filter(({ name, version }) =>
    checkpoints.some((at) => at.projection === name && at.version < version),
  );
}

async function alone(pool: Pool, work: (client: ClientBase) => Promise<void>): Promise<void> {
  await inTransaction(pool, async (client) => {
    await client.query(`LOCK TABLE event_store.projection_checkpoint IN EXCLUSIVE MODE`);
    await work(client);
  });
}

async function empty(client: ClientBase, projections: readonly Projection[]): Promise<void> {
  const tables = projections.flatMap((projection) => projection.tables);
  if (tables.length > 0) await client.query(`TRUNCATE ${tables.join(', ')}`);
  // The rows stay, with the new version: they keep an older program from starting the projection under its own.
  await client.query(
    `UPDATE event_store.projection_checkpoint AS checkpoint SET position = 0, version = emptied.version
     FROM unnest($1::text[], $2::integer[]) AS emptied(name, version) WHERE checkpoint.projection = emptied.name`,
    [projections.map(({ name }) => name), projections.map(({ version }) => version)],
  );
}
