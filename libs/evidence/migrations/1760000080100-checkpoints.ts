import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What was signed of each log. It is made from nothing else and is never made again. */
export class Checkpoints1760000080100 implements MigrationInterface {
  readonly name = 'Checkpoints1760000080100';

  async up(runner: QueryRunner): Promise<void> {
    // The key keeps two roots of one size from ever being signed. Until it was kept outside too it is not given out.
    await runner.query(`
      CREATE TABLE evidence.checkpoint (
        association text NOT NULL,
        size bigint NOT NULL CHECK (size > 0),
        root bytea NOT NULL CHECK (octet_length(root) = 32),
        note text NOT NULL,
        signed_at timestamptz NOT NULL,
        is_published boolean NOT NULL DEFAULT false,
        PRIMARY KEY (association, size)
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE evidence.checkpoint`);
  }
}
