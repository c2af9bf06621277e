import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Imports of registers that were kept so far: by which mapping, as it was saved when the file came in. */
export class RegisterImports1760000042000 implements MigrationInterface {
  readonly name = 'RegisterImports1760000042000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE ledger.import_job
        ADD COLUMN register text,
        ADD COLUMN mapping_revision integer,
        ADD CHECK ((register IS NULL) = (mapping_revision IS NULL))`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE ledger.import_job DROP COLUMN register, DROP COLUMN mapping_revision`);
  }
}
