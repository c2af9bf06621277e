import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What bereaved families ask: what is in clear of it, as its events tell it. */
export class CourtesyRequests1760000086100 implements MigrationInterface {
  readonly name = 'CourtesyRequests1760000086100';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE disclosure.courtesy_request (
        association text NOT NULL,
        member_ref uuid NOT NULL,
        request_id uuid NOT NULL,
        ruleset text NOT NULL,
        state json NOT NULL,
        is_ended boolean NOT NULL,
        first_position bigint NOT NULL,
        position bigint NOT NULL,
        PRIMARY KEY (association, member_ref, request_id)
      )`);
    await runner.query(
      `CREATE INDEX courtesy_request_open ON disclosure.courtesy_request (association, first_position) WHERE NOT is_ended`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE disclosure.courtesy_request`);
  }
}
