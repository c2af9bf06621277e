import { randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import type { Lease } from '../projector/leases.js';

/** A lease written by hand, for cases that are about one step. */
export async function aLease(pool: Pool, projection: string, given: Partial<Lease> = {}): Promise<Lease> {
  const lease = { projection, group: 0, holder: randomUUID(), epoch: '1', milliseconds: 30_000, ...given };
  await pool.query(
    `INSERT INTO projection.lease (projection, association_group, groups, holder, epoch, renewed_at, expires_at)
     VALUES ($1, $2, 1, $3, $4, clock_timestamp(), clock_timestamp())
     ON CONFLICT (projection, association_group) DO UPDATE SET holder = excluded.holder, epoch = excluded.epoch`,
    [lease.projection, lease.group, lease.holder, lease.epoch],
  );
  await pool.query(`INSERT INTO projection.projection (name, version) VALUES ($1, 1) ON CONFLICT DO NOTHING`, [
    projection,
  ]);
  return lease;
}
