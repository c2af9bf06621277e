import type { ProjectionTarget, StoredEvent } from '#event-store';
import type { RecordsDisposed } from '../domain/transfer-events.js';

/** Deletes lines whose records were disposed of: nobody judges them anew. The members whose they were. */
export async function takeDisposedLines(
  association: string,
  events: readonly StoredEvent[],
  { client, table }: ProjectionTarget,
): Promise<string[]> {
  const runs = events.flatMap(({ envelope }) =>
    envelope.type === 'RecordsDisposed'
      ? (envelope.data as RecordsDisposed['data']).lines.map(([first, last]) => ({
          transfer: envelope.stream.slice('transfer-'.length),
          first,
          last,
        }))
      : [],
  );
  if (runs.length === 0) return [];
  const { rows } = await client.query<{ member_ref: string }>(
    `DELETE FROM ${table('ledger.judged_line')} AS line
     USING unnest($2::uuid[], $3::integer[], $4::integer[]) AS gone(t, f, l)
     WHERE line.association = $1 AND line.transfer_id = gone.t AND line.line BETWEEN gone.f AND gone.l
     RETURNING line.member_ref`,
    [association, runs.map(({ transfer }) => transfer), runs.map(({ first }) => first), runs.map(({ last }) => last)],
  );
  return rows.map((row) => row.member_ref);
}
