import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What must be known to see that a line was judged without something that stands: rows of one projection. */
export class LedgerFindings1760000020000 implements MigrationInterface {
  readonly name = 'LedgerFindings1760000020000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE SCHEMA IF NOT EXISTS ledger`);
    await runner.query(`
      CREATE TABLE ledger.judged_line (
        association text NOT NULL,
        transfer_id uuid NOT NULL,
        line integer NOT NULL CHECK (line > 0),
        member_ref uuid NOT NULL,
        occurred_on date NOT NULL,
        position bigint NOT NULL,
        recorded_at timestamptz NOT NULL,
        known_to bigint NOT NULL CHECK (known_to >= 0),
        PRIMARY KEY (association, transfer_id, line)
      )`);
    await runner.query(
      `CREATE INDEX judged_line_by_member ON ledger.judged_line (association, member_ref, occurred_on)`,
    );
    await runner.query(`
      CREATE TABLE ledger.standing_mark (
        association text NOT NULL,
        position bigint NOT NULL,
        member_ref uuid NOT NULL,
        counts_from timestamptz NOT NULL,
        counts_on date NOT NULL,
        is_open boolean NOT NULL DEFAULT false,
        PRIMARY KEY (association, position)
      )`);
    await runner.query(`CREATE INDEX standing_mark_by_member ON ledger.standing_mark (association, member_ref)`);
    // Asked for several times a second, and nearly always empty.
    await runner.query(
      `CREATE INDEX standing_mark_open ON ledger.standing_mark (association, member_ref) WHERE is_open`,
    );
    await runner.query(`
      CREATE TABLE ledger.finding (
        association text NOT NULL,
        position bigint NOT NULL,
        opened_at timestamptz NOT NULL,
        ruleset text NOT NULL,
        member_ref uuid NOT NULL,
        transfer_id uuid NOT NULL,
        chain text NOT NULL CHECK (chain IN ('open', 'restricted')),
        data jsonb NOT NULL,
        PRIMARY KEY (association, position)
      )`);
    await runner.query(`CREATE INDEX finding_by_transfer ON ledger.finding (association, transfer_id)`);
    await runner.query(`CREATE INDEX finding_by_member ON ledger.finding (association, member_ref)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE ledger.finding, ledger.standing_mark, ledger.judged_line`);
  }
}
