import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Of which arrangement a message tells, so that each delivery is judged by those of which its webhook hears then. Of
 * deliveries of before it is not known: none of them goes to a webhook that is held to arrangements.
 */
export class ToldArrangements1760000087100 implements MigrationInterface {
  readonly name = 'ToldArrangements1760000087100';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE webhooks.message ADD COLUMN arrangement text`);
    await runner.query(`ALTER TABLE webhooks.delivery ADD COLUMN arrangement text`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE webhooks.delivery DROP COLUMN arrangement`);
    await runner.query(`ALTER TABLE webhooks.message DROP COLUMN arrangement`);
  }
}
