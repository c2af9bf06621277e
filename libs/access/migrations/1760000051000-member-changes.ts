import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What becomes of members: a composite names a person for a time, and a reference may have gone into another. */
export class MemberChanges1760000051000 implements MigrationInterface {
  readonly name = 'MemberChanges1760000051000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE access.member_index
        ADD COLUMN valid_from date NOT NULL DEFAULT '-infinity',
        ADD COLUMN valid_until date NOT NULL DEFAULT 'infinity',
        ADD CHECK (valid_from <= valid_until),
        DROP CONSTRAINT member_index_pkey,
        ADD PRIMARY KEY (association, blind_index, valid_from)`);
    await runner.query(`CREATE INDEX member_index_by_ref ON access.member_index (association, ref)`);
    await runner.query(`
      ALTER TABLE access.member
        ADD COLUMN merged_into uuid,
        ADD COLUMN is_closed boolean NOT NULL DEFAULT false,
        ADD CHECK (merged_into <> ref)`);
    // Asked with every batch of postings, and nearly always empty.
    await runner.query(`CREATE INDEX member_merged ON access.member (association, ref) WHERE merged_into IS NOT NULL`);
    await runner.query(
      `CREATE INDEX member_absorbed ON access.member (association, merged_into) WHERE merged_into IS NOT NULL`,
    );
  }

  async down(): Promise<void> {
    throw new Error('Keys and members are never dropped by a migration.');
  }
}
