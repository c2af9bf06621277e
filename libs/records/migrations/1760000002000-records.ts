import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createVersionTables } from '#ledger';

/** The statutory registers: provision records (art. 29) and receipt records (art. 30). */
export class Records1760000002000 implements MigrationInterface {
  readonly name = 'Records1760000002000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE SCHEMA records`);
    await createVersionTables(runner, 'records');
    await runner.query(`
      CREATE TABLE records.statutory_record (
        association text NOT NULL,
        register text NOT NULL CHECK (register IN ('provision', 'receipt')),
        transfer_id uuid NOT NULL,
        version integer NOT NULL,
        line integer NOT NULL CHECK (line > 0),
        first_position bigint NOT NULL,
        owed boolean NOT NULL DEFAULT true,
        chain text NOT NULL CHECK (chain IN ('open', 'restricted')),
        allowed boolean NOT NULL,
        member_ref uuid NOT NULL,
        route text,
        duty text NOT NULL,
        method text,
        occurred_on date NOT NULL,
        made_on date NOT NULL,
        retain_until date,
        line_part json,
        PRIMARY KEY (association, transfer_id, version, line)
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
