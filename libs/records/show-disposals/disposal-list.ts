import { Inject, Injectable } from '@nestjs/common';
import { Pool } from 'pg';
import { ProjectionProgress } from '#event-store';
import { decodeCursor, ofAssociation, pageOf, rowsToFind, type PageRequest } from '#platform';
import { DisposalStreams } from '../keeping/disposal-streams.js';
import type { DisposalPageAnswer } from './answers.js';
import { disposalAnswer } from './disposal-answer.js';

/** Finds disposals by the rows, and says of each what stands in its stream. */
@Injectable()
export class DisposalList {
  constructor(
    @Inject(Pool) private readonly pool: Pool,
    @Inject(ProjectionProgress) private readonly progress: ProjectionProgress,
    @Inject(DisposalStreams) private readonly streams: DisposalStreams,
  ) {}

  async page(association: string, request: PageRequest, isAuditor: boolean): Promise<DisposalPageAnswer> {
    if (request.atLeast) await this.progress.waitFor('records', association, request.atLeast);
    const [before] = request.cursor ? decodeCursor(request.cursor, ['position']) : [null];
    const { rows: found } = await ofAssociation(this.pool, association).query<{ id: string; position: string }>(
      `SELECT disposal_id AS id, position FROM records.disposal
       WHERE association = $1 AND ($2::bigint IS NULL OR position < $2) ORDER BY position DESC LIMIT $3`,
      [association, before, rowsToFind(request)],
    );
    const { rows, next } = pageOf(found, request, ({ position }) => [position]);
    const disposals = await Promise.all(rows.map(({ id }) => this.streams.read(association, id)));
    return { disposals: disposals.map((one) => disposalAnswer(one, isAuditor)), next };
  }
}
