import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The tree over each log, as tiles and as the right edge from which it grows. Both are made again from the log. */
export class Tree1760000080000 implements MigrationInterface {
  readonly name = 'Tree1760000080000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE SCHEMA evidence`);
    await runner.query(`
      CREATE TABLE evidence.tree (
        association text PRIMARY KEY,
        size bigint NOT NULL CHECK (size > 0),
        frontier bytea NOT NULL CHECK (octet_length(frontier) % 32 = 0)
      )`);
    // The last tile of a level grows until it has its 256 hashes; the others never change.
    await runner.query(`
      CREATE TABLE evidence.tile (
        association text NOT NULL,
        level smallint NOT NULL CHECK (level BETWEEN 0 AND 63),
        index bigint NOT NULL CHECK (index >= 0),
        hashes bytea NOT NULL CHECK (octet_length(hashes) BETWEEN 32 AND 8192 AND octet_length(hashes) % 32 = 0),
        PRIMARY KEY (association, level, index)
      )`);
    // Hashes cannot be made smaller, and 8 kB would be tried each time.
    await runner.query(`ALTER TABLE evidence.tile ALTER COLUMN hashes SET STORAGE EXTERNAL`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP SCHEMA evidence CASCADE`);
  }
}
