import { Injectable } from '@nestjs/common';
import type { Projection, ProjectionTarget, StoredEvent } from '#event-store';
import { asJson, VersionRows, type LineOfVersion, type VersionRow, type VersionRowsOptions } from '#ledger';

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

async function insertLines(lines: readonly LineOfVersion[], { client, table }: ProjectionTarget): Promise<void> {
  await client.query(
    `INSERT INTO ${table(LINES)}
       (association, transfer_id, version, first_position, occurred_on, line, member_ref, view, chain, outcome, line_part)
     SELECT $1, t, v, f, o, l, m, w, c, j, p
     FROM unnest($2::uuid[], $3::integer[], $4::bigint[], $5::date[], $6::integer[], $7::uuid[], $8::text[], $9::text[],
       $10::json[], $11::json[]) AS changed(t, v, f, o, l, m, w, c, j, p)`,
    [
      lines[0]!.version.association,
      lines.map(({ version }) => version.transferId),
      lines.map(({ version }) => version.version),
      lines.map(({ version }) => version.firstPosition),
      lines.map(({ version }) => version.header.occurredOn),
      lines.map(({ line }) => line.line),
      lines.map(({ line }) => line.ref),
      lines.map(({ line }) => line.outcome.view),
      lines.map(({ line }) => line.outcome.chain),
      lines.map(({ line }) => JSON.stringify(line.outcome)),
      lines.map(({ line }) => asJson(line.part)),
    ],
  );
}

async function replaceLines(versions: readonly VersionRow[], { client, table }: ProjectionTarget): Promise<void> {
  await client.query(
    `DELETE FROM ${table(LINES)} AS old USING unnest($2::uuid[], $3::integer[]) AS amended(t, v)
     WHERE old.association = $1 AND old.transfer_id = amended.t AND old.version < amended.v`,
    [versions[0]!.association, versions.map(({ transferId }) => transferId), versions.map(({ version }) => version)],
  );
}
