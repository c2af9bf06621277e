import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which parties and arrangements there are; what they say is read from their own streams. Rows of one projection. */
export class LedgerGrounds1760000050000 implements MigrationInterface {
  readonly name = 'LedgerGrounds1760000050000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE ledger.ground (
        association text NOT NULL,
        kind text NOT NULL CHECK (kind IN ('association', 'party', 'arrangement')),
        id text NOT NULL,
        first_position bigint NOT NULL,
        last_position bigint NOT NULL CHECK (last_position >= first_position),
        PRIMARY KEY (association, kind, id)
      )`);
    await runner.query(`CREATE INDEX ground_in_order ON ledger.ground (association, kind, first_position)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE ledger.ground`);
  }
}
