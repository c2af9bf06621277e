import { Inject, Injectable } from '@nestjs/common';
import { Pool } from 'pg';
import { ProjectionProgress, toPosition } from '#event-store';
import { ofAssociation } from '#platform';
import { restrictedIn, type Disposal } from '../domain/disposal.js';
import type { ListedLines } from '../domain/disposal-events.js';

/** What one event disposed of. */
export interface DisposedTransfer extends ListedLines {
  readonly position: string;
  /** Of that event; base64. */
  readonly leafHash: string;
}

/** Reads what was disposed of, in the order of the log. */
@Injectable()
export class DisposedRecords {
  constructor(
    @Inject(Pool) private readonly pool: Pool,
    @Inject(ProjectionProgress) private readonly progress: ProjectionProgress,
  ) {}

  async of(
    association: string,
    { records, proposal: { disposalId } }: Disposal,
    atLeast: string,
  ): Promise<DisposedTransfer[]> {
    await this.progress.waitFor('records', association, atLeast);
    const { rows } = await ofAssociation(this.pool, association).query<DisposedTransfer>(
      `SELECT transfer_id AS transfer, lines, position, leaf_hash AS "leafHash"
       FROM records.disposed WHERE association = $1 AND disposal_id = $2 ORDER BY position`,
      [association, disposalId],
    );
    const isRestricted = restrictedIn(records);
    return rows.map((row) => ({
      ...row,
      position: toPosition(row.position),
      ...(isRestricted(row) && { restricted: true as const }),
    }));
  }
}
