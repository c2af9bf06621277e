import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Events, and the heads of streams and logs. */
export class EventStore1760000000000 implements MigrationInterface {
  readonly name = 'EventStore1760000000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE SCHEMA event_store`);
    // The one hot row of each log: a low fillfactor keeps its updates on their page.
    await runner.query(`
      CREATE TABLE event_store.log_head (
        association text PRIMARY KEY,
        position bigint NOT NULL CHECK (position >= 0)
      ) WITH (fillfactor = 10)`);
    await runner.query(`
      CREATE TABLE event_store.stream_head (
        association text NOT NULL,
        stream text NOT NULL,
        revision integer NOT NULL CHECK (revision >= -1),
        PRIMARY KEY (association, stream)
      ) WITH (fillfactor = 80)`);
    // The envelope stays bytes: jsonb would reorder what was hashed.
    await runner.query(`
      CREATE TABLE event_store.event (
        association text NOT NULL,
        position bigint NOT NULL CHECK (position > 0),
        id uuid NOT NULL,
        stream text NOT NULL,
        revision integer NOT NULL CHECK (revision >= 0),
        type text NOT NULL,
        recorded_at timestamptz NOT NULL,
        envelope bytea NOT NULL,
        leaf_hash bytea NOT NULL CHECK (octet_length(leaf_hash) = 32),
        PRIMARY KEY (association, position),
        UNIQUE (association, stream, revision),
        UNIQUE (association, id)
      )`);
    await runner.query(`
      CREATE FUNCTION event_store.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        RAISE EXCEPTION 'Events are append-only: % is refused.', TG_OP USING ERRCODE = 'insufficient_privilege';
      END $$`);
    await runner.query(`
      CREATE TRIGGER event_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON event_store.event
      FOR EACH STATEMENT EXECUTE FUNCTION event_store.refuse_change()`);
  }

  async down(): Promise<void> {
    throw new Error('Events are never dropped by a migration.');
  }
}
