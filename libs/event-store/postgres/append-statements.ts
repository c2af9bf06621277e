/** Statements of the append path, in the order in which a batch uses them. */
export const SQL = {
  insertStreamHeads: `
    INSERT INTO event_store.stream_head (association, stream, revision)
    SELECT a, s, -1 FROM unnest($1::text[], $2::text[]) AS touched(a, s)
    ON CONFLICT DO NOTHING`,

  lockStreamHeads: `
    SELECT head.association, head.stream, head.revision
    FROM unnest($1::text[], $2::text[]) WITH ORDINALITY AS touched(a, s, n)
    JOIN event_store.stream_head AS head ON head.association = touched.a AND head.stream = touched.s
    ORDER BY touched.n
    FOR UPDATE OF head`,

  moveLogHead: `
    INSERT INTO event_store.log_head AS head (association, position) VALUES ($1, $2)
    ON CONFLICT (association) DO UPDATE SET position = head.position + excluded.position
    RETURNING position`,

  insertEvents: `
    INSERT INTO event_store.event (association, position, id, stream, revision, type, recorded_at, envelope, leaf_hash)
    SELECT a, p, i, s, r, t, $7::timestamptz, e, h
    FROM unnest($1::text[], $2::bigint[], $3::uuid[], $4::text[], $5::integer[], $6::text[], $8::bytea[], $9::bytea[])
      AS drafted(a, p, i, s, r, t, e, h)`,

  moveStreamHeads: `
    UPDATE event_store.stream_head AS head SET revision = moved.r
    FROM unnest($1::text[], $2::text[], $3::integer[]) AS moved(a, s, r)
    WHERE head.association = moved.a AND head.stream = moved.s`,
} as const;
