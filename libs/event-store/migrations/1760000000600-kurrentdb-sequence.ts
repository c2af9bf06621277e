import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What PostgreSQL keeps where KurrentDB keeps the events: their order, their hashes and who is writing which id. */
export class KurrentDbSequence1760000000600 implements MigrationInterface {
  readonly name = 'KurrentDbSequence1760000000600';

  async up(runner: QueryRunner): Promise<void> {
    // The one row of the sequencer. `ledger` is in every stream name, so that two databases never share an event.
    await runner.query(`
      CREATE TABLE event_store.kurrentdb_sequencer (
        only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
        ledger uuid NOT NULL DEFAULT gen_random_uuid(),
        epoch bigint NOT NULL DEFAULT 0,
        commit_position bigint NOT NULL DEFAULT -1,
        prepare_position bigint NOT NULL DEFAULT -1,
        seen_at timestamptz,
        stopped_because text
      ) WITH (fillfactor = 10)`);
    await runner.query(`INSERT INTO event_store.kurrentdb_sequencer DEFAULT VALUES`);
    await runner.query(`
      CREATE TABLE event_store.kurrentdb_event (
        association text NOT NULL,
        position bigint NOT NULL CHECK (position > 0),
        id uuid NOT NULL,
        stream text NOT NULL,
        revision integer NOT NULL CHECK (revision >= 0),
        commit_position bigint NOT NULL,
        prepare_position bigint NOT NULL,
        leaf_hash bytea NOT NULL CHECK (octet_length(leaf_hash) = 32),
        PRIMARY KEY (association, position),
        UNIQUE (association, stream, revision),
        UNIQUE (association, id)
      )`);
    await runner.query(`
      CREATE TRIGGER kurrentdb_event_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON event_store.kurrentdb_event
      FOR EACH STATEMENT EXECUTE FUNCTION event_store.refuse_change()`);
    await runner.query(`
      CREATE TABLE event_store.kurrentdb_claim (
        association text NOT NULL,
        id uuid NOT NULL,
        stream text NOT NULL,
        revision integer NOT NULL,
        owner uuid NOT NULL,
        expires_at timestamptz NOT NULL,
        PRIMARY KEY (association, id)
      )`);
  }

  async down(): Promise<void> {
    throw new Error('Events are never dropped by a migration.');
  }
}
