import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What ended of operators' accounts, who act for no association: rows that are added, and never changed. */
export class OperatorEndings1760000084100 implements MigrationInterface {
  readonly name = 'OperatorEndings1760000084100';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE access.operator_ending (
        account text NOT NULL,
        at timestamptz NOT NULL,
        what text NOT NULL CHECK (what IN ('AccountTokensEnded', 'AccountClosed', 'AccountReopened')),
        by_account text NOT NULL,
        PRIMARY KEY (account, at, what)
      )`);
  }

  async down(): Promise<void> {
    throw new Error('What ended of accounts is never dropped by a migration.');
  }
}
