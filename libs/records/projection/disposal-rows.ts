import type { ProjectionTarget, StoredEvent } from '#event-store';
import type { RecordsDisposed } from '#ledger';
import type { DisposalProposed } from '../domain/disposal-events.js';

export const DISPOSAL_TABLES = ['records.disposal', 'records.disposed'] as const;

/** Folds one step of a log into the list of disposals, and what each disposed of. */
export async function applyDisposals(events: readonly StoredEvent[], target: ProjectionTarget): Promise<void> {
  const proposed = events.filter(({ envelope }) => envelope.type === 'DisposalProposed');
  const disposed = events.filter(({ envelope }) => envelope.type === 'RecordsDisposed');
  for (const { position, envelope } of proposed) {
    const { disposalId } = envelope.data as DisposalProposed['data'];
    await target.client.query(
      `INSERT INTO ${target.table('records.disposal')} (association, disposal_id, position) VALUES ($1, $2, $3)`,
      [envelope.association, disposalId, position],
    );
  }
  if (disposed.length === 0) return;
  const data = disposed.map(({ envelope }) => envelope.data as RecordsDisposed['data']);
  await target.client.query(
    `INSERT INTO ${target.table('records.disposed')} (association, disposal_id, position, transfer_id, lines, leaf_hash)
     SELECT $1, * FROM unnest($2::uuid[], $3::bigint[], $4::uuid[], $5::jsonb[], $6::text[])`,
    [
      disposed[0]!.envelope.association,
      data.map(({ disposal }) => disposal),
      disposed.map(({ position }) => position),
      disposed.map(({ envelope }) => envelope.stream.slice('transfer-'.length)),
      data.map(({ lines }) => JSON.stringify(lines)),
      disposed.map(({ leafHash }) => Buffer.from(leafHash).toString('base64')),
    ],
  );
}
