/**
 * `event_store.append` stores a batch of requests in one statement and says of each what became of it. It is the one
 * way to write: services may call it and hold no right to insert.
 *
 * Logs (`l_`), streams (`h_`: the log by number, the name), requests (`r_`: the stream by number, what it expects, the
 * revision that its first event was stamped with, how many events) and events (`e_`: the request by number) come as
 * arrays; numbers count from 1. Expected: -1 a stream without events, -2 one with events, -3 any, else the revision.
 * Outcomes: 0 appended, 1 conflict, 2 duplicate, 3 stamped with another revision than the stream has come to.
 * `r_revision` is the last of the stream as the request found or left it, -1 for none.
 *
 * Locks in one order for every writer: stream heads by name, log heads by name. A new stream needs no lock of its own:
 * heads are made under the lock of their log alone. Whatever does not touch the rows that it should takes back the
 * whole batch. `known_ids` looks for ids of the log beforehand, so that a duplicate costs its own request only.
 */
export const APPEND_FUNCTION = `
CREATE FUNCTION event_store.append(
  l_association text[], h_log integer[], h_stream text[],
  r_head integer[], r_expected integer[], r_first integer[], r_count integer[],
  e_request integer[], e_id uuid[], e_type text[], e_envelope bytea[], e_leaf_hash bytea[],
  recorded_at timestamptz, known_ids boolean,
  OUT r_outcome integer[], OUT r_revision integer[], OUT r_position bigint[]
) LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = pg_catalog, pg_temp
  -- A plan made while the tables were small must still be right when they are large.
  SET plan_cache_mode = force_generic_plan SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off
  SET jit = off SET work_mem = '32MB' SET lock_timeout = '10s'
AS $$
#variable_conflict use_column
DECLARE
  logs CONSTANT integer := cardinality(l_association);
  heads CONSTANT integer := cardinality(h_stream);
  requests CONSTANT integer := cardinality(r_head);
  found_at integer[] := array_fill(-1, ARRAY[heads]);
  left_at integer[];
  first_offset bigint[] := array_fill(0::bigint, ARRAY[heads]);
  last_offset bigint[] := array_fill(0::bigint, ARRAY[heads]);
  l_count bigint[] := array_fill(0::bigint, ARRAY[logs]);
  l_base bigint[] := array_fill(0::bigint, ARRAY[logs]);
  r_offset bigint[] := array_fill(0::bigint, ARRAY[requests]);
  r_start integer[] := array_fill(0, ARRAY[requests]);
  r_known boolean[] := array_fill(false, ARRAY[requests]);
  accepted integer := 0;
  made integer := 0;
  moved integer := 0;
  offered integer := 0;
  touched bigint;
  n integer;
  log integer;
  head integer;
  actual integer;
  expected integer;
BEGIN
  r_outcome := array_fill(0, ARRAY[requests]);
  r_revision := array_fill(-1, ARRAY[requests]);
  r_position := array_fill(0::bigint, ARRAY[requests]);

  FOR n, actual IN
    SELECT t.n, h.revision
    FROM unnest(h_stream) WITH ORDINALITY AS t (stream, n)
    JOIN event_store.stream_head AS h ON h.association = l_association[h_log[t.n]] AND h.stream = t.stream
    ORDER BY h.association, h.stream
    FOR UPDATE OF h
  LOOP
    found_at[n] := actual;
  END LOOP;
  left_at := found_at;

  IF known_ids THEN
    FOR n IN
      SELECT DISTINCT e_request[e.n]
      FROM unnest(e_id) WITH ORDINALITY AS e (id, n)
      JOIN event_store.event_identity AS known
        ON known.association = l_association[h_log[r_head[e_request[e.n]]]] AND known.id = e.id
    LOOP
      r_known[n] := true;
    END LOOP;
  END IF;

  FOR r IN 1 .. requests LOOP
    r_start[r] := offered;
    offered := offered + r_count[r];
    head := r_head[r];
    actual := left_at[head];
    expected := r_expected[r];
    IF expected <> actual AND NOT (expected = -3 OR expected = -2 AND actual >= 0) THEN
      r_outcome[r] := 1;
      r_revision[r] := actual;
    ELSIF r_known[r] THEN
      r_outcome[r] := 2;
      r_revision[r] := actual;
    ELSIF r_first[r] <> actual + 1 THEN
      r_outcome[r] := 3;
      r_revision[r] := actual;
    ELSE
      log := h_log[head];
      IF actual = found_at[head] THEN
        first_offset[head] := l_count[log] + 1;
        IF actual < 0 THEN made := made + 1; ELSE moved := moved + 1; END IF;
      END IF;
      r_offset[r] := l_count[log];
      l_count[log] := l_count[log] + r_count[r];
      last_offset[head] := l_count[log];
      accepted := accepted + r_count[r];
      actual := actual + r_count[r];
      left_at[head] := actual;
      r_revision[r] := actual;
    END IF;
  END LOOP;
  IF offered <> cardinality(e_id) THEN
    RAISE EXCEPTION 'A batch brought % events and not %.', cardinality(e_id), offered USING ERRCODE = 'KR001';
  END IF;
  IF accepted = 0 THEN RETURN; END IF;

  FOR n IN
    SELECT t.n FROM unnest(l_association) WITH ORDINALITY AS t (association, n)
    WHERE l_count[t.n] > 0 ORDER BY t.association COLLATE "C"
  LOOP
    INSERT INTO event_store.log_head AS l (association, position) VALUES (l_association[n], l_count[n])
    ON CONFLICT (association) DO UPDATE SET position = l.position + excluded.position
    RETURNING position - l_count[n] INTO STRICT touched;
    l_base[n] := touched;
    PERFORM event_store.make_partitions(touched + 1, touched + l_count[n]);
  END LOOP;

  IF made > 0 THEN
    INSERT INTO event_store.stream_head (association, stream, revision, first_position, last_position)
    SELECT l_association[h_log[t.n]], t.stream, left_at[t.n],
      l_base[h_log[t.n]] + first_offset[t.n], l_base[h_log[t.n]] + last_offset[t.n]
    FROM unnest(h_stream) WITH ORDINALITY AS t (stream, n)
    WHERE found_at[t.n] < 0 AND left_at[t.n] >= 0;
    GET DIAGNOSTICS touched = ROW_COUNT;
    PERFORM event_store.assert_count('make stream heads', touched, made);
  END IF;
  IF moved > 0 THEN
    UPDATE event_store.stream_head AS h
    SET revision = left_at[t.n], last_position = l_base[h_log[t.n]] + last_offset[t.n]
    FROM unnest(h_stream) WITH ORDINALITY AS t (stream, n)
    WHERE h.association = l_association[h_log[t.n]] AND h.stream = t.stream
      AND h.revision = found_at[t.n] AND left_at[t.n] > found_at[t.n];
    GET DIAGNOSTICS touched = ROW_COUNT;
    PERFORM event_store.assert_count('move stream heads', touched, moved);
  END IF;

  INSERT INTO event_store.event_identity (association, id, position)
  SELECT l_association[h_log[r_head[e_request[e.n]]]], e.id,
    l_base[h_log[r_head[e_request[e.n]]]] + r_offset[e_request[e.n]] + e.n - r_start[e_request[e.n]]
  FROM unnest(e_id) WITH ORDINALITY AS e (id, n)
  WHERE r_outcome[e_request[e.n]] = 0;
  GET DIAGNOSTICS touched = ROW_COUNT;
  PERFORM event_store.assert_count('insert identities', touched, accepted);

  INSERT INTO event_store.event
    (association, position, id, stream, revision, type, recorded_at, envelope, leaf_hash)
  SELECT l_association[h_log[r_head[e.request]]],
    l_base[h_log[r_head[e.request]]] + r_offset[e.request] + e.n - r_start[e.request],
    e.id, h_stream[r_head[e.request]], r_first[e.request] + e.n - r_start[e.request] - 1,
    e.type, recorded_at, e.envelope, e.leaf_hash
  FROM unnest(e_request, e_id, e_type, e_envelope, e_leaf_hash) WITH ORDINALITY
    AS e (request, id, type, envelope, leaf_hash, n)
  -- An event outside the window of its request would leave a hole: it is not stored, and the count tells.
  WHERE r_outcome[e.request] = 0 AND e.n > r_start[e.request] AND e.n <= r_start[e.request] + r_count[e.request];
  GET DIAGNOSTICS touched = ROW_COUNT;
  PERFORM event_store.assert_count('insert events', touched, accepted);

  FOR r IN 1 .. requests LOOP
    IF r_outcome[r] = 0 THEN r_position[r] := l_base[h_log[r_head[r]]] + r_offset[r] + 1; END IF;
  END LOOP;
END $$`;

/**
 * Locks the heads of streams until the transaction ends and tells their revisions, -1 for none: for the writer whose
 * guesses others overtake again and again.
 */
export const HOLD_FUNCTION = `
CREATE FUNCTION event_store.hold(l_association text[], h_log integer[], h_stream text[], OUT revision integer[])
LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = pg_catalog, pg_temp
  SET plan_cache_mode = force_generic_plan SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off
  SET lock_timeout = '10s'
AS $$
#variable_conflict use_column
DECLARE
  n integer;
  actual integer;
BEGIN
  revision := array_fill(-1, ARRAY[cardinality(h_stream)]);
  FOR n, actual IN
    SELECT t.n, h.revision
    FROM unnest(h_stream) WITH ORDINALITY AS t (stream, n)
    JOIN event_store.stream_head AS h ON h.association = l_association[h_log[t.n]] AND h.stream = t.stream
    ORDER BY h.association, h.stream
    FOR UPDATE OF h
  LOOP
    revision[n] := actual;
  END LOOP;
END $$`;

export const ASSERT_COUNT_FUNCTION = `
CREATE FUNCTION event_store.assert_count(step text, touched bigint, meant bigint) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF touched IS DISTINCT FROM meant THEN
    RAISE EXCEPTION 'The event store meant to %: % rows, but % were touched.', step, meant, touched
      USING ERRCODE = 'KR001';
  END IF;
END $$`;
