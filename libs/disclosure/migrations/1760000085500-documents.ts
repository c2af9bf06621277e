import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Documents: what their events tell of each, and their files, sealed. */
export class Documents1760000085500 implements MigrationInterface {
  readonly name = 'Documents1760000085500';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE disclosure.document (
        association text NOT NULL,
        document_id uuid NOT NULL,
        member_ref uuid,
        kind text NOT NULL,
        format text NOT NULL,
        language text NOT NULL,
        issued_on date NOT NULL,
        of_id uuid,
        sha256 text NOT NULL,
        bytes bigint NOT NULL,
        data_sha256 text NOT NULL,
        code_sha256 text NOT NULL,
        replaces uuid,
        replaced_by uuid,
        is_erased boolean NOT NULL DEFAULT false,
        issued_at timestamptz NOT NULL,
        position bigint NOT NULL,
        leaf_hash text NOT NULL,
        PRIMARY KEY (association, document_id)
      )`);
    await runner.query(`CREATE INDEX document_of ON disclosure.document (association, of_id)`);
    await runner.query(`CREATE INDEX document_of_member ON disclosure.document (association, member_ref)`);
    await runner.query(`CREATE INDEX document_by_code ON disclosure.document (code_sha256)`);
    await runner.query(`
      CREATE TABLE disclosure.document_file (
        association text NOT NULL,
        document_id uuid NOT NULL,
        member_ref uuid,
        key_id uuid NOT NULL,
        key_period text NOT NULL,
        issued json NOT NULL,
        replaced_signs integer NOT NULL,
        sealed_file bytea NOT NULL,
        sealed_proof bytea NOT NULL,
        is_issued boolean NOT NULL DEFAULT false,
        made_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (association, document_id)
      )`);
    await runner.query(`
      CREATE INDEX document_file_unissued ON disclosure.document_file (made_at) WHERE NOT is_issued`);
    await runner.query(SWEEP);
    await runner.query(`REVOKE ALL ON FUNCTION disclosure.sweep_document_files FROM PUBLIC`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP FUNCTION disclosure.sweep_document_files`);
    await runner.query(`DROP TABLE disclosure.document_file`);
    await runner.query(`DROP TABLE disclosure.document`);
  }
}

// Deletes the files that nobody can open any more. Tells which others are so old and known to be in no event: whether
// they are in one, the store of events knows.
const SWEEP = `
CREATE FUNCTION disclosure.sweep_document_files(older_than timestamptz, count_max integer)
RETURNS TABLE (association text, document_id uuid)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
BEGIN
  DELETE FROM disclosure.document_file AS file USING access.data_key AS key
  WHERE key.association = file.association AND key.key_id = file.key_id
    AND (key.wrapped IS NULL OR EXISTS (
      SELECT FROM access.data_key AS erased
      WHERE erased.association = key.association AND erased.subject = key.subject
        AND erased.period = 'directory' AND erased.wrapped IS NULL));
  RETURN QUERY
  SELECT file.association, file.document_id FROM disclosure.document_file AS file
  WHERE NOT file.is_issued AND file.made_at < older_than ORDER BY file.made_at LIMIT count_max;
END $$`;
