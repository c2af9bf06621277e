import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Import jobs: the file that came in, sealed in pieces, how far it was read, and what became of its lines. */
export class LedgerImports1760000030000 implements MigrationInterface {
  readonly name = 'LedgerImports1760000030000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE SCHEMA IF NOT EXISTS ledger`);
    await runner.query(`
      CREATE TABLE ledger.import_job (
        association text NOT NULL,
        import_id uuid NOT NULL,
        number bigint GENERATED ALWAYS AS IDENTITY,
        status text NOT NULL CHECK (status IN ('receiving', 'waiting', 'running', 'done', 'failed', 'cancelled')),
        format text NOT NULL CHECK (format IN ('ndjson', 'csv')),
        encoding text NOT NULL CHECK (encoding IN ('utf-8', 'shift_jis')),
        bytes bigint NOT NULL DEFAULT 0,
        digest text,
        idempotency text,
        posted_by text NOT NULL,
        sealed_caller bytea NOT NULL,
        key_period text NOT NULL,
        place jsonb NOT NULL,
        read bigint NOT NULL DEFAULT 0,
        recorded bigint NOT NULL DEFAULT 0,
        masked bigint NOT NULL DEFAULT 0,
        rejected bigint NOT NULL DEFAULT 0,
        failure jsonb,
        attempts integer NOT NULL DEFAULT 0,
        epoch bigint NOT NULL DEFAULT 0,
        lease_until timestamptz,
        created_at timestamptz NOT NULL DEFAULT now(),
        moved_at timestamptz NOT NULL DEFAULT now(),
        finished_at timestamptz,
        PRIMARY KEY (association, import_id),
        UNIQUE (association, idempotency)
      )`);
    await runner.query(`CREATE UNIQUE INDEX import_job_by_number ON ledger.import_job (association, number DESC)`);
    await runner.query(`
      CREATE INDEX import_job_unfinished ON ledger.import_job (moved_at)
      WHERE status IN ('receiving', 'waiting', 'running')`);
    for (const table of ['import_chunk', 'import_outcome', 'import_rejected']) {
      await runner.query(`
        CREATE TABLE ledger.${table} (
          association text NOT NULL,
          import_id uuid NOT NULL,
          sequence integer NOT NULL CHECK (sequence >= 0),
          sealed bytea NOT NULL,
          PRIMARY KEY (association, import_id, sequence),
          FOREIGN KEY (association, import_id) REFERENCES ledger.import_job (association, import_id) ON DELETE CASCADE
        )`);
    }
    // What is sealed does not get smaller; trying costs time.
    await runner.query(`ALTER TABLE ledger.import_chunk ALTER COLUMN sealed SET STORAGE EXTERNAL`);
    await runner.query(`ALTER TABLE ledger.import_outcome ALTER COLUMN sealed SET STORAGE EXTERNAL`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      `DROP TABLE ledger.import_chunk, ledger.import_outcome, ledger.import_rejected, ledger.import_job`,
    );
  }
}
