import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A line that was posted about the wrong member stands in the view of both: of the one as not about this member. */
export class MovedLines1760000053000 implements MigrationInterface {
  readonly name = 'MovedLines1760000053000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE disclosure.member_line
        ADD COLUMN is_another boolean NOT NULL DEFAULT false,
        DROP CONSTRAINT member_line_pkey,
        ADD PRIMARY KEY (association, transfer_id, version, line, member_ref)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DELETE FROM disclosure.member_line WHERE is_another`);
    await runner.query(`
      ALTER TABLE disclosure.member_line
        DROP CONSTRAINT member_line_pkey,
        ADD PRIMARY KEY (association, transfer_id, version, line),
        DROP COLUMN is_another`);
  }
}
