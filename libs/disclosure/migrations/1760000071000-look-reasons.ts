import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Why somebody looked, where that was said. */
export class LookReasons1760000071000 implements MigrationInterface {
  readonly name = 'LookReasons1760000071000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE disclosure.look ADD COLUMN reason_class text, ADD COLUMN reason_id uuid`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE disclosure.look DROP COLUMN reason_class, DROP COLUMN reason_id`);
  }
}
