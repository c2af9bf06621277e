import type { ProjectionTarget } from '#event-store';

/**
 * Whether `line` was judged without `one`, which counted before the line was recorded. What came afterwards came after
 * the send, even where both are known by the same day alone.
 */
export const JUDGED_WITHOUT = `line.occurred_on >= one.counts_on AND line.recorded_at > one.counts_from
  AND line.known_to < one.position`;

/** A statement over the tables where they stand now: live, or beside. */
export function inTarget(sql: string, { table }: ProjectionTarget): string {
  return sql.replaceAll(/\bledger\.(?:judged_line|standing_mark|merged_member)\b/g, table);
}

/** Statements of the projection of late knowledge, in the order in which a batch uses them. */
export const SQL = {
  deleteLines: `
    DELETE FROM ledger.judged_line WHERE association = $1 AND transfer_id = ANY ($2::uuid[]) RETURNING member_ref`,

  upsertLines: `
    INSERT INTO ledger.judged_line (association, transfer_id, line, member_ref, occurred_on, position, recorded_at, known_to)
    SELECT $1, t, l, m, d, p, r, k
    FROM unnest($2::uuid[], $3::integer[], $4::uuid[], $5::date[], $6::bigint[], $7::timestamptz[], $8::bigint[])
      AS judged(t, l, m, d, p, r, k)
    ON CONFLICT (association, transfer_id, line) DO UPDATE
    SET member_ref = excluded.member_ref, occurred_on = excluded.occurred_on, position = excluded.position,
        recorded_at = excluded.recorded_at, known_to = excluded.known_to`,

  insertMarks: `
    INSERT INTO ledger.standing_mark (association, position, member_ref, counts_from, counts_on)
    SELECT $1, p, m, f, d
    FROM unnest($2::bigint[], $3::uuid[], $4::timestamptz[], $5::date[]) AS declared(p, m, f, d)`,

  // A version that was judged later knows of the move already.
  moveLines: `
    UPDATE ledger.judged_line AS line SET member_ref = moved.m, known_to = moved.k, position = moved.p
    FROM unnest($2::uuid[], $3::integer[], $4::uuid[], $5::bigint[], $6::bigint[]) AS moved(t, l, m, k, p)
    WHERE line.association = $1 AND line.transfer_id = moved.t AND line.line = moved.l AND line.position < moved.p`,

  mergeMembers: `
    INSERT INTO ledger.merged_member (association, member_ref, into_ref, position)
    SELECT $1, m, i, p FROM unnest($2::uuid[], $3::uuid[], $4::bigint[]) AS merged(m, i, p)`,

  mergedRefs: `SELECT member_ref FROM ledger.merged_member WHERE association = $1`,

  followMergers: `
    UPDATE ledger.merged_member AS before SET into_ref = later.into_ref, position = later.position
    FROM ledger.merged_member AS later
    WHERE before.association = $1 AND later.association = $1 AND before.into_ref = later.member_ref`,

  /** An examination before the merger did not see these lines, so they come behind it. */
  mergeLines: `
    UPDATE ledger.judged_line AS line
    SET member_ref = merged.into_ref, position = greatest(line.position, merged.position)
    FROM ledger.merged_member AS merged
    WHERE line.association = $1 AND merged.association = $1 AND line.member_ref = merged.member_ref
      AND merged.member_ref = ANY ($2::uuid[])
    RETURNING line.member_ref`,

  mergeMarks: `
    UPDATE ledger.standing_mark AS mark SET member_ref = merged.into_ref
    FROM ledger.merged_member AS merged
    WHERE mark.association = $1 AND merged.association = $1 AND mark.member_ref = merged.member_ref
      AND merged.member_ref = ANY ($2::uuid[])
    RETURNING mark.member_ref`,

  moveKnown: `
    UPDATE ledger.judged_line AS line SET known_to = examined.through
    FROM unnest($2::uuid[], $3::bigint[]) AS examined(m, through)
    WHERE line.association = $1 AND line.member_ref = examined.m
      AND line.position <= examined.through AND line.known_to < examined.through`,

  openMarks: `
    UPDATE ledger.standing_mark AS mark SET is_open = found.is_open
    FROM (
      SELECT one.position, EXISTS (
        SELECT FROM ledger.judged_line AS line
        WHERE line.association = one.association AND line.member_ref = one.member_ref
          AND ${JUDGED_WITHOUT}) AS is_open
      FROM ledger.standing_mark AS one
      WHERE one.association = $1 AND one.member_ref = ANY ($2::uuid[])) AS found
    WHERE mark.association = $1 AND mark.position = found.position AND mark.is_open <> found.is_open`,
} as const;
