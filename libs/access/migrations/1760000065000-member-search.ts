import type { MigrationInterface, QueryRunner } from 'typeorm';

/** By what officers search members: keyed hashes of folded names with birth dates, and nothing that can be read. */
export class MemberSearch1760000065000 implements MigrationInterface {
  readonly name = 'MemberSearch1760000065000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE access.member_search (
        association text NOT NULL,
        digest bytea NOT NULL CHECK (octet_length(digest) = 32),
        ref uuid NOT NULL,
        PRIMARY KEY (association, digest, ref),
        FOREIGN KEY (association, ref) REFERENCES access.member (association, ref) ON DELETE CASCADE
      )`);
    await runner.query(`CREATE INDEX member_search_by_ref ON access.member_search (association, ref)`);
  }

  async down(): Promise<void> {
    throw new Error('Members are never dropped by a migration.');
  }
}
