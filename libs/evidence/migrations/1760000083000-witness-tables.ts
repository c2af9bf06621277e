import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What others say of checkpoints, and checkpoints whose data was lost. None of it can be made again. */
export class WitnessTables1760000083000 implements MigrationInterface {
  readonly name = 'WitnessTables1760000083000';

  async up(runner: QueryRunner): Promise<void> {
    // Replies of a time-stamping authority (RFC 3161), over the text of the checkpoint of that size.
    await runner.query(`
      CREATE TABLE evidence.checkpoint_timestamp (
        association text NOT NULL,
        size bigint NOT NULL CHECK (size > 0),
        reply bytea NOT NULL,
        stamped_at timestamptz NOT NULL,
        PRIMARY KEY (association, size)
      )`);
    // The newest line of each witness for a size, as C2SP writes signatures.
    await runner.query(`
      CREATE TABLE evidence.cosignature (
        association text NOT NULL,
        size bigint NOT NULL CHECK (size > 0),
        key text NOT NULL,
        line text NOT NULL,
        cosigned_at timestamptz NOT NULL,
        PRIMARY KEY (association, size, key)
      )`);
    await runner.query(`
      CREATE TABLE evidence.lost_checkpoint (
        association text NOT NULL,
        size bigint NOT NULL,
        note text NOT NULL,
        lost_at timestamptz NOT NULL DEFAULT clock_timestamp()
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE evidence.checkpoint_timestamp, evidence.cosignature, evidence.lost_checkpoint`);
  }
}
