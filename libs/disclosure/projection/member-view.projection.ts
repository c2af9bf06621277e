import { Injectable } from '@nestjs/common';
import type { Projection, ProjectionTarget, StoredEvent } from '#event-store';
import { VersionRows, type LineOfVersion, type VersionRow, type VersionRowsOptions } from '#ledger';
import { copyRows, type Columns } from '#platform';

const LINES = 'disclosure.member_line';

const ROWS: VersionRowsOptions = {
  tables: { transfer: 'disclosure.transfer', opened: 'disclosure.open_version', lines: LINES },
  keeps: () => true,
  partiesOf: (versions) => Promise.resolve(versions.map(({ header }) => header.party)),
  insertLines,
  replaceLines,
};

/** Folds transfers into each member's view. Planned transfers are not there: nothing has moved yet. */
@Injectable()
export class MemberViewProjection implements Projection {
  readonly name = 'member-view';
  readonly version = 1;
  readonly tables = [LINES, 'disclosure.transfer', 'disclosure.open_version'];

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

async function replaceLines(versions: readonly VersionRow[], { client, table }: ProjectionTarget): Promise<void> {
  await client.query(
    `DELETE FROM ${table(LINES)} AS old USING unnest($2::uuid[], $3::integer[]) AS amended(t, v)
     WHERE old.association = $1 AND old.transfer_id = amended.t AND old.version < amended.v`,
    [versions[0]!.association, versions.map(({ transferId }) => transferId), versions.map(({ version }) => version)],
  );
}
