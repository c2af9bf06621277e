import type { Pool } from 'pg';
import type { ShownLine } from '#ledger';
import { decodeCursor, ofAssociation } from '#platform';
import type { MemberLineRow } from '../projection/rows.js';

/** Who looks decides what is there: the restricted chain and hidden lines exist for auditors alone. */
export type Viewer = 'member' | 'officer' | 'auditor';

export type ViewedLine = ShownLine<MemberLineRow>;

export interface LinesWish {
  readonly association: string;
  /** Every reference of the person. */
  readonly refs: readonly string[];
  readonly viewer: Viewer;
  readonly cursor: string | undefined;
}

/** What is found, as the columns of both tables are named by TypeORM. */
type Found = Omit<ViewedLine, 'association' | 'transfer'> & {
  readonly status: ViewedLine['transfer']['status'];
} & Pick<ViewedLine['transfer'], 'ruleset' | 'header' | 'headerPart' | 'partyId' | 'position'>;

/**
 * Lines of sealed versions of a person, newest first. By bound SQL, for everybody's first page is this: TypeORM's own way
 * takes three round trips, and a plan and a text made anew each time.
 */
export async function viewedLines(pool: Pool, wish: LinesWish, limit: number): Promise<ViewedLine[]> {
  const { association, refs, viewer, cursor } = wish;
  const { rows } = await ofAssociation(pool, association).prepared<Found>(statementOf(wish), [
    association,
    // Nearly everybody has one reference, and one is found in the order of the list.
    refs.length === 1 ? refs[0] : refs,
    viewer === 'auditor',
    viewer !== 'member',
    limit,
    ...(cursor ? decodeCursor(cursor, ['day', 'position', 'number']) : []),
  ]);
  return rows.map(({ status, ruleset, header, headerPart, partyId, position, ...line }) => {
    const { transferId, version, firstPosition } = line;
    const shared = { association, transferId, version, firstPosition };
    return { ...line, association, transfer: { ...shared, status, ruleset, header, headerPart, partyId, position } };
  });
}

function statementOf({ refs, cursor }: LinesWish): string {
  return `
    SELECT line.transfer_id AS "transferId", line.version, line.line, line.member_ref AS "memberRef",
      line.occurred_on::text AS "occurredOn", line.first_position AS "firstPosition", line.chain, line.view,
      line.is_another AS "isAnother", line.outcome, line.line_part AS "linePart", transfer.status, transfer.ruleset,
      transfer.header, transfer.header_part AS "headerPart", transfer.party_id AS "partyId", transfer.position
    FROM disclosure.member_line AS line
    JOIN disclosure.transfer AS transfer
      ON transfer.association = line.association AND transfer.transfer_id = line.transfer_id
      AND transfer.version = line.version
    WHERE line.association = $1 AND line.member_ref = ${refs.length === 1 ? '$2' : 'ANY ($2::uuid[])'}
      AND (line.chain = 'open' OR $3) AND (line.view <> 'hidden' OR $4)
      ${cursor ? 'AND (line.occurred_on, line.first_position, line.line) < ($6::date, $7::bigint, $8::integer)' : ''}
    ORDER BY line.occurred_on DESC, line.first_position DESC, line.line DESC LIMIT $5`;
}
