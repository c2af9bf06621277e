import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Up to where each watched transfer was judged knowing, for what was entered behind it; and how many lines it has. */
export class WatchedKnowledge1760000054500 implements MigrationInterface {
  readonly name = 'WatchedKnowledge1760000054500';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE ledger.watched_transfer ADD COLUMN known_to bigint, ADD COLUMN lines integer`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE ledger.watched_transfer DROP COLUMN known_to, DROP COLUMN lines`);
  }
}
