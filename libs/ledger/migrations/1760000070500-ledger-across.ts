import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What the ledger does across associations by nature, and nothing else: to take the import that waits longest, to
 * delete what was left behind of imports, and to ask of whom something became known late. A service that sees the rows
 * of one association at a time may call these, and gets from them a job, or names, to go on with for one association.
 */
export class LedgerAcross1760000070500 implements MigrationInterface {
  readonly name = 'LedgerAcross1760000070500';

  async up(runner: QueryRunner): Promise<void> {
    for (const made of [CLAIM_IMPORT, SWEEP_IMPORTS, LATE_MEMBERS]) await runner.query(made);
    await runner.query(`REVOKE ALL ON FUNCTION ledger.claim_import, ledger.sweep_imports FROM PUBLIC`);
    await runner.query(`REVOKE ALL ON FUNCTION ledger.late_members FROM PUBLIC`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP FUNCTION ledger.claim_import, ledger.sweep_imports, ledger.late_members`);
  }
}

const DEFINER = `SECURITY DEFINER SET search_path = pg_catalog, pg_temp`;

const CLAIM_IMPORT = `
CREATE FUNCTION ledger.claim_import(lease_seconds integer) RETURNS SETOF ledger.import_job
LANGUAGE plpgsql ${DEFINER} AS $$
BEGIN
  RETURN QUERY
  UPDATE ledger.import_job AS taken SET status = 'running', epoch = taken.epoch + 1, attempts = taken.attempts + 1,
    lease_until = now() + make_interval(secs => lease_seconds), moved_at = now()
  WHERE (taken.association, taken.import_id) = (
    SELECT j.association, j.import_id FROM ledger.import_job AS j
    WHERE j.status IN ('waiting', 'running') AND (j.lease_until IS NULL OR j.lease_until < now())
      AND NOT EXISTS (SELECT FROM ledger.import_job AS e
        WHERE e.association = j.association AND e.number < j.number AND e.status IN ('waiting', 'running'))
    ORDER BY j.moved_at LIMIT 1 FOR UPDATE SKIP LOCKED)
  RETURNING taken.*;
END $$`;

const SWEEP_IMPORTS = `
CREATE FUNCTION ledger.sweep_imports(receiving_hours integer, rejected_days integer) RETURNS void
LANGUAGE plpgsql ${DEFINER} AS $$
BEGIN
  DELETE FROM ledger.import_job
  WHERE status = 'receiving' AND moved_at < now() - make_interval(hours => greatest(receiving_hours, 1));
  DELETE FROM ledger.import_rejected AS r USING ledger.import_job AS j
  WHERE j.association = r.association AND j.import_id = r.import_id
    AND j.finished_at < now() - make_interval(days => greatest(rejected_days, 1));
END $$`;

// The table is another one after each rebuild: its name is looked up anew at each call.
const LATE_MEMBERS = `
CREATE FUNCTION ledger.late_members(most integer) RETURNS TABLE (association text, member uuid)
LANGUAGE plpgsql STABLE ${DEFINER} AS $$
#variable_conflict use_column
BEGIN
  RETURN QUERY
  SELECT DISTINCT mark.association, mark.member_ref FROM ledger.standing_mark AS mark WHERE mark.is_open
  ORDER BY 1, 2 LIMIT most;
END $$`;
