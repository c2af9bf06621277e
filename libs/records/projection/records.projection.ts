import { Inject, Injectable } from '@nestjs/common';
import type { Projection, ProjectionTarget, StoredEvent } from '#event-store';
import {
  asJson,
  registerOf,
  TransferDescriber,
  VersionRows,
  type LineOfVersion,
  type VersionHeader,
  type VersionRow,
  type VersionRowsOptions,
} from '#ledger';

const RECORDS = 'records.statutory_record';

/** Folds transfers into the statutory registers. It decides nothing: which record is due stands in the event. */
@Injectable()
export class RecordsProjection implements Projection {
  readonly name = 'records';
  readonly version = 1;
  readonly tables = [RECORDS, 'records.transfer', 'records.open_version'];
  readonly #rows: VersionRowsOptions = {
    tables: { transfer: 'records.transfer', opened: 'records.open_version', lines: RECORDS },
    keeps: ({ outcome }) => registerOf(outcome.duty) !== null,
    partiesOf: (versions) => this.#partiesOf(versions),
    insertLines: insertRecords,
    replaceLines: replaceRecords,
  };

  constructor(@Inject(TransferDescriber) private readonly describer: TransferDescriber) {}

  apply(events: readonly StoredEvent[], target: ProjectionTarget): Promise<void> {
    return VersionRows.apply(events, target, this.#rows);
  }

  /** The parties by which the register is searched, opened where headers seal them. */
  async #partiesOf(versions: readonly VersionHeader[]): Promise<(string | null)[]> {
    const sealed = versions.filter(({ header }) => !header.party);
    const described = await this.describer.describe(sealed.map((version) => ({ ...version, linePart: null })));
    const found = new Map(sealed.map((version, index) => [version, described[index]!.party.id]));
    return versions.map((version) => version.header.party ?? found.get(version) ?? null);
  }
}

async function insertRecords(lines: readonly LineOfVersion[], { client, table }: ProjectionTarget): Promise<void> {
  await client.query(
    `INSERT INTO ${table(RECORDS)}
       (association, transfer_id, version, first_position, occurred_on, made_on,
        line, member_ref, register, route, duty, method, retain_until, line_part, chain, allowed)
     SELECT $1, t, v, f, o, w, l, m, g, r, d, h, u, p, c, a
     FROM unnest($2::uuid[], $3::integer[], $4::bigint[], $5::date[], $6::date[], $7::integer[], $8::uuid[], $9::text[],
       $10::text[], $11::text[], $12::text[], $13::date[], $14::json[], $15::text[], $16::boolean[])
       AS due(t, v, f, o, w, l, m, g, r, d, h, u, p, c, a)`,
    [
      lines[0]!.version.association,
      lines.map(({ version }) => version.transferId),
      lines.map(({ version }) => version.version),
      lines.map(({ version }) => version.firstPosition),
      lines.map(({ version }) => version.header.occurredOn),
      lines.map(({ version }) => version.header.madeOn),
      lines.map(({ line }) => line.line),
      lines.map(({ line }) => line.ref),
      lines.map(({ line }) => registerOf(line.outcome.duty)),
      lines.map(({ line }) => line.outcome.route),
      lines.map(({ line }) => line.outcome.duty),
      lines.map(({ line }) => line.outcome.method),
      lines.map(({ line }) => line.outcome.retainUntil),
      lines.map(({ line }) => asJson(line.part)),
      lines.map(({ line }) => line.outcome.chain),
      lines.map(({ line }) => line.outcome.allowed),
    ],
  );
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
