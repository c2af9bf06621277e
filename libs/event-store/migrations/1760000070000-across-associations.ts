import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What the store asks and does across associations by nature. A service that sees the rows of one association at a time
 * may call these, and learns from them names and counts, and nothing of what any event says.
 */
export class AcrossAssociations1760000070000 implements MigrationInterface {
  readonly name = 'AcrossAssociations1760000070000';

  async up(runner: QueryRunner): Promise<void> {
    for (const made of [HEADS, HAS_EVENTS, MOVE_HEADS]) await runner.query(made);
    await runner.query(
      `REVOKE ALL ON FUNCTION event_store.heads, event_store.has_events, event_store.move_heads FROM PUBLIC`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP FUNCTION event_store.heads, event_store.has_events, event_store.move_heads`);
  }
}

const DEFINER = `SECURITY DEFINER SET search_path = pg_catalog, pg_temp`;

/** Where every log ends. */
const HEADS = `
CREATE FUNCTION event_store.heads() RETURNS TABLE (association text, "position" bigint)
LANGUAGE sql STABLE ${DEFINER} AS $$
  SELECT head.association, head.position FROM event_store.log_head AS head
$$`;

/** Whether any event of the ledger is in this store. */
const HAS_EVENTS = `
CREATE FUNCTION event_store.has_events(kind text) RETURNS boolean
LANGUAGE sql STABLE ${DEFINER} AS $$
  SELECT CASE kind
    WHEN 'postgres' THEN EXISTS (SELECT FROM event_store.event)
    WHEN 'kurrentdb' THEN EXISTS (SELECT FROM event_store.kurrentdb_event) END
$$`;

/** Moves heads of logs whose events are in KurrentDB. One whose events are here is moved by the append alone. */
const MOVE_HEADS = `
CREATE FUNCTION event_store.move_heads(l_association text[], l_position bigint[]) RETURNS void
LANGUAGE plpgsql ${DEFINER} AS $$
DECLARE
  touched integer;
BEGIN
  INSERT INTO event_store.log_head AS head (association, position)
  SELECT * FROM unnest(l_association, l_position)
  ON CONFLICT (association) DO UPDATE SET position = excluded.position
  WHERE head.log IS NULL AND head.position <= excluded.position;
  GET DIAGNOSTICS touched = ROW_COUNT;
  IF touched <> cardinality(l_association) THEN
    RAISE EXCEPTION 'A log whose events are not in KurrentDB, or one that would go back.' USING ERRCODE = 'KR001';
  END IF;
END $$`;
