import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createVersionTables } from '#ledger';

/** The member view: every line of every member, whatever its record duty. */
export class Disclosure1760000003000 implements MigrationInterface {
  readonly name = 'Disclosure1760000003000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE SCHEMA disclosure`);
    await createVersionTables(runner, 'disclosure');
    await runner.query(`
      CREATE TABLE disclosure.member_line (
        association text NOT NULL,
        transfer_id uuid NOT NULL,
        line integer NOT NULL CHECK (line > 0),
        member_ref uuid NOT NULL,
        first_position bigint NOT NULL,
        version integer NOT NULL,
        occurred_on date NOT NULL,
        view text NOT NULL CHECK (view IN ('show', 'generic', 'hidden')),
        chain text NOT NULL CHECK (chain IN ('open', 'restricted')),
        outcome json NOT NULL,
        line_part json,
        PRIMARY KEY (association, transfer_id, version, line)
      )`);
    await runner.query(`
      CREATE INDEX member_line_newest
      ON disclosure.member_line (association, member_ref, occurred_on DESC, first_position DESC, line DESC)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP SCHEMA disclosure CASCADE`);
  }
}
