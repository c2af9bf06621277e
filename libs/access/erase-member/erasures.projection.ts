import { Injectable } from '@nestjs/common';
import type { Projection, ProjectionTarget, StoredEvent } from '#event-store';

export const ERASURES = 'erasures';
const TABLE = 'access.erasure';

const STATUS_AFTER: Readonly<Record<string, string>> = {
  ErasureProposed: 'proposed',
  ErasureApproved: 'approved',
  ErasureWithdrawn: 'withdrawn',
  ErasureExecuted: 'executed',
};

/** Folds erasures into the list by which a second person finds them; what each says stands in its stream. */
@Injectable()
export class ErasuresProjection implements Projection {
  readonly name = ERASURES;
  readonly version = 1;
  readonly tables = [TABLE];

  concerns({ envelope }: StoredEvent): boolean {
    return envelope.type in STATUS_AFTER;
  }

  async apply(events: readonly StoredEvent[], { client, table }: ProjectionTarget): Promise<void> {
    for (const { position, envelope } of events.filter(({ envelope: { type } }) => type in STATUS_AFTER)) {
      const { association, type, subject } = envelope;
      const { erasureId } = envelope.data as { readonly erasureId: string };
      const status = STATUS_AFTER[type]!;
      if (type === 'ErasureProposed') {
        await client.query(
          `INSERT INTO ${table(TABLE)} (association, erasure_id, position, member_ref, status)
           VALUES ($1, $2, $3, $4, $5)`,
          [association, erasureId, position, subject, status],
        );
      } else {
        await client.query(`UPDATE ${table(TABLE)} SET status = $3 WHERE association = $1 AND erasure_id = $2`, [
          association,
          erasureId,
          status,
        ]);
      }
    }
  }
}
