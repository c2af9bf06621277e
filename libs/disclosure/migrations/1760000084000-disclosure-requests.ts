import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The queue of disclosure requests: what is in clear of each, as its events tell it. */
export class DisclosureRequests1760000084000 implements MigrationInterface {
  readonly name = 'DisclosureRequests1760000084000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE disclosure.request (
        association text NOT NULL,
        member_ref uuid NOT NULL,
        request_id uuid NOT NULL,
        ruleset text NOT NULL,
        state json NOT NULL,
        is_ended boolean NOT NULL,
        received_at timestamptz NOT NULL,
        position bigint NOT NULL,
        PRIMARY KEY (association, member_ref, request_id)
      )`);
    await runner.query(`CREATE INDEX request_in_queue ON disclosure.request (association, is_ended, received_at)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE disclosure.request`);
  }
}
