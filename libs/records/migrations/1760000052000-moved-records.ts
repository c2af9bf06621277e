import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A record whose line was posted about the wrong member names the right one, marked as corrected. */
export class MovedRecords1760000052000 implements MigrationInterface {
  readonly name = 'MovedRecords1760000052000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE records.statutory_record ADD COLUMN is_moved boolean NOT NULL DEFAULT false`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE records.statutory_record DROP COLUMN is_moved`);
  }
}
