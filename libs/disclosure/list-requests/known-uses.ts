import { Inject, Injectable } from '@nestjs/common';
import { Pool } from 'pg';
import { ArrangementReader } from '#ledger';
import { ofAssociation } from '#platform';
import type { Day, Ruleset } from '#statute';
import type { KnownUse } from '../domain/requests/settle-use.js';

export interface UseOfPerson extends KnownUse {
  readonly kind: string;
}

/** Arrangements that are no provision, are in force, and have lines of a person on the open chain. */
@Injectable()
export class KnownUses {
  constructor(
    @Inject(Pool) private readonly pool: Pool,
    @Inject(ArrangementReader) private readonly arrangements: ArrangementReader,
  ) {}

  async of(
    association: string,
    refs: readonly string[],
    { ruleset, today }: { readonly ruleset: Ruleset; readonly today: Day },
  ): Promise<UseOfPerson[]> {
    const { rows } = await ofAssociation(this.pool, association).query<KnownUse>(
      `SELECT transfer.header->'arrangement'->>'id' AS arrangement, max(line.occurred_on)::text AS "lastLineOn"
       FROM disclosure.member_line AS line
       JOIN disclosure.transfer AS transfer ON transfer.association = line.association
         AND transfer.transfer_id = line.transfer_id AND transfer.version = line.version
       WHERE line.association = $1 AND line.member_ref = ANY ($2::uuid[]) AND line.chain = 'open' AND NOT line.is_another
         AND transfer.status IN ('recorded', 'corrected') AND transfer.header->'arrangement'->>'id' IS NOT NULL
       GROUP BY 1 ORDER BY 1`,
      [association, refs],
    );
    const known = await this.arrangements.readAll(
      association,
      rows.map(({ arrangement }) => arrangement),
    );
    return rows.flatMap((row) => {
      const version = known.get(row.arrangement)?.versions.at(-1)?.data;
      const isUse = version !== undefined && ruleset.requests.stopOfUse.arrangements.includes(version.kind);
      const isOver = version !== undefined && version.endsOn !== null && version.endsOn < today;
      return isUse && !isOver ? [{ ...row, kind: version.kind }] : [];
    });
  }
}
