import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A timestamp on a checkpoint whose data was lost goes with it: one of another root would stand in the way of its own. */
export class LostTimestamps1760000083100 implements MigrationInterface {
  readonly name = 'LostTimestamps1760000083100';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE evidence.lost_checkpoint ADD COLUMN reply bytea`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE evidence.lost_checkpoint DROP COLUMN reply`);
  }
}
