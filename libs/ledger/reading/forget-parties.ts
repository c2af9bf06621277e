import type { KeyDestroyed } from '#access';
import type { ProjectionTarget, StoredEvent } from '#event-store';

/**
 * Takes away what was known of a transfer only by keys that are gone: its party, where the header seals it. Rows that
 * are made anew after an erasure do not know it either. Nothing leads from a key to its transfers, so all transfers of
 * the association are looked through: erasures are few, and one step does it for all of its erasures at once.
 */
export async function forgetParties(
  events: readonly StoredEvent[],
  { client, table }: ProjectionTarget,
  transfers: string,
): Promise<void> {
  const destroyed = events.filter(({ envelope }) => envelope.type === 'KeyDestroyed');
  const [first] = destroyed;
  if (!first) return;
  const keyIds = destroyed.flatMap(({ envelope }) => (envelope.data as KeyDestroyed['data']).keyIds);
  await client.query(
    `UPDATE ${table(transfers)} SET party_id = NULL
     WHERE association = $1 AND party_id IS NOT NULL AND header_part->>'keyId' = ANY ($2::text[])
       AND header->>'party' IS NULL`,
    [first.envelope.association, keyIds],
  );
}
