// A plan made while the tables were small must still be right when they are large. What these settings leave open is
// written as a question for each row: of a join the server may read a whole log first.
const SETTINGS = `SET search_path = pg_catalog, pg_temp
  SET plan_cache_mode = force_generic_plan SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off
  SET jit = off SET work_mem = '32MB' SET lock_timeout = '10s'`;

/** Refuses the whole batch where a step touched other rows than it meant to. */
const assertCount = (step: string, meant: string) => `
  GET DIAGNOSTICS touched = ROW_COUNT;
  IF touched <> ${meant} THEN
    RAISE EXCEPTION 'The event store meant to ${step}: % rows, but % were touched.', ${meant}, touched
      USING ERRCODE = 'KR001';
  END IF;`;

/**
 * `event_store.append` stores a batch as its writer planned it, or nothing of it: it is the one way to write. Services
 * may call it and hold no right to insert.
 *
 * Logs (`l_`: the name, how many events; by name, so that all writers lock them in one order), streams (`h_`: the log by
 * number, the name, the last revision before and after, -1 for none, the places of its first and last event of the
 * batch) and events (`e_`: the stream by number, the place within its log's part of the batch) come as arrays; numbers
 * and places count from 1. It answers the position before each log's first event.
 *
 * A caller who may do nothing else can make no hole and no second truth by it: before anything is written the plan must
 * fit together. Logs come each once with at least one event; each stream's events have places and revisions that rise
 * together, revisions without holes, from its first place and `h_from` + 1 to its last place and `h_to`.
 *
 * Raises KR002 where a stream that has events has not come to where the plan believes it, and a violation of
 * `stream_head_pkey` where one that the plan makes is there; KR001 where the plan does not fit together, or anything does
 * not touch the rows that it should. Places are unique by the key of the events and lie within their log's count, so
 * positions have no holes.
 *
 * Locks in one order for every writer: heads of streams by name, heads of logs by name. A new stream needs no lock of its
 * own: heads are made under the lock of their log alone.
 */
export const APPEND_FUNCTION = `
CREATE FUNCTION event_store.append(
  l_association text[], l_count integer[],
  h_log integer[], h_stream text[], h_from integer[], h_to integer[], h_first integer[], h_last integer[],
  e_head integer[], e_place integer[], e_revision integer[], e_id uuid[], e_envelope bytea[], e_leaf_hash bytea[],
  OUT l_base bigint[]
) LANGUAGE plpgsql SECURITY DEFINER ${SETTINGS}
AS $$
#variable_conflict use_column
DECLARE
  logs CONSTANT integer := cardinality(l_association);
  heads CONSTANT integer := cardinality(h_stream);
  events CONSTANT integer := cardinality(e_id);
  step CONSTANT bigint := event_store.partition_step();
  l_log integer[] := array_fill(0, ARRAY[logs]);
  made CONSTANT integer := cardinality(array_positions(h_from, -1));
  counted bigint := 0;
  fitting bigint;
  touched bigint;
  log integer;
  base bigint;
BEGIN
  IF (
    events > 0 AND array_lower(l_association, 1) = 1 AND array_lower(l_count, 1) = 1 AND cardinality(l_count) = logs
    AND array_lower(h_log, 1) = 1 AND array_lower(h_stream, 1) = 1 AND array_lower(h_from, 1) = 1
    AND array_lower(h_to, 1) = 1 AND array_lower(h_first, 1) = 1 AND array_lower(h_last, 1) = 1
    AND ARRAY[cardinality(h_log), cardinality(h_from), cardinality(h_to), cardinality(h_first), cardinality(h_last)]
      = array_fill(heads, ARRAY[5])
    AND array_lower(e_head, 1) = 1 AND array_lower(e_place, 1) = 1 AND array_lower(e_revision, 1) = 1
    AND array_lower(e_id, 1) = 1 AND array_lower(e_envelope, 1) = 1 AND array_lower(e_leaf_hash, 1) = 1
    AND ARRAY[cardinality(e_head), cardinality(e_place), cardinality(e_revision), cardinality(e_envelope),
      cardinality(e_leaf_hash)] = array_fill(events, ARRAY[5])
  ) IS NOT TRUE THEN
    RAISE EXCEPTION 'A batch whose lists do not belong together.' USING ERRCODE = 'KR001';
  END IF;

  SELECT count(*) FILTER (WHERE e.revision = coalesce(e.revision_before, h_from[e.head]) + 1
      AND (e.revision_before IS NOT NULL OR e.place = h_first[e.head])
      AND (e.place_after IS NOT NULL OR e.place = h_last[e.head] AND e.revision = h_to[e.head])
      AND e.place BETWEEN 1 AND l_count[h_log[e.head]]),
    count(*) FILTER (WHERE e.revision_before IS NULL AND h_from[e.head] >= -1)
  INTO fitting, touched
  FROM (
    SELECT head, place, revision, lag(revision) OVER stream AS revision_before, lead(place) OVER stream AS place_after
    FROM unnest(e_head, e_place, e_revision) AS e (head, place, revision)
    WINDOW stream AS (PARTITION BY head ORDER BY place)) AS e;
  IF fitting <> events OR touched <> heads THEN
    RAISE EXCEPTION 'A batch whose events do not follow from its streams.' USING ERRCODE = 'KR001';
  END IF;

  l_base := array_fill(0::bigint, ARRAY[logs]);
  IF made < heads THEN
    PERFORM FROM (
      SELECT * FROM unnest(h_log, h_stream, h_from) AS t (log, stream, revision) WHERE revision >= 0
      ORDER BY log, stream COLLATE "C") AS t,
    LATERAL (
      SELECT FROM event_store.stream_head AS h
      WHERE h.log = (SELECT l.log FROM event_store.log_head AS l WHERE l.association = l_association[t.log])
        AND h.stream = t.stream AND h.revision = t.revision
      FOR UPDATE) AS h;
    GET DIAGNOSTICS touched = ROW_COUNT;
    IF touched <> heads - made THEN
      RAISE EXCEPTION 'Others moved a stream on.' USING ERRCODE = 'KR002';
    END IF;
  END IF;

  FOR n IN 1 .. logs LOOP
    IF (l_count[n] > 0 AND (n = 1 OR l_association[n] COLLATE "C" > l_association[n - 1] COLLATE "C")) IS NOT TRUE THEN
      RAISE EXCEPTION 'A batch names each log once, by name, with its events.' USING ERRCODE = 'KR001';
    END IF;
    UPDATE event_store.log_head AS l SET position = l.position + l_count[n] WHERE l.association = l_association[n]
    RETURNING l.log, l.position - l_count[n] INTO log, base;
    IF NOT FOUND THEN
      INSERT INTO event_store.log_head AS l (association, log, position)
      VALUES (l_association[n], nextval('event_store.log_number'), l_count[n])
      ON CONFLICT (association) DO UPDATE SET position = l.position + excluded.position
      RETURNING l.log, l.position - l_count[n] INTO STRICT log, base;
    END IF;
    l_log[n] := log;
    l_base[n] := base;
    counted := counted + l_count[n];
    IF base % step = 0 OR base / step <> (base + l_count[n] - 1) / step THEN
      PERFORM event_store.make_partitions(base + 1, base + l_count[n]);
    END IF;
  END LOOP;
  IF counted <> events THEN
    RAISE EXCEPTION 'A batch brought % events and not %.', events, counted USING ERRCODE = 'KR001';
  END IF;

  IF made > 0 THEN
    INSERT INTO event_store.stream_head (log, stream, revision, first_position, last_position)
    SELECT l_log[t.log], t.stream, t.revision, l_base[t.log] + t.first, l_base[t.log] + t.last
    FROM unnest(h_log, h_stream, h_from, h_to, h_first, h_last) AS t (log, stream, was, revision, first, last)
    WHERE t.was < 0;${assertCount('make stream heads', 'made')}
  END IF;
  IF made < heads THEN
    UPDATE event_store.stream_head AS h SET revision = t.revision, last_position = l_base[t.log] + t.last
    FROM unnest(h_log, h_stream, h_from, h_to, h_last) AS t (log, stream, was, revision, last)
    WHERE h.log = l_log[t.log] AND h.stream = t.stream AND h.revision = t.was AND t.was >= 0;${assertCount('move stream heads', 'heads - made')}
  END IF;

  INSERT INTO event_store.event_identity (log, id, position)
  SELECT l_log[h_log[e.head]], e.id, l_base[h_log[e.head]] + e.place
  FROM unnest(e_head, e_place, e_id) AS e (head, place, id);${assertCount('insert identities', 'events')}

  INSERT INTO event_store.event (log, position, stream, revision, leaf_hash, envelope)
  SELECT l_log[h_log[e.head]], l_base[h_log[e.head]] + e.place, h_stream[e.head], e.revision, e.leaf_hash, e.envelope
  FROM unnest(e_head, e_place, e_revision, e_envelope, e_leaf_hash) AS e (head, place, revision, envelope, leaf_hash);${assertCount('insert events', 'events')}
END $$`;

/**
 * Locks the heads of streams until the transaction ends and tells their revisions, -1 for none; and which of some ids
 * their logs have. For a batch whose plan did not hold: planned again by what this answers, it holds.
 */
export const HOLD_FUNCTION = `
CREATE FUNCTION event_store.hold(
  l_association text[], h_log integer[], h_stream text[], e_head integer[], e_id uuid[],
  OUT h_revision integer[], OUT e_known integer[]
) LANGUAGE plpgsql SECURITY DEFINER ${SETTINGS}
AS $$
#variable_conflict use_column
DECLARE
  l_log integer[] := ARRAY(
    SELECT (SELECT l.log FROM event_store.log_head AS l WHERE l.association = t.association)
    FROM unnest(l_association) WITH ORDINALITY AS t (association, n) ORDER BY n);
  n integer;
  actual integer;
BEGIN
  h_revision := array_fill(-1, ARRAY[cardinality(h_stream)]);
  FOR n, actual IN
    SELECT t.n, h.revision
    FROM (
      SELECT * FROM unnest(h_log, h_stream) WITH ORDINALITY AS t (log, stream, n)
      ORDER BY l_association[log] COLLATE "C", stream COLLATE "C") AS t,
    LATERAL (
      SELECT revision FROM event_store.stream_head WHERE log = l_log[t.log] AND stream = t.stream FOR UPDATE) AS h
  LOOP
    h_revision[n] := actual;
  END LOOP;
  e_known := ARRAY(
    SELECT e.n::integer FROM unnest(e_head, e_id) WITH ORDINALITY AS e (head, id, n)
    WHERE (SELECT true FROM event_store.event_identity AS known WHERE known.log = l_log[h_log[e.head]] AND known.id = e.id));
END $$`;
