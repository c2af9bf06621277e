import type { MigrationInterface, QueryRunner } from 'typeorm';

/** When a checkpoint was made: the time of its signature moves on with each renewal, and a timestamp is waited for since. */
export class CheckpointsMade1760000083200 implements MigrationInterface {
  readonly name = 'CheckpointsMade1760000083200';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `ALTER TABLE evidence.checkpoint ADD COLUMN made_at timestamptz NOT NULL DEFAULT clock_timestamp()`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE evidence.checkpoint DROP COLUMN made_at`);
  }
}
