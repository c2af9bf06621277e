import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who is told of what: webhooks and their messages, made from the log; deliveries and what came of them, which are not. */
export class Webhooks1760000087000 implements MigrationInterface {
  readonly name = 'Webhooks1760000087000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE SCHEMA webhooks`);
    await runner.query(`
      CREATE TABLE webhooks.webhook (
        association text NOT NULL,
        webhook_id uuid NOT NULL,
        status text NOT NULL CHECK (status IN ('active', 'off', 'ended')),
        account text NOT NULL,
        is_account_closed boolean NOT NULL,
        webhook jsonb NOT NULL,
        PRIMARY KEY (association, webhook_id)
      )`);
    await runner.query(`
      CREATE TABLE webhooks.message (
        association text NOT NULL,
        webhook_id uuid NOT NULL,
        position bigint NOT NULL,
        type text NOT NULL,
        about text NOT NULL,
        links jsonb NOT NULL,
        recorded_at timestamptz NOT NULL,
        PRIMARY KEY (association, webhook_id, position)
      )`);
    await runner.query(`CREATE INDEX message_by_time ON webhooks.message (association, recorded_at)`);
    // Not made from the log: how far messages became deliveries, so that a rebuild sends nothing a second time.
    await runner.query(`
      CREATE TABLE webhooks.endpoint (
        association text NOT NULL,
        webhook_id uuid NOT NULL,
        queued_to bigint NOT NULL,
        failing_since timestamptz,
        PRIMARY KEY (association, webhook_id)
      )`);
    await runner.query(`
      CREATE TABLE webhooks.delivery (
        association text NOT NULL,
        webhook_id uuid NOT NULL,
        message_id text NOT NULL,
        place bigint GENERATED ALWAYS AS IDENTITY,
        position bigint,
        type text NOT NULL,
        about text NOT NULL,
        links jsonb NOT NULL,
        recorded_at timestamptz NOT NULL,
        status text NOT NULL CHECK (status IN ('waiting', 'delivered', 'failed')),
        tries integer NOT NULL,
        next_at timestamptz,
        claimed_by uuid,
        claimed_until timestamptz,
        done_at timestamptz,
        answered integer,
        fault text,
        PRIMARY KEY (association, webhook_id, message_id),
        CHECK ((status = 'waiting') = (next_at IS NOT NULL)),
        CHECK ((status = 'waiting') = (done_at IS NULL))
      )`);
    await runner.query(
      `CREATE INDEX delivery_due ON webhooks.delivery (association, webhook_id, next_at) WHERE status = 'waiting'`,
    );
    await runner.query(`CREATE INDEX delivery_place ON webhooks.delivery (association, webhook_id, place)`);
    await runner.query(`CREATE INDEX delivery_done ON webhooks.delivery (done_at) WHERE done_at IS NOT NULL`);
    await runner.query(`
      CREATE TABLE webhooks.attempt (
        association text NOT NULL,
        webhook_id uuid NOT NULL,
        message_id text NOT NULL,
        at timestamptz NOT NULL,
        answered integer,
        fault text,
        milliseconds integer NOT NULL,
        PRIMARY KEY (association, webhook_id, message_id, at)
      )`);
    await runner.query(`CREATE INDEX attempt_by_time ON webhooks.attempt (at)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP SCHEMA webhooks CASCADE`);
  }
}
