/**
 * Partitions of the table of events. Partition n holds the positions n × step + 1 to (n + 1) × step of every log: 2^24
 * leaves are one aligned subtree, which can be verified or put away by a single hash.
 */
export const PARTITION_STEP_FUNCTION = `
CREATE FUNCTION event_store.partition_step() RETURNS bigint
LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN 16777216`;

/**
 * Makes the partitions for a range of positions, as far as they are not there. Attached and not created in place: that
 * leaves readers and writers alone. Nobody gets one that lies beyond the next of the longest log.
 */
export const MAKE_PARTITIONS_FUNCTION = `
CREATE FUNCTION event_store.make_partitions(first_position bigint, last_position bigint) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  step CONSTANT bigint := event_store.partition_step();
  partition text;
BEGIN
  FOR number IN (first_position - 1) / step .. (last_position - 1) / step LOOP
    partition := 'event_' || number;
    CONTINUE WHEN to_regclass('event_store.' || partition) IS NOT NULL;
    IF number < 0 OR number > coalesce((SELECT max(position) FROM event_store.log_head), 0) / step + 1 THEN
      RAISE EXCEPTION 'No log is about to reach partition % of the events.', number USING ERRCODE = 'KR001';
    END IF;
    PERFORM pg_advisory_xact_lock(hashtextextended('event_store.make_partitions', 0));
    CONTINUE WHEN to_regclass('event_store.' || partition) IS NOT NULL;
    -- Rows never change: they can be frozen as soon as they are vacuumed. A whole transfer of one member has some 2,200
    -- bytes, and by default the server would try to compress what is above 2,000 and put it into another table.
    EXECUTE format($ddl$
      CREATE TABLE event_store.%1$I (LIKE event_store.event INCLUDING CONSTRAINTS) WITH (
        toast_tuple_target = 8160, autovacuum_vacuum_insert_scale_factor = 0, autovacuum_vacuum_insert_threshold = 500000,
        autovacuum_freeze_min_age = 0, autovacuum_analyze_scale_factor = 0.05)$ddl$, partition);
    -- A first event is found by the head of its stream, and most streams have no other.
    EXECUTE format('CREATE UNIQUE INDEX %I ON event_store.%I (log, stream, revision) WHERE revision > 0',
      partition || '_stream_revision', partition);
    EXECUTE format('ALTER TABLE event_store.event ATTACH PARTITION event_store.%I FOR VALUES FROM (%s) TO (%s)',
      partition, number * step + 1, (number + 1) * step + 1);
    PERFORM event_store.keep_append_only(format('event_store.%I', partition)::regclass);
  END LOOP;
END $$`;

/** What makes a table append-only: a trigger that refuses the rest even to the owner, and no right but to read for others. */
export const KEEP_APPEND_ONLY_FUNCTIONS = [
  `
CREATE FUNCTION event_store.refuse_change() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  RAISE EXCEPTION 'Events are append-only: % is refused.', TG_OP USING ERRCODE = 'insufficient_privilege';
END $$`,
  `
CREATE FUNCTION event_store.leave_reading(target regclass) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  other text;
BEGIN
  FOR other IN
    SELECT DISTINCT CASE grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(grantee)) END
    FROM pg_class, aclexplode(relacl)
    WHERE pg_class.oid = target AND grantee <> relowner
  LOOP
    EXECUTE format('REVOKE INSERT, UPDATE, DELETE, TRUNCATE, TRIGGER ON %s FROM %s', target, other);
  END LOOP;
END $$`,
  `
CREATE FUNCTION event_store.keep_append_only(target regclass) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  EXECUTE format('CREATE TRIGGER is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON %s '
    'FOR EACH STATEMENT EXECUTE FUNCTION event_store.refuse_change()', target);
  PERFORM event_store.leave_reading(target);
END $$`,
];
