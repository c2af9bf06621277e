import { Inject, Injectable } from '@nestjs/common';
import { isLookEvent } from '#access';
import type { Projection, ProjectionTarget, StoredEvent } from '#event-store';
import {
  forgetParties,
  TransferDescriber,
  VersionReader,
  VersionRows,
  type LineOfVersion,
  type MovedLine,
  type VersionRow,
  type VersionRowsOptions,
} from '#ledger';
import { copyRows, type Columns } from '#platform';

const LINES = 'number_act.line';

/**
 * Folds the lines of the Number Act (番号法) into a log of their own: APPI 29 and 30 do not apply to them (Number Act
 * 30(2)), so they are no provision records and no part of what art. 33(5) shows.
 */
@Injectable()
export class NumberActLogProjection implements Projection {
  readonly name = 'number-act-log';
  readonly version = 1;
  readonly tables = [LINES, 'number_act.transfer', 'number_act.open_version'];
  readonly concerns = mayConcern;
  readonly #rows: VersionRowsOptions = {
    tables: { transfer: 'number_act.transfer', opened: 'number_act.open_version', lines: LINES },
    keeps: ({ outcome }) => outcome.basis === 'NUM',
    partiesOf: (versions) => this.describer.partiesOf(versions),
    insertLines: (lines, { client, table }) => copyRows(client, table(LINES), COLUMNS, lines),
    moveLine,
    versionOf: ({ association, transferId, version }) => this.versions.read(association, transferId, version),
    replaceLines,
  };

  constructor(
    @Inject(TransferDescriber) private readonly describer: TransferDescriber,
    @Inject(VersionReader) private readonly versions: VersionReader,
  ) {}

  async apply(events: readonly StoredEvent[], target: ProjectionTarget): Promise<void> {
    await VersionRows.apply(events, target, this.#rows);
    await forgetParties(events, target, 'number_act.transfer');
  }
}

// Most events are transfers of one member by another ground, which no row of this log was ever made of.
function mayConcern({ envelope: { type, data } }: StoredEvent): boolean {
  if (type !== 'TransferRecorded') return !isLookEvent(type);
  const { header, group } = data as { header: { version: number }; group: { basis: string | null } };
  return group.basis === 'NUM' || header.version > 1;
}

const COLUMNS: Columns<LineOfVersion> = {
  association: ['text', ({ version }) => version.association],
  transfer_id: ['uuid', ({ version }) => version.transferId],
  version: ['integer', ({ version }) => version.version],
  first_position: ['bigint', ({ version }) => version.firstPosition],
  occurred_on: ['date', ({ version }) => version.header.occurredOn],
  line: ['integer', ({ line }) => line.line],
  member_ref: ['uuid', ({ line }) => line.ref],
  line_part: ['json', ({ line }) => line.part],
  chain: ['text', ({ line }) => line.outcome.chain],
  allowed: ['boolean', ({ line }) => line.outcome.allowed],
};

/** A line leaves the log with the member that it was not about, and comes into it with the one that it is about. */
async function moveLine(moved: MovedLine, { client, table }: ProjectionTarget): Promise<void> {
  const { association, transferId, version } = moved.kind === 'taken' ? moved : moved.version;
  const line = moved.kind === 'taken' ? moved.line : moved.line.line;
  await client.query(
    `DELETE FROM ${table(LINES)} WHERE association = $1 AND transfer_id = $2 AND version = $3 AND line = $4`,
    [association, transferId, version, line],
  );
  if (moved.kind === 'given') await copyRows(client, table(LINES), COLUMNS, [moved]);
}

async function replaceLines(versions: readonly VersionRow[], { client, table }: ProjectionTarget): Promise<void> {
  await client.query(
    `DELETE FROM ${table(LINES)} AS old USING unnest($2::uuid[], $3::integer[]) AS amended(t, v)
     WHERE old.association = $1 AND old.transfer_id = amended.t AND old.version < amended.v`,
    [versions[0]!.association, versions.map(({ transferId }) => transferId), versions.map(({ version }) => version)],
  );
}
