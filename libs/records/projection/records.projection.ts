import { Inject, Injectable } from '@nestjs/common';
import { tellsMoreThanLooks } from '#access';
import type { Projection, ProjectionTarget, StoredEvent } from '#event-store';
import {
  forgetParties,
  registerOfLine,
  TransferDescriber,
  VersionReader,
  VersionRows,
  type LineOfVersion,
  type MovedLine,
  type VersionRow,
  type VersionRowsOptions,
} from '#ledger';
import { copyRows, type Columns } from '#platform';
import { isSeries, methodThatCounts } from '#statute';
import { applyDisposals, DISPOSAL_TABLES } from './disposal-rows.js';
import { applyKeeping, KEEPING_TABLES } from './keeping-rows.js';

const RECORDS = 'records.statutory_record';

/** Folds transfers into the statutory registers. It decides nothing: which record is due stands in the event. */
@Injectable()
export class RecordsProjection implements Projection {
  readonly name = 'records';
  readonly version = 2;
  readonly tables = [RECORDS, 'records.transfer', 'records.open_version', ...KEEPING_TABLES, ...DISPOSAL_TABLES];
  readonly concerns = tellsMoreThanLooks;
  readonly #rows: VersionRowsOptions = {
    tables: { transfer: 'records.transfer', opened: 'records.open_version', lines: RECORDS },
    keeps: ({ outcome }) => registerOfLine(outcome) !== null,
    partiesOf: (versions) => this.describer.partiesOf(versions),
    insertLines: insertRecords,
    moveLine: moveRecord,
    versionOf: ({ association, transferId, version }) => this.versions.read(association, transferId, version),
    replaceLines: replaceRecords,
  };

  constructor(
    @Inject(TransferDescriber) private readonly describer: TransferDescriber,
    @Inject(VersionReader) private readonly versions: VersionReader,
  ) {}

  async apply(events: readonly StoredEvent[], target: ProjectionTarget): Promise<void> {
    await VersionRows.apply(events, target, this.#rows);
    await forgetParties(events, target, 'records.transfer');
    await applyKeeping(events, target);
    await applyDisposals(events, target);
  }
}

const COLUMNS: Columns<LineOfVersion> = {
  association: ['text', ({ version }) => version.association],
  transfer_id: ['uuid', ({ version }) => version.transferId],
  version: ['integer', ({ version }) => version.version],
  first_position: ['bigint', ({ version }) => version.firstPosition],
  occurred_on: ['date', ({ version }) => version.header.occurredOn],
  made_on: ['date', ({ version }) => version.header.madeOn],
  line: ['integer', ({ line }) => line.line],
  member_ref: ['uuid', ({ line }) => line.ref],
  register: ['text', ({ line }) => registerOfLine(line.outcome)],
  route: ['text', ({ line }) => line.outcome.route],
  duty: ['text', ({ line }) => line.outcome.duty],
  method: ['text', ({ line }) => line.outcome.method],
  retain_until: ['date', ({ line }) => line.outcome.retainUntil],
  line_part: ['json', ({ line }) => line.part],
  chain: ['text', ({ line }) => line.outcome.chain],
  allowed: ['boolean', ({ line }) => line.outcome.allowed],
  series_id: ['text', seriesIdOf],
  quarantine: ['text', ({ line }) => line.outcome.quarantine ?? null],
  line_position: ['bigint', ({ line }) => line.position],
  leaf_hash: ['text', ({ line }) => Buffer.from(line.leafHash).toString('base64')],
};

function seriesIdOf({ version: { header }, line: { outcome } }: LineOfVersion): string | null {
  const { series, proxyMethod } = header.record ?? {};
  if (!series || outcome.method === null) return null;
  return isSeries(methodThatCounts(outcome.method, proxyMethod)) ? series.id : null;
}

function insertRecords(lines: readonly LineOfVersion[], { client, table }: ProjectionTarget): Promise<void> {
  return copyRows(client, table(RECORDS), COLUMNS, lines);
}

/** The record names whom the line is about. Where none is owed for that person, the one that was made stays, marked. */
async function moveRecord(moved: MovedLine, { client, table }: ProjectionTarget): Promise<void> {
  const at = 'WHERE association = $1 AND transfer_id = $2 AND version = $3 AND line = $4';
  if (moved.kind === 'taken') {
    const { association, transferId, version, line } = moved;
    await client.query(`UPDATE ${table(RECORDS)} SET owed = false ${at}`, [association, transferId, version, line]);
    return;
  }
  const { version, line } = moved;
  const place = [version.association, version.transferId, version.version, line.line];
  await client.query(`DELETE FROM ${table(RECORDS)} ${at}`, place);
  await copyRows(client, table(RECORDS), COLUMNS, [moved]);
  await client.query(`UPDATE ${table(RECORDS)} SET is_moved = true ${at}`, place);
}

/** What the new version no longer owes stays in the register, marked; the rest gives way to its successor. */
async function replaceRecords(versions: readonly VersionRow[], { client, table }: ProjectionTarget): Promise<void> {
  const amended = [
    versions[0]!.association,
    versions.map(({ transferId }) => transferId),
    versions.map(({ version }) => version),
  ];
  await client.query(
    `DELETE FROM ${table(RECORDS)} AS old USING unnest($2::uuid[], $3::integer[]) AS amended(t, v)
     WHERE old.association = $1 AND old.transfer_id = amended.t AND old.version < amended.v AND EXISTS (
       SELECT FROM ${table(RECORDS)} AS later
       WHERE later.association = $1 AND later.transfer_id = amended.t AND later.line = old.line
         AND later.version > old.version AND later.version <= amended.v)`,
    amended,
  );
  await client.query(
    `UPDATE ${table(RECORDS)} AS old SET version = amended.v, owed = false
     FROM unnest($2::uuid[], $3::integer[]) AS amended(t, v)
     WHERE old.association = $1 AND old.transfer_id = amended.t AND old.version < amended.v`,
    amended,
  );
}
