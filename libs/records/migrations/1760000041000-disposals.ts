import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Disposals, and what each disposed of. */
export class Disposals1760000041000 implements MigrationInterface {
  readonly name = 'Disposals1760000041000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE records.disposal (
        association text NOT NULL,
        disposal_id uuid NOT NULL,
        position bigint NOT NULL,
        PRIMARY KEY (association, disposal_id)
      )`);
    await runner.query(`
      CREATE TABLE records.disposed (
        association text NOT NULL,
        disposal_id uuid NOT NULL,
        position bigint NOT NULL,
        transfer_id uuid NOT NULL,
        lines jsonb NOT NULL,
        leaf_hash text NOT NULL,
        PRIMARY KEY (association, disposal_id, position)
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE records.disposed, records.disposal`);
  }
}
