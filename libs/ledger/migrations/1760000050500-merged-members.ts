import type { MigrationInterface, QueryRunner } from 'typeorm';

/** References that went into another one, as late knowledge sees their lines and declarations. */
export class MergedMembers1760000050500 implements MigrationInterface {
  readonly name = 'MergedMembers1760000050500';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE ledger.merged_member (
        association text NOT NULL,
        member_ref uuid NOT NULL,
        into_ref uuid NOT NULL,
        position bigint NOT NULL,
        PRIMARY KEY (association, member_ref)
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE ledger.merged_member`);
  }
}
