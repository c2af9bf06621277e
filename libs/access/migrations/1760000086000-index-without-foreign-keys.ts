import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What members are found by is held to the directory by what verifies it: decision 21. */
export class IndexWithoutForeignKeys1760000086000 implements MigrationInterface {
  readonly name = 'IndexWithoutForeignKeys1760000086000';

  async up(runner: QueryRunner): Promise<void> {
    for (const table of ['member_index', 'member_search'])
      await runner.query(`ALTER TABLE access.${table} DROP CONSTRAINT ${table}_association_ref_fkey`);
  }

  async down(): Promise<void> {
    throw new Error('Members are never dropped by a migration.');
  }
}
