import type { MigrationInterface, QueryRunner } from 'typeorm';

/** When an integrator that has webhooks came last with a token: who does not come any more is told nothing after a time. */
export class SeenAccounts1760000087200 implements MigrationInterface {
  readonly name = 'SeenAccounts1760000087200';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE webhooks.seen_account (
        association text NOT NULL,
        account text NOT NULL,
        seen_at timestamptz NOT NULL,
        PRIMARY KEY (association, account)
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE webhooks.seen_account`);
  }
}
