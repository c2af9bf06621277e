import { Injectable } from '@nestjs/common';
import { tellsMoreThanLooks } from '#access';
import type { Projection, ProjectionTarget, StoredEvent } from '#event-store';
import { VersionRows, type LineOfVersion, type MovedLine, type VersionRow, type VersionRowsOptions } from '#ledger';
import { copyRows, type Columns } from '#platform';

const LINES = 'disclosure.member_line';

const ROWS: VersionRowsOptions = {
  tables: { transfer: 'disclosure.transfer', opened: 'disclosure.open_version', lines: LINES },
  keeps: () => true,
  partiesOf: (versions) => Promise.resolve(versions.map(({ header }) => header.party)),
  insertLines,
  moveLine,
  replaceLines,
};

/** Folds transfers into each member's view. Planned transfers are not there: nothing has moved yet. */
@Injectable()
export class MemberViewProjection implements Projection {
  readonly name = 'member-view';
  readonly version = 1;
  readonly tables = [LINES, 'disclosure.transfer', 'disclosure.open_version'];
  readonly concerns = tellsMoreThanLooks;

  apply(events: readonly StoredEvent[], target: ProjectionTarget): Promise<void> {
    return VersionRows.apply(events, target, ROWS);
  }
}

const COLUMNS: Columns<LineOfVersion> = {
  association: ['text', ({ version }) => version.association],
  transfer_id: ['uuid', ({ version }) => version.transferId],
  version: ['integer', ({ version }) => version.version],
  first_position: ['bigint', ({ version }) => version.firstPosition],
  occurred_on: ['date', ({ version }) => version.header.occurredOn],
  line: ['integer', ({ line }) => line.line],
  member_ref: ['uuid', ({ line }) => line.ref],
  view: ['text', ({ line }) => line.outcome.view],
  chain: ['text', ({ line }) => line.outcome.chain],
  outcome: ['json', ({ line }) => line.outcome],
  line_part: ['json', ({ line }) => line.part],
};

function insertLines(lines: readonly LineOfVersion[], { client, table }: ProjectionTarget): Promise<void> {
  return copyRows(client, table(LINES), COLUMNS, lines);
}

/** A line that is about somebody else stays where it was shown, as one that is not about this member. */
async function moveLine(moved: MovedLine, target: ProjectionTarget): Promise<void> {
  const { client, table } = target;
  const at = 'WHERE association = $1 AND transfer_id = $2 AND version = $3 AND line = $4 AND member_ref = $5';
  if (moved.kind === 'taken') {
    const { association, transferId, version, line, ref } = moved;
    const place = [association, transferId, version, line, ref];
    await client.query(`UPDATE ${table(LINES)} SET is_another = true ${at}`, place);
    return;
  }
  const { version, line } = moved;
  const place = [version.association, version.transferId, version.version, line.line, line.ref];
  await client.query(`DELETE FROM ${table(LINES)} ${at}`, place);
  await insertLines([moved], target);
}

async function replaceLines(versions: readonly VersionRow[], { client, table }: ProjectionTarget): Promise<void> {
  const amended = [
    versions[0]!.association,
    versions.map(({ transferId }) => transferId),
    versions.map(({ version }) => version),
  ];
  await client.query(
    `DELETE FROM ${table(LINES)} AS old USING unnest($2::uuid[], $3::integer[]) AS amended(t, v)
     WHERE old.association = $1 AND old.transfer_id = amended.t AND old.version < amended.v AND NOT old.is_another`,
    amended,
  );
  // What was shown to whom it is not about goes on saying so, beside the new version.
  await client.query(
    `UPDATE ${table(LINES)} AS old SET version = amended.v
     FROM unnest($2::uuid[], $3::integer[]) AS amended(t, v)
     WHERE old.association = $1 AND old.transfer_id = amended.t AND old.version < amended.v AND old.is_another`,
    amended,
  );
}
