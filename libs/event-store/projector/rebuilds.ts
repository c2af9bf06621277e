import type { ClientBase, Pool } from 'pg';
import { inTransaction } from '#platform';
import type { Control, Rebuild } from './control.js';
import { isPassing } from './failures.js';
import type { Projection } from './projection.js';
import { createShadows, moveShadowRows, swapShadows } from './shadow-tables.js';

/** So near to the live rows, in events of one association, the rest is done while the live ones wait. */
const NEAR_EVENTS = 1_000;
/** A swap asks for its locks no longer: whoever waits behind it would wait as well. */
const LOCK_MILLISECONDS_MAX = 200;
/** Of a log named `live`. */
const IS_PAUSED = `EXISTS (SELECT FROM projection.pause
  WHERE pause.projection = $1 AND coalesce(pause.association, live.association) = live.association)`;
/** However near the rows beside are, some cannot come nearer: an event stops them, or they lag and are paused. */
const IS_HELD = `(EXISTS (SELECT FROM projection.failure WHERE projection = $1 AND side = 'beside')
  OR ${isBehind(0, IS_PAUSED)} > 0)`;

/** Leads rebuilds from the wish to the swap; the rows beside are filled by the steps of the projector. */
export class Rebuilds {
  constructor(
    private readonly pool: Pool,
    private readonly projections: readonly Projection[],
    private readonly onFault: (projection: string, error: unknown) => void,
  ) {}

  /** Says which versions the rows of new projections have: those of this program. */
  async register(): Promise<void> {
    await this.pool.query(
      `INSERT INTO projection.projection (name, version)
       SELECT n, v FROM unnest($1::text[], $2::integer[]) AS known(n, v) ON CONFLICT DO NOTHING`,
      [this.projections.map(({ name }) => name), this.projections.map(({ version }) => version)],
    );
  }

  /** Takes each rebuild one stage on, where it is due; whether anything changed. */
  async advance(control: Control): Promise<boolean> {
    let changed = false;
    for (const projection of this.projections) {
      // A rebuild that cannot go on must not keep the live projections from it.
      const stage = this.#stage(projection, control).catch((error: unknown) => {
        if (!isPassing(error)) this.onFault(projection.name, error);
        return false;
      });
      changed = (await stage) || changed;
    }
    return changed;
  }

  async #stage(projection: Projection, control: Control): Promise<boolean> {
    const { name, version } = projection;
    const rebuild = control.rebuilds.get(name);
    const made = control.versions.get(name) ?? version;
    const begun = rebuild?.version ?? 0;
    // Rows of a newer version, or on their way there, are not an older program's to touch.
    if (made > version || begun > version) return false;
    if (made < version && begun < version) return this.#begin(projection, null);
    if (rebuild?.state === 'asked') return this.#begin(projection, rebuild.association);
    if (rebuild?.state === 'filling') return this.#close(rebuild);
    if (rebuild?.state !== 'closing') return false;
    return (await this.#reopen(rebuild)) || this.#swap(projection, rebuild);
  }

  /** Makes the tables beside, empty; whatever another rebuild had there is gone. */
  async #begin(projection: Projection, association: string | null): Promise<boolean> {
    const { name, version, tables } = projection;
    return inTransaction(this.pool, async (client) => {
      if (!(await lockAlone(client, projection))) return false;
      // Looked at again under the lock: another projector may have begun it.
      const { rowCount } = await client.query(
        `INSERT INTO projection.rebuild AS rebuild (projection, association, version, state, started_at)
         VALUES ($1, $2, $3, 'filling', clock_timestamp())
         ON CONFLICT (projection) DO UPDATE
         SET association = excluded.association, version = excluded.version, state = 'filling',
           started_at = excluded.started_at
         WHERE rebuild.state = 'asked' OR rebuild.version < excluded.version`,
        [name, association, version],
      );
      if (rowCount !== 1) return false;
      await forgetSide(client, name, 'beside', null);
      await createShadows(client, tables);
      return true;
    });
  }

  /** Has the live rows wait once those beside are near them. A fold that cannot move keeps nobody waiting. */
  async #close({ projection, association }: Rebuild): Promise<boolean> {
    const { rowCount } = await this.pool.query(
      `UPDATE projection.rebuild SET state = 'closing'
       WHERE projection = $1 AND state = 'filling' AND ${isBehind(NEAR_EVENTS)} = 0 AND NOT ${IS_HELD}`,
      [projection, association],
    );
    return rowCount === 1;
  }

  /** Lets the live rows go on where those beside are held only now: an event of the last stretch, or a late pause. */
  async #reopen({ projection, association }: Rebuild): Promise<boolean> {
    const { rowCount } = await this.pool.query(
      `UPDATE projection.rebuild SET state = 'filling'
       WHERE projection = $1 AND state = 'closing' AND ${IS_HELD}`,
      [projection, association],
    );
    return rowCount === 1;
  }

  /** Puts the rows beside in the place of the live ones, in one transaction; false while they have not caught up. */
  async #swap(projection: Projection, { association }: Rebuild): Promise<boolean> {
    const { name, version, tables } = projection;
    return inTransaction(this.pool, async (client) => {
      await client.query(`SET LOCAL lock_timeout = ${LOCK_MILLISECONDS_MAX}`);
      if (!(await lockAlone(client, projection))) return false;
      const { rows } = await client.query<{ behind: string }>(
        `SELECT ${isBehind(0)} AS behind FROM projection.rebuild
         WHERE projection = $1 AND state = 'closing' AND version = $3 AND association IS NOT DISTINCT FROM $2`,
        [name, association, version],
      );
      if (rows[0]?.behind !== '0') return false;
      if (association === null) await swapShadows(client, tables);
      else await moveShadowRows(client, tables, association);
      await forgetSide(client, name, 'live', association);
      await client.query(`UPDATE projection.checkpoint SET side = 'live' WHERE projection = $1 AND side = 'beside'`, [
        name,
      ]);
      await client.query(`UPDATE projection.projection SET version = $2 WHERE name = $1`, [name, version]);
      await client.query(`DELETE FROM projection.rebuild WHERE projection = $1`, [name]);
      return true;
    });
  }
}

/**
 * How many logs are behind their live rows by more than `events`; `$1` the projection, `$2` its association or null.
 * `which`, in SQL about `live`, picks among the logs.
 */
function isBehind(events: number, which = 'true'): string {
  return `(SELECT count(*) FROM projection.checkpoint AS live
    LEFT JOIN projection.checkpoint AS beside ON beside.projection = live.projection
      AND beside.association = live.association AND beside.side = 'beside'
    WHERE live.projection = $1 AND live.side = 'live' AND ($2::text IS NULL OR live.association = $2)
      AND live.position - coalesce(beside.position, 0) > ${events} AND ${which})`;
}

/** Keeps every step of the projection out until the end of the transaction; false where a newer program made its rows. */
async function lockAlone(client: ClientBase, { name, version }: Projection): Promise<boolean> {
  const { rowCount } = await client.query(
    `SELECT FROM projection.projection WHERE name = $1 AND version <= $2 FOR UPDATE`,
    [name, version],
  );
  return rowCount === 1;
}

async function forgetSide(client: ClientBase, projection: string, side: string, association: string | null) {
  for (const table of ['checkpoint', 'failure']) {
    await client.query(
      `DELETE FROM projection.${table}
       WHERE projection = $1 AND side = $2 AND ($3::text IS NULL OR association = $3)`,
      [projection, side, association],
    );
  }
}
