import type { QueryRunner } from 'typeorm';
import type { ProjectionTarget } from '#event-store';
import { copyRows, type Columns } from '#platform';
import type { LineRanges } from '../domain/line-ranges.js';
import type { TransferHeader } from '../domain/transfer-events.js';
import { HeaderText } from './header-text.js';
import type { SealedPart } from './transfer-changes.js';

/** A version on its way to its seal, or just sealed. */
export interface VersionRow {
  readonly association: string;
  readonly transferId: string;
  readonly version: number;
  readonly ruleset: string;
  readonly header: TransferHeader;
  readonly headerPart: SealedPart | null;
  readonly text: HeaderText;
  readonly partyId: string | null;
  /** Where the transfer began: with the day, the order of lists. Known before the seal, and the same for ever. */
  readonly firstPosition: string;
  /** Of its last event: of the seal, once it is sealed. */
  position: string;
  /** How many lines have come, and how many of them the projection keeps. */
  lines: number;
  kept: number;
}

/** The last word on a transfer. */
export interface Ending {
  readonly status: 'voided' | 'rejected';
  readonly position: string;
}

const SHARED = `ruleset text NOT NULL,
        header json NOT NULL,
        header_part json,
        party_id text,
        first_position bigint NOT NULL,`;

/** Makes the tables of transfers in the schema of a projection: what is shown of each, and what is not sealed yet. */
export async function createVersionTables(runner: QueryRunner, schema: string): Promise<void> {
  // What lines of one transfer share is kept once. Headers are read whole, so they stay text.
  await runner.query(`
      CREATE TABLE ${schema}.transfer (
        association text NOT NULL,
        transfer_id uuid NOT NULL,
        version integer NOT NULL CHECK (version > 0),
        status text NOT NULL CHECK (status IN ('recorded', 'corrected', 'voided', 'rejected')),
        ${SHARED}
        position bigint NOT NULL,
        PRIMARY KEY (association, transfer_id)
      )`);
  await runner.query(`
      CREATE TABLE ${schema}.open_version (
        association text NOT NULL,
        transfer_id uuid NOT NULL,
        version integer NOT NULL CHECK (version > 0),
        ${SHARED}
        lines integer NOT NULL,
        kept integer NOT NULL,
        PRIMARY KEY (association, transfer_id)
      ) WITH (fillfactor = 50)`);
}

export interface VersionTableNames {
  readonly transfer: string;
  readonly opened: string;
  readonly lines: string;
}

/** Statements over the rows of transfers, for one step of one association's log. */
export class VersionTables {
  constructor(
    private readonly association: string,
    private readonly target: ProjectionTarget,
    private readonly names: VersionTableNames,
  ) {}

  /** Few at any time: each is a transfer of several members that is being recorded now, or that never was sealed. */
  async readOpen(): Promise<VersionRow[]> {
    const { rows } = await this.#query(
      'opened',
      (table) => `
      SELECT association, transfer_id AS "transferId", version, ruleset, header, header_part AS "headerPart",
        party_id AS "partyId", first_position AS "firstPosition", first_position AS position, lines, kept
      FROM ${table} WHERE association = $1`,
      [],
    );
    return (rows as VersionRow[]).map((row) => ({ ...row, text: new HeaderText(row) }));
  }

  /** What is shown of transfers. */
  async readShown(transferIds: readonly string[]): Promise<Map<string, VersionRow>> {
    if (transferIds.length === 0) return new Map();
    const { rows } = await this.#query(
      'transfer',
      (table) => `
      SELECT association, transfer_id AS "transferId", version, ruleset, header, header_part AS "headerPart",
        party_id AS "partyId", first_position AS "firstPosition", position, 0 AS lines, 0 AS kept
      FROM ${table} WHERE association = $1 AND transfer_id = ANY ($2)`,
      [transferIds],
    );
    return new Map((rows as VersionRow[]).map((row) => [row.transferId, { ...row, text: new HeaderText(row) }]));
  }

  async readFirstPositions(transferIds: readonly string[]): Promise<Map<string, string>> {
    if (transferIds.length === 0) return new Map();
    const { rows } = await this.#query(
      'transfer',
      (table) => `SELECT transfer_id, first_position FROM ${table} WHERE association = $1 AND transfer_id = ANY ($2)`,
      [transferIds],
    );
    return new Map(
      (rows as { transfer_id: string; first_position: string }[]).map((row) => [row.transfer_id, row.first_position]),
    );
  }

  async deleteLines(versions: readonly VersionRow[]): Promise<void> {
    if (versions.length === 0) return;
    await this.#query(
      'lines',
      (table) => `
      DELETE FROM ${table} AS line USING unnest($2::uuid[], $3::integer[]) AS gone(t, v)
      WHERE line.association = $1 AND line.transfer_id = gone.t AND line.version = gone.v`,
      [versions.map(({ transferId }) => transferId), versions.map(({ version }) => version)],
    );
  }

  /** From now on these versions are what is seen of their transfers. */
  async show(versions: readonly VersionRow[]): Promise<void> {
    const { client, table } = this.target;
    // A first version finds no row.
    const firsts = versions.filter(({ version }) => version === 1);
    await copyRows(client, table(this.names.transfer), SHOWN, firsts);
    await this.#showLater(versions.filter(({ version }) => version > 1));
  }

  async #showLater(versions: readonly VersionRow[]): Promise<void> {
    if (versions.length === 0) return;
    await this.#query(
      'transfer',
      (table) => `
      INSERT INTO ${table}
        (association, transfer_id, version, status, ruleset, header, header_part, party_id, first_position, position)
      SELECT $1, t, v, s, r, h, p, o, f, l
      FROM unnest($2::uuid[], $3::integer[], $4::text[], $5::text[], $6::json[], $7::json[], $8::text[], $9::bigint[],
        $10::bigint[]) AS sealed(t, v, s, r, h, p, o, f, l)
      ON CONFLICT (association, transfer_id) DO UPDATE
      SET version = excluded.version, status = excluded.status, ruleset = excluded.ruleset, header = excluded.header,
        header_part = excluded.header_part, party_id = excluded.party_id, position = excluded.position`,
      [
        versions.map(({ transferId }) => transferId),
        versions.map(({ version }) => version),
        versions.map(statusOf),
        ...sharedColumns(versions),
        versions.map(({ position }) => position),
      ],
    );
  }

  async end(endings: ReadonlyMap<string, Ending>): Promise<void> {
    if (endings.size === 0) return;
    const ended = [...endings.values()];
    await this.#query(
      'transfer',
      (table) => `
      UPDATE ${table} AS transfer SET status = ended.s, position = ended.p
      FROM unnest($2::uuid[], $3::text[], $4::bigint[]) AS ended(t, s, p)
      WHERE transfer.association = $1 AND transfer.transfer_id = ended.t`,
      [[...endings.keys()], ended.map(({ status }) => status), ended.map(({ position }) => position)],
    );
  }

  /** Deletes lines, and every transfer of which none is left. */
  async dispose(disposed: readonly { readonly transferId: string; readonly lines: LineRanges }[]): Promise<void> {
    if (disposed.length === 0) return;
    const runs = disposed.flatMap(({ transferId, lines }) =>
      lines.map(([first, last]) => ({ transferId, first, last })),
    );
    await this.#query(
      'lines',
      (table) => `
      DELETE FROM ${table} AS line USING unnest($2::uuid[], $3::integer[], $4::integer[]) AS gone(t, f, l)
      WHERE line.association = $1 AND line.transfer_id = gone.t AND line.line BETWEEN gone.f AND gone.l`,
      [runs.map(({ transferId }) => transferId), runs.map(({ first }) => first), runs.map(({ last }) => last)],
    );
    const lines = this.target.table(this.names.lines);
    await this.#query(
      'transfer',
      (table) => `
      DELETE FROM ${table} AS transfer
      WHERE transfer.association = $1 AND transfer.transfer_id = ANY ($2::uuid[]) AND NOT EXISTS (
        SELECT FROM ${lines} AS line WHERE line.association = $1 AND line.transfer_id = transfer.transfer_id)`,
      [disposed.map(({ transferId }) => transferId)],
    );
  }

  async deleteOpen(transferIds: readonly string[]): Promise<void> {
    if (transferIds.length === 0) return;
    await this.#query('opened', (table) => `DELETE FROM ${table} WHERE association = $1 AND transfer_id = ANY ($2)`, [
      transferIds,
    ]);
  }

  async keepOpen(versions: readonly VersionRow[]): Promise<void> {
    if (versions.length === 0) return;
    await this.#query(
      'opened',
      (table) => `
      INSERT INTO ${table}
        (association, transfer_id, version, ruleset, header, header_part, party_id, first_position, lines, kept)
      SELECT $1, t, v, r, h, p, o, f, n, k
      FROM unnest($2::uuid[], $3::integer[], $4::text[], $5::json[], $6::json[], $7::text[], $8::bigint[],
        $9::integer[], $10::integer[]) AS begun(t, v, r, h, p, o, f, n, k)
      ON CONFLICT (association, transfer_id) DO UPDATE
      SET version = excluded.version, ruleset = excluded.ruleset, header = excluded.header,
        header_part = excluded.header_part, party_id = excluded.party_id, first_position = excluded.first_position,
        lines = excluded.lines, kept = excluded.kept`,
      [
        versions.map(({ transferId }) => transferId),
        versions.map(({ version }) => version),
        ...sharedColumns(versions),
        versions.map(({ lines }) => lines),
        versions.map(({ kept }) => kept),
      ],
    );
  }

  #query(name: keyof VersionTableNames, sql: (table: string) => string, values: readonly unknown[]) {
    const { client, table } = this.target;
    return client.query<object>(sql(table(this.names[name])), [this.association, ...values]);
  }
}

const SHOWN: Columns<VersionRow> = {
  association: ['text', ({ association }) => association],
  transfer_id: ['uuid', ({ transferId }) => transferId],
  version: ['integer', ({ version }) => version],
  status: ['text', statusOf],
  ruleset: ['text', ({ ruleset }) => ruleset],
  header: ['text', ({ text }) => text.header],
  header_part: ['text', ({ text }) => text.part],
  party_id: ['text', ({ partyId }) => partyId],
  first_position: ['bigint', ({ firstPosition }) => firstPosition],
  position: ['bigint', ({ position }) => position],
};

function statusOf({ header }: VersionRow): string {
  return header.change === 'correction' ? 'corrected' : 'recorded';
}

function sharedColumns(versions: readonly VersionRow[]): unknown[] {
  return [
    versions.map(({ ruleset }) => ruleset),
    versions.map(({ text }) => text.header),
    versions.map(({ text }) => text.part),
    versions.map(({ partyId }) => partyId),
    versions.map(({ firstPosition }) => firstPosition),
  ];
}
