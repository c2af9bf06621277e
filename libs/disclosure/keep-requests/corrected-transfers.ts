import { Inject, Injectable } from '@nestjs/common';
import { Pool } from 'pg';
import { EVENT_STORE, ProjectionProgress, type EventStore, type Position } from '#event-store';
import { ofAssociation } from '#platform';

interface Wanted {
  readonly association: string;
  readonly refs: readonly string[];
  readonly transfers: readonly string[];
  /** Where the request stands in the log. */
  readonly since: Position;
}

/** Transfers about a person that were corrected since something was asked for; of the restricted chain it finds none. */
@Injectable()
export class CorrectedTransfers {
  constructor(
    @Inject(Pool) private readonly pool: Pool,
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(ProjectionProgress) private readonly progress: ProjectionProgress,
  ) {}

  async of({ association, refs, transfers, since }: Wanted): Promise<ReadonlySet<string>> {
    const head = await this.store.head(association);
    if (head !== null) await this.progress.waitFor('member-view', association, head);
    const { rows } = await ofAssociation(this.pool, association).query<{ id: string }>(
      `SELECT DISTINCT transfer.transfer_id AS id FROM disclosure.transfer AS transfer
       JOIN disclosure.member_line AS line
         ON line.association = transfer.association AND line.transfer_id = transfer.transfer_id
       WHERE transfer.association = $1 AND transfer.transfer_id = ANY ($2::uuid[]) AND transfer.status = 'corrected'
         AND transfer.position > $3 AND line.member_ref = ANY ($4::uuid[]) AND line.chain = 'open'`,
      [association, transfers, since, refs],
    );
    return new Set(rows.map(({ id }) => id));
  }
}
