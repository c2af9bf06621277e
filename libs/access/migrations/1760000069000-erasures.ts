import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What an erasure leaves: a reference without a person; and the erasures themselves, by which they are found. */
export class Erasures1760000069000 implements MigrationInterface {
  readonly name = 'Erasures1760000069000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE access.member
        ALTER COLUMN sealed DROP NOT NULL,
        ADD COLUMN erased_at timestamptz,
        ADD CHECK ((sealed IS NULL) = (erased_at IS NOT NULL))`);
    // Asked with every data key, and nearly always empty: whose directory key is gone has no key of any year.
    await runner.query(`
      CREATE INDEX data_key_erased ON access.data_key (association, subject)
      WHERE period = 'directory' AND wrapped IS NULL`);
    await runner.query(`
      CREATE TABLE access.erasure (
        association text NOT NULL,
        erasure_id uuid NOT NULL,
        position bigint NOT NULL,
        member_ref uuid NOT NULL,
        status text NOT NULL CHECK (status IN ('proposed', 'approved', 'withdrawn', 'executed')),
        PRIMARY KEY (association, erasure_id)
      )`);
    await runner.query(`CREATE INDEX erasure_newest ON access.erasure (association, position DESC)`);
  }

  async down(): Promise<void> {
    throw new Error('Keys and members are never dropped by a migration.');
  }
}
