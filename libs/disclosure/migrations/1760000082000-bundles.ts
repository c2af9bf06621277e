import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Bundles for the regulator: what was asked for, how far it is made, and until when its file is kept. */
export class Bundles1760000082000 implements MigrationInterface {
  readonly name = 'Bundles1760000082000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE disclosure.bundle (
        association text NOT NULL,
        bundle_id uuid NOT NULL,
        number bigint GENERATED ALWAYS AS IDENTITY,
        state text NOT NULL
          CHECK (state IN ('proposed', 'withdrawn', 'waiting', 'making', 'ready', 'failed', 'expired')),
        asked json NOT NULL,
        asked_by text NOT NULL,
        approved_by text,
        sealed_wish bytea NOT NULL,
        key_period text NOT NULL,
        read bigint NOT NULL DEFAULT 0,
        size bigint,
        bytes bigint,
        sha256 text,
        failure text,
        attempts integer NOT NULL DEFAULT 0,
        epoch bigint NOT NULL DEFAULT 0,
        lease_until timestamptz,
        asked_at timestamptz NOT NULL DEFAULT now(),
        moved_at timestamptz NOT NULL DEFAULT now(),
        ready_at timestamptz,
        expires_at timestamptz,
        PRIMARY KEY (association, bundle_id)
      )`);
    await runner.query(`CREATE UNIQUE INDEX bundle_by_number ON disclosure.bundle (association, number DESC)`);
    await runner.query(`
      CREATE INDEX bundle_at_work ON disclosure.bundle (moved_at) WHERE state IN ('waiting', 'making', 'ready')`);
    await runner.query(CLAIM);
    await runner.query(EXPIRE);
    await runner.query(`REVOKE ALL ON FUNCTION disclosure.claim_bundle, disclosure.expire_bundles FROM PUBLIC`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP FUNCTION disclosure.claim_bundle, disclosure.expire_bundles`);
    await runner.query(`DROP TABLE disclosure.bundle`);
  }
}

const DEFINER = `SECURITY DEFINER SET search_path = pg_catalog, pg_temp`;

// Whose bundle it is shows only in its row: these are all that a worker may do across associations.
const CLAIM = `
CREATE FUNCTION disclosure.claim_bundle(lease_seconds integer) RETURNS SETOF disclosure.bundle
LANGUAGE plpgsql ${DEFINER} AS $$
BEGIN
  RETURN QUERY
  UPDATE disclosure.bundle AS taken SET state = 'making', epoch = taken.epoch + 1, attempts = taken.attempts + 1,
    read = 0, lease_until = now() + make_interval(secs => lease_seconds), moved_at = now()
  WHERE (taken.association, taken.bundle_id) = (
    SELECT b.association, b.bundle_id FROM disclosure.bundle AS b
    WHERE b.state IN ('waiting', 'making') AND (b.lease_until IS NULL OR b.lease_until < now())
    ORDER BY b.moved_at LIMIT 1 FOR UPDATE SKIP LOCKED)
  RETURNING taken.*;
END $$`;

const EXPIRE = `
CREATE FUNCTION disclosure.expire_bundles() RETURNS TABLE (association text, bundle_id uuid)
LANGUAGE plpgsql ${DEFINER} AS $$
#variable_conflict use_column
BEGIN
  RETURN QUERY
  UPDATE disclosure.bundle AS old SET state = 'expired', moved_at = now()
  WHERE old.state = 'ready' AND old.expires_at < now()
  RETURNING old.association, old.bundle_id;
END $$`;
