import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The statutory registers: provision records (art. 29) and receipt records (art. 30). */
export class Records1760000002000 implements MigrationInterface {
  readonly name = 'Records1760000002000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE SCHEMA records`);
    // What lines of one transfer share is kept once.
    await runner.query(`
      CREATE TABLE records.transfer (
        association text NOT NULL,
        transfer_id uuid NOT NULL,
        ruleset text NOT NULL,
        header jsonb NOT NULL,
        header_part jsonb,
        PRIMARY KEY (association, transfer_id)
      )`);
    await runner.query(`
      CREATE TABLE records.statutory_record (
        association text NOT NULL,
        register text NOT NULL CHECK (register IN ('provision', 'receipt')),
        transfer_id uuid NOT NULL,
        line integer NOT NULL CHECK (line > 0),
        first_position bigint NOT NULL,
        position bigint NOT NULL,
        status text NOT NULL CHECK (status IN ('in-force', 'corrected', 'voided')),
        chain text NOT NULL CHECK (chain IN ('open', 'restricted')),
        allowed boolean NOT NULL,
        member_ref uuid NOT NULL,
        party_id text,
        route text,
        duty text NOT NULL,
        method text,
        occurred_on date NOT NULL,
        made_on date NOT NULL,
        retain_until date,
        line_part jsonb,
        PRIMARY KEY (association, transfer_id, line),
        FOREIGN KEY (association, transfer_id) REFERENCES records.transfer (association, transfer_id)
      )`);
    await runner.query(`
      CREATE INDEX statutory_record_by_day
      ON records.statutory_record (association, register, occurred_on DESC, first_position DESC, line DESC)`);
    await runner.query(
      `CREATE INDEX statutory_record_by_member ON records.statutory_record (association, member_ref, register)`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP SCHEMA records CASCADE`);
  }
}
