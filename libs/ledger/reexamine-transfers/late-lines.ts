import { Inject, Injectable } from '@nestjs/common';
import { Pool } from 'pg';
import { ProjectionProgress, toPosition, type Position } from '#event-store';
import { ofAssociation } from '#platform';
import { dayInJapan } from '#statute';
import { EVER } from '../projection/counts-from.js';
import { JUDGED_WITHOUT } from '../projection/late-knowledge.statements.js';
import { LATE_KNOWLEDGE } from '../projection/late-knowledge.projection.js';
import type { LateLine } from './reexamine-line.js';

/** A member of whom something became known after lines that it counts for had been judged. */
export interface LateMember {
  readonly association: string;
  readonly member: string;
}

/** Finds what was judged without something that stood. */
@Injectable()
export class LateLines {
  constructor(
    @Inject(Pool) private readonly pool: Pool,
    @Inject(ProjectionProgress) private readonly progress: ProjectionProgress,
  ) {}

  async members(limit: number): Promise<LateMember[]> {
    // Whose turn it is can only be asked of all associations at once; what is examined then is asked of one.
    const { rows } = await this.pool.query<LateMember>(`SELECT association, member FROM ledger.late_members($1)`, [
      limit,
    ]);
    return rows;
  }

  /** Everything up to here is in the rows. */
  reached(association: string): Promise<Position> {
    return this.progress.reached(LATE_KNOWLEDGE, association);
  }

  /** How many members of an association wait to have their lines examined. */
  async waiting(association: string): Promise<number> {
    const { rows } = await ofAssociation(this.pool, association).query<{ count: string }>(
      `SELECT count(DISTINCT member_ref) FROM ledger.standing_mark WHERE association = $1 AND is_open`,
      [association],
    );
    return Number(rows[0]!.count);
  }

  /** The lines of a member to examine, complete for everything up to `through`. */
  async of({ association, member }: LateMember): Promise<{ through: Position; lines: LateLine[] }> {
    // Read before the rows: they hold at least everything up to it.
    const through = await this.reached(association);
    const { rows } = await ofAssociation(this.pool, association).query<
      Omit<LateLine, 'because'> & { because: string[] }
    >(
      `SELECT line.transfer_id AS transfer, line.line,
              min(CASE WHEN one.counts_on <= $3 THEN line.occurred_on ELSE one.counts_on END)::text AS since,
              array_agg(one.position::text ORDER BY one.position) AS because
       FROM ledger.standing_mark AS one
       JOIN ledger.judged_line AS line
         ON line.association = one.association AND line.member_ref = one.member_ref AND ${JUDGED_WITHOUT}
       WHERE one.association = $1 AND one.member_ref = $2
       GROUP BY line.transfer_id, line.line ORDER BY line.transfer_id, line.line`,
      [association, member, dayInJapan(EVER)],
    );
    return { through, lines: rows.map((row) => ({ ...row, because: row.because.map(toPosition) })) };
  }
}
