import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a sender compares its own books with: a row for each transfer, whatever record it owes. */
export class Reconciliation1760000004000 implements MigrationInterface {
  readonly name = 'Reconciliation1760000004000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE records.reconciliation_transfer (
        association text NOT NULL,
        transfer_id uuid NOT NULL,
        -- The id as a number, so that ids can be summed.
        id_value numeric(39, 0) NOT NULL,
        source text NOT NULL,
        arrangement_id text,
        occurred_on date NOT NULL,
        phase text NOT NULL CHECK (phase IN ('planned', 'done')),
        status text NOT NULL CHECK (status IN ('recorded', 'voided', 'not-sent')),
        corrected boolean NOT NULL,
        chain text NOT NULL CHECK (chain IN ('open', 'restricted')),
        lines integer NOT NULL CHECK (lines > 0),
        blocked_lines integer NOT NULL CHECK (blocked_lines BETWEEN 0 AND lines),
        PRIMARY KEY (association, transfer_id)
      )`);
    await runner.query(
      `CREATE INDEX reconciliation_transfer_by_day ON records.reconciliation_transfer (association, occurred_on, source)`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE records.reconciliation_transfer`);
  }
}
