import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How long records are kept: their series, and the records that rest on others. */
export class RecordsKeeping1760000040000 implements MigrationInterface {
  readonly name = 'RecordsKeeping1760000040000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE records.statutory_record
        ADD COLUMN series_id text,
        ADD COLUMN quarantine text,
        ADD COLUMN line_position bigint NOT NULL DEFAULT 0,
        ADD COLUMN leaf_hash text NOT NULL DEFAULT ''`);
    for (const schema of ['records', 'disclosure'])
      await runner.query(`
        ALTER TABLE ${schema}.transfer DROP CONSTRAINT IF EXISTS transfer_status_check,
          ADD CONSTRAINT transfer_status_check CHECK (status IN ('recorded', 'corrected', 'voided', 'rejected'))`);
    await runner.query(`
      CREATE INDEX statutory_record_by_series ON records.statutory_record (association, series_id, occurred_on)
      WHERE series_id IS NOT NULL`);
    await runner.query(`
      CREATE TABLE records.series (
        association text NOT NULL,
        series_id text NOT NULL,
        register text NOT NULL CHECK (register IN ('provision', 'receipt')),
        method text NOT NULL CHECK (method IN ('BATCH', 'CONTRACT')),
        arrangement_id text,
        period_from date,
        period_to date,
        first_position bigint NOT NULL,
        closed_on date,
        PRIMARY KEY (association, series_id)
      )`);
    await runner.query(`CREATE INDEX series_newest ON records.series (association, first_position DESC)`);
    // By version: only the one that is shown rests on anything.
    await runner.query(`
      CREATE TABLE records.record_link (
        association text NOT NULL,
        transfer_id uuid NOT NULL,
        version integer NOT NULL,
        kind text NOT NULL CHECK (kind IN ('base', 'same-as')),
        base_transfer uuid NOT NULL,
        base_line integer,
        PRIMARY KEY (association, transfer_id, version, kind)
      )`);
    await runner.query(`CREATE INDEX record_link_by_base ON records.record_link (association, base_transfer)`);
    await runner.query(`
      CREATE TABLE records.hold (
        association text NOT NULL,
        hold_id uuid NOT NULL,
        code text NOT NULL CHECK (code IN ('LEGAL_HOLD', 'OTHER_STATUTE')),
        until date,
        scope text NOT NULL CHECK (scope IN ('member', 'party', 'arrangement', 'record')),
        target text NOT NULL,
        placed_at timestamptz NOT NULL,
        released_at timestamptz,
        position bigint NOT NULL,
        PRIMARY KEY (association, hold_id)
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE records.hold, records.record_link, records.series`);
    await runner.query(`
      ALTER TABLE records.statutory_record
        DROP COLUMN series_id, DROP COLUMN quarantine, DROP COLUMN line_position, DROP COLUMN leaf_hash`);
  }
}
