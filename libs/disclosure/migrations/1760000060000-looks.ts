import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who looked at members: one row for each look in the log. */
export class Looks1760000060000 implements MigrationInterface {
  readonly name = 'Looks1760000060000';

  async up(runner: QueryRunner): Promise<void> {
    // Without a member: that the log itself was read, and showed nobody.
    await runner.query(`
      CREATE TABLE disclosure.look (
        association text NOT NULL,
        position bigint NOT NULL,
        member_ref uuid,
        what text NOT NULL,
        chain text NOT NULL CHECK (chain IN ('open', 'restricted')),
        role text NOT NULL,
        account text NOT NULL,
        looked_at timestamptz NOT NULL,
        purpose text,
        under text,
        filters json NOT NULL,
        records json NOT NULL,
        PRIMARY KEY (association, position)
      )`);
    await runner.query(`CREATE INDEX look_of_member ON disclosure.look (association, member_ref, position DESC)`);
    await runner.query(`CREATE INDEX look_by_account ON disclosure.look (association, account, position DESC)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE disclosure.look`);
  }
}
