import type { ClientBase } from 'pg';
import type { StreamFault } from './kept-log.js';

/** The first ones tell enough. */
const FAULTS_MAX = 20;

interface FaultRow {
  readonly kind: 'revision' | 'head' | null;
  readonly position: string;
  readonly expected: string;
  readonly found: string;
}

/**
 * Compares events with the streams in which they stand: revisions follow one another from 0 in the order of the log, and
 * each head says where its stream begins and ends. Both queries are trusted texts; no heads where the store has none.
 */
export async function streamFaults(
  client: ClientBase,
  { events, heads }: { readonly events: string; readonly heads: string | null },
): Promise<{ count: number; faults: StreamFault[] }> {
  const compared = heads === null ? '' : `UNION ALL (${faultsOfHeads(heads)})`;
  const { rows } = await client.query<FaultRow>(
    `WITH event AS NOT MATERIALIZED (${events}),
     stream AS MATERIALIZED (
       SELECT stream, min(position) AS first_position, max(position) AS last_position, max(revision) AS revision
       FROM event GROUP BY stream)
     SELECT NULL AS kind, count(*) AS position, '' AS expected, '' AS found FROM stream
     UNION ALL (
       SELECT 'revision', position, expected::text, revision::text
       FROM (SELECT position, revision, coalesce(lag(revision) OVER (PARTITION BY stream ORDER BY position), -1) + 1 AS expected
         FROM event) AS ordered
       WHERE revision <> expected ORDER BY position LIMIT ${FAULTS_MAX})
     ${compared}`,
  );
  const [count, ...faults] = rows;
  return {
    count: Number(count!.position),
    faults: faults.map(({ kind, position, expected, found }) => ({
      kind: kind!,
      position: Number(position),
      expected,
      found,
    })),
  };
}

function faultsOfHeads(heads: string): string {
  const told = (from: string) =>
    `coalesce(${from}.revision || ' at ' || ${from}.first_position || '-' || ${from}.last_position, 'none')`;
  return `
    SELECT 'head', coalesce(stream.last_position, head.last_position), ${told('stream')}, ${told('head')}
    FROM stream FULL JOIN (${heads}) AS head USING (stream)
    WHERE (stream.revision, stream.first_position, stream.last_position)
      IS DISTINCT FROM (head.revision, head.first_position, head.last_position)
    ORDER BY 2 LIMIT ${FAULTS_MAX}`;
}
