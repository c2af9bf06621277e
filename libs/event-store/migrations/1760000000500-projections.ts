import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How far projections have come, who runs them, what is wished of them and what stops them. */
export class Projections1760000000500 implements MigrationInterface {
  readonly name = 'Projections1760000000500';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE SCHEMA projection`);
    // Steps share this row and a swap takes it alone: nothing is written between the last look and the swap.
    await runner.query(`
      CREATE TABLE projection.projection (
        name text PRIMARY KEY,
        version integer NOT NULL CHECK (version > 0)
      )`);
    await runner.query(`
      CREATE TABLE projection.checkpoint (
        projection text NOT NULL,
        association text NOT NULL,
        side text NOT NULL CHECK (side IN ('live', 'beside')),
        position bigint NOT NULL CHECK (position >= 0),
        moved_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        PRIMARY KEY (projection, association, side)
      ) WITH (fillfactor = 50)`);
    await runner.query(`
      CREATE TABLE projection.lease (
        projection text NOT NULL,
        association_group integer NOT NULL CHECK (association_group BETWEEN 0 AND groups - 1),
        groups integer NOT NULL,
        holder uuid NOT NULL,
        epoch bigint NOT NULL,
        renewed_at timestamptz NOT NULL,
        expires_at timestamptz NOT NULL,
        PRIMARY KEY (projection, association_group)
      ) WITH (fillfactor = 50)`);
    await runner.query(`
      CREATE TABLE projection.pause (
        projection text NOT NULL,
        association text,
        since timestamptz NOT NULL DEFAULT clock_timestamp(),
        UNIQUE NULLS NOT DISTINCT (projection, association)
      )`);
    await runner.query(`
      CREATE TABLE projection.failure (
        projection text NOT NULL,
        association text NOT NULL,
        side text NOT NULL CHECK (side IN ('live', 'beside')),
        position bigint NOT NULL,
        error text NOT NULL,
        since timestamptz NOT NULL,
        attempts integer NOT NULL CHECK (attempts > 0),
        retry_at timestamptz NOT NULL,
        PRIMARY KEY (projection, association, side)
      )`);
    await runner.query(`
      CREATE TABLE projection.rebuild (
        projection text PRIMARY KEY,
        association text,
        version integer,
        state text NOT NULL CHECK (state IN ('asked', 'filling', 'closing')),
        asked_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        started_at timestamptz
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP SCHEMA projection CASCADE`);
  }
}
