import { randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import { groupOf } from './groups.js';

/** After so long without renewal another projector may take over. Short: a restart waits for it. */
export const LEASE_MILLISECONDS = 3_000;

/** The right to write one projection for one group of associations, until somebody with a higher epoch has it. */
export interface Lease {
  readonly projection: string;
  readonly group: number;
  readonly holder: string;
  readonly epoch: string;
  readonly milliseconds: number;
}

interface LeaseRow {
  readonly projection: string;
  readonly association_group: number;
  readonly epoch: string;
}

export interface LeaseOptions {
  readonly groups: number;
  readonly milliseconds?: number;
}

/**
 * Takes and renews leases. Time is the database's alone. A lease is renewed by whoever works, between two pieces of
 * work, so that one whose work hangs loses it.
 */
export class Leases {
  readonly #holder = randomUUID();
  readonly #groups: number;
  readonly #milliseconds: number;
  readonly #known = new Set<string>();
  #held = new Map<string, Lease>();
  #renewAt = 0;

  constructor(
    private readonly pool: Pool,
    { groups, milliseconds = LEASE_MILLISECONDS }: LeaseOptions,
  ) {
    this.#groups = groups;
    this.#milliseconds = milliseconds;
  }

  of(projection: string, association: string): Lease | undefined {
    return this.#held.get(keyOf(projection, groupOf(association, this.#groups)));
  }

  /** Renews what is held and takes what is free, now and then; whether something was gained or lost. */
  async hold(projections: readonly string[]): Promise<boolean> {
    if (performance.now() < this.#renewAt) return false;
    this.#renewAt = performance.now() + this.#milliseconds / 3;
    await this.#insert(projections);
    const before = this.#held;
    this.#held = await this.#renew(projections);
    return epochsOf(before) !== epochsOf(this.#held);
  }

  /** Looks again at once: what was held may be lost. */
  doubt(): void {
    this.#renewAt = 0;
  }

  /** Lets others take over without waiting. */
  async release(): Promise<void> {
    await this.pool.query(`UPDATE projection.lease SET expires_at = clock_timestamp() WHERE holder = $1`, [
      this.#holder,
    ]);
    this.#held = new Map();
    this.#renewAt = 0;
  }

  async #insert(projections: readonly string[]): Promise<void> {
    const unknown = projections.filter((projection) => !this.#known.has(projection));
    if (unknown.length === 0) return;
    await this.pool.query(
      `INSERT INTO projection.lease (projection, association_group, groups, holder, epoch, renewed_at, expires_at)
       SELECT p, g, $2, $3, 0, clock_timestamp(), clock_timestamp()
       FROM unnest($1::text[]) AS p, generate_series(0, $2 - 1) AS g
       ON CONFLICT DO NOTHING`,
      [unknown, this.#groups, this.#holder],
    );
    for (const projection of unknown) this.#known.add(projection);
  }

  // A row that somebody's step holds is passed over: the server ends that step when its holder no longer moves.
  // Projectors that count other groups would share the associations otherwise: while one lives, others stay out.
  async #renew(projections: readonly string[]): Promise<Map<string, Lease>> {
    const { rows } = await this.pool.query<LeaseRow>(
      `WITH mine AS (
         SELECT projection, association_group FROM projection.lease AS wanted
         WHERE projection = ANY ($1) AND association_group < $2
           AND (holder = $3 AND epoch > 0 AND groups = $2 OR expires_at <= clock_timestamp())
           AND NOT EXISTS (
             SELECT FROM projection.lease AS other WHERE other.projection = wanted.projection
               AND other.groups <> $2 AND other.holder <> $3 AND other.expires_at > clock_timestamp())
         ORDER BY projection, association_group
         FOR UPDATE SKIP LOCKED)
       UPDATE projection.lease AS lease
       SET epoch = CASE WHEN lease.holder = $3 AND lease.epoch > 0 THEN lease.epoch ELSE lease.epoch + 1 END,
         groups = $2, holder = $3, renewed_at = clock_timestamp(),
         expires_at = clock_timestamp() + $4 * interval '1 millisecond'
       FROM mine WHERE lease.projection = mine.projection AND lease.association_group = mine.association_group
       RETURNING lease.projection, lease.association_group, lease.epoch`,
      [projections, this.#groups, this.#holder, this.#milliseconds],
    );
    return new Map(rows.map((row) => [keyOf(row.projection, row.association_group), this.#leaseOf(row)]));
  }

  #leaseOf({ projection, association_group: group, epoch }: LeaseRow): Lease {
    return { projection, group, holder: this.#holder, epoch, milliseconds: this.#milliseconds };
  }
}

function keyOf(projection: string, group: number): string {
  return `${projection}\u0000${group}`;
}

function epochsOf(leases: ReadonlyMap<string, Lease>): string {
  return [...leases]
    .map(([key, { epoch }]) => `${key} ${epoch}`)
    .sort()
    .join();
}
