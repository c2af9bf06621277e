import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Data keys, the member directory, and its index. */
export class Access1760000001000 implements MigrationInterface {
  readonly name = 'Access1760000001000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE SCHEMA access`);
    // A destroyed key keeps its row with nothing in it: what it sealed can be told from what was never sealed.
    await runner.query(`
      CREATE TABLE access.data_key (
        association text NOT NULL,
        key_id uuid NOT NULL,
        subject text NOT NULL,
        period text NOT NULL,
        wrapped bytea,
        destroyed_at timestamptz,
        PRIMARY KEY (association, key_id),
        UNIQUE (association, subject, period),
        CHECK ((wrapped IS NULL) = (destroyed_at IS NOT NULL))
      )`);
    await runner.query(`
      CREATE TABLE access.member (
        association text NOT NULL,
        ref uuid NOT NULL,
        key_id uuid NOT NULL,
        sealed bytea NOT NULL,
        PRIMARY KEY (association, ref)
      )`);
    await runner.query(`
      CREATE TABLE access.member_index (
        association text NOT NULL,
        blind_index bytea NOT NULL CHECK (octet_length(blind_index) = 32),
        ref uuid NOT NULL,
        PRIMARY KEY (association, blind_index),
        FOREIGN KEY (association, ref) REFERENCES access.member (association, ref)
      )`);
  }

  async down(): Promise<void> {
    throw new Error('Keys and members are never dropped by a migration.');
  }
}
