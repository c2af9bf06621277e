import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The member view: every line of every member, whatever its record duty. */
export class Disclosure1760000003000 implements MigrationInterface {
  readonly name = 'Disclosure1760000003000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE SCHEMA disclosure`);
    await runner.query(`
      CREATE TABLE disclosure.transfer (
        association text NOT NULL,
        transfer_id uuid NOT NULL,
        ruleset text NOT NULL,
        header jsonb NOT NULL,
        header_part jsonb,
        PRIMARY KEY (association, transfer_id)
      )`);
    await runner.query(`
      CREATE TABLE disclosure.member_line (
        association text NOT NULL,
        transfer_id uuid NOT NULL,
        line integer NOT NULL CHECK (line > 0),
        member_ref uuid NOT NULL,
        first_position bigint NOT NULL,
        position bigint NOT NULL,
        version integer NOT NULL,
        status text NOT NULL CHECK (status IN ('recorded', 'corrected', 'voided')),
        occurred_on date NOT NULL,
        view text NOT NULL CHECK (view IN ('show', 'generic', 'hidden')),
        chain text NOT NULL CHECK (chain IN ('open', 'restricted')),
        outcome jsonb NOT NULL,
        line_part jsonb,
        PRIMARY KEY (association, transfer_id, line),
        FOREIGN KEY (association, transfer_id) REFERENCES disclosure.transfer (association, transfer_id)
      )`);
    await runner.query(`
      CREATE INDEX member_line_newest
      ON disclosure.member_line (association, member_ref, occurred_on DESC, first_position DESC, line DESC)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP SCHEMA disclosure CASCADE`);
  }
}
