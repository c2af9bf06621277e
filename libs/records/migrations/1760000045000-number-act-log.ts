import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createVersionTables } from '#ledger';

/** The log of lines under the Number Act, apart from the registers of art. 29 and 30. */
export class NumberActLog1760000045000 implements MigrationInterface {
  readonly name = 'NumberActLog1760000045000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE SCHEMA number_act`);
    await createVersionTables(runner, 'number_act');
    await runner.query(`
      CREATE TABLE number_act.line (
        association text NOT NULL,
        transfer_id uuid NOT NULL,
        version integer NOT NULL,
        line integer NOT NULL CHECK (line > 0),
        first_position bigint NOT NULL,
        chain text NOT NULL CHECK (chain IN ('open', 'restricted')),
        allowed boolean NOT NULL,
        member_ref uuid NOT NULL,
        occurred_on date NOT NULL,
        line_part json,
        PRIMARY KEY (association, transfer_id, version, line)
      )`);
    await runner.query(`
      CREATE INDEX line_by_day ON number_act.line (association, occurred_on DESC, first_position DESC, line DESC)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP SCHEMA number_act CASCADE`);
  }
}
