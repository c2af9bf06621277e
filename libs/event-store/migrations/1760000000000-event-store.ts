import type { MigrationInterface, QueryRunner } from 'typeorm';
import { APPEND_FUNCTION, HOLD_FUNCTION } from './append-function.js';
import {
  KEEP_APPEND_ONLY_FUNCTIONS,
  MAKE_PARTITIONS_FUNCTION,
  PARTITION_STEP_FUNCTION,
} from './partition-functions.js';

/** Events, and the heads of streams and logs. */
export class EventStore1760000000000 implements MigrationInterface {
  readonly name = 'EventStore1760000000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE SCHEMA event_store`);
    await makeHeads(runner);
    await makeEvents(runner);
    await makeFunctions(runner);
    await runner.query(`SELECT event_store.keep_append_only('event_store.event')`);
    await runner.query(`SELECT event_store.keep_append_only('event_store.event_identity')`);
    await runner.query(`SELECT event_store.leave_reading('event_store.log_head')`);
    await runner.query(`SELECT event_store.leave_reading('event_store.stream_head')`);
    await runner.query(`SELECT event_store.make_partitions(1, 1)`);
  }

  async down(): Promise<void> {
    throw new Error('Events are never dropped by a migration.');
  }
}

// Names are compared byte by byte: the same order in every database, and the fastest.
async function makeHeads(runner: QueryRunner): Promise<void> {
  // A log is named by a number in every row, for its name would be the longest thing in each of their indexes. A number
  // is used up only where a log is made. Logs whose events are elsewhere have none.
  await runner.query(`CREATE SEQUENCE event_store.log_number AS integer`);
  // The one hot row of each log: a low fillfactor keeps its updates on their page.
  await runner.query(`
    CREATE TABLE event_store.log_head (
      association text COLLATE "C" PRIMARY KEY,
      log integer UNIQUE,
      position bigint NOT NULL CHECK (position >= 0)
    ) WITH (fillfactor = 10, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000,
            autovacuum_vacuum_cost_delay = 0)`);
  // Every event of the stream lies between the two positions: a reader looks into no other partition.
  await runner.query(`
    CREATE TABLE event_store.stream_head (
      first_position bigint NOT NULL CHECK (first_position > 0),
      last_position bigint NOT NULL CHECK (last_position >= first_position),
      log integer NOT NULL,
      revision integer NOT NULL CHECK (revision >= 0),
      stream text COLLATE "C" NOT NULL,
      PRIMARY KEY (log, stream)
    ) WITH (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.05, autovacuum_vacuum_insert_scale_factor = 0.05)`);
}

async function makeEvents(runner: QueryRunner): Promise<void> {
  // The envelope stays bytes: jsonb would reorder what was hashed. All that is known of an event is in it; the columns
  // are what the store finds it by. Revisions are unique within each partition by its index and across partitions by
  // the head of the stream.
  await runner.query(`
    CREATE TABLE event_store.event (
      position bigint NOT NULL CHECK (position > 0),
      log integer NOT NULL,
      revision integer NOT NULL CHECK (revision >= 0),
      stream text COLLATE "C" NOT NULL,
      leaf_hash bytea NOT NULL CHECK (octet_length(leaf_hash) = 32),
      envelope bytea NOT NULL,
      PRIMARY KEY (log, position)
    ) PARTITION BY RANGE (position)`);
  // A partitioned table cannot keep ids unique, so a table of their own does, for ever.
  await runner.query(`
    CREATE TABLE event_store.event_identity (
      position bigint NOT NULL CHECK (position > 0),
      log integer NOT NULL,
      id uuid NOT NULL,
      PRIMARY KEY (log, id)
    ) WITH (autovacuum_vacuum_insert_scale_factor = 0, autovacuum_vacuum_insert_threshold = 500000,
            autovacuum_freeze_min_age = 0)`);
}

async function makeFunctions(runner: QueryRunner): Promise<void> {
  for (const statement of KEEP_APPEND_ONLY_FUNCTIONS) await runner.query(statement);
  await runner.query(PARTITION_STEP_FUNCTION);
  await runner.query(MAKE_PARTITIONS_FUNCTION);
  await runner.query(APPEND_FUNCTION);
  await runner.query(HOLD_FUNCTION);
  await runner.query(`REVOKE ALL ON ALL FUNCTIONS IN SCHEMA event_store FROM PUBLIC`);
}
