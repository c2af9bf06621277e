import type { ProjectionTarget } from '#event-store';
import { v5 } from 'uuid';
import type { CloseCode } from '../domain/finding-codes.js';
import { JUDGED_KINDS, withLine, withoutLine, type JudgedFinding } from '../domain/finding-kind.js';
import type { LineRanges } from '../domain/line-ranges.js';
import type { FoundVersion } from './finding-versions.js';

/** Namespace of ids of findings of judgements; any fixed UUID, never to be changed. */
const NAMESPACE = 'b9a6e3c2-4d1f-4f0a-9e57-3c8d2a7f6b10';

export const FINDINGS_TABLE = 'ledger.finding';
export const WATCHED_TABLE = 'ledger.watched_transfer';

/** One id for one thing that is wrong with a transfer, in whichever of its versions. */
export function judgedFindingId(transferId: string, code: string): string {
  return v5(JSON.stringify([transferId, code]), NAMESPACE);
}

/** A row as it is opened. */
export interface NewFinding {
  readonly finding_id: string;
  readonly kind: string;
  readonly code: string;
  readonly severity: 'blocking' | 'warning';
  readonly pointer: string;
  readonly chain: 'open' | 'restricted';
  readonly transfer_id?: string | null;
  readonly version?: number | null;
  readonly line_ranges?: LineRanges | null;
  readonly member_ref?: string | null;
  readonly arrangement_id?: string | null;
  readonly occurred_on: string;
  readonly since?: string | null;
  readonly because?: readonly string[] | null;
  readonly period_from?: string | null;
  readonly period_to?: string | null;
  readonly expected?: number | null;
  readonly found?: number | null;
  readonly ruleset: string | null;
  readonly opened_at: string;
  readonly opened_position: string;
  readonly ordinal: number;
}

export interface Moment {
  readonly at: string;
  readonly position: string;
}

const COLUMNS = `finding_id uuid, kind text, code text, severity text, pointer text, chain text, transfer_id uuid,
  version integer, line_ranges json, member_ref uuid, arrangement_id text, occurred_on date, since date, because json,
  period_from date, period_to date, expected integer, found integer, ruleset text, opened_at timestamptz,
  opened_position bigint, ordinal integer`;
const NAMES = COLUMNS.replaceAll(/ (uuid|text|integer|json|date|timestamptz|bigint)\b/g, '');
const JUDGED = JUDGED_KINDS.map((kind) => `'${kind}'`).join(', ');

/** Statements over the rows of findings, for one step of one association's log. */
export class FindingStatements {
  constructor(
    private readonly association: string,
    private readonly target: ProjectionTarget,
  ) {}

  /**
   * Opens what is not known yet; what the ledger closed and is wrong again opens anew. What an officer closed does so
   * where it is of other lines now, or of another send: nobody accepted that.
   */
  async open(rows: readonly NewFinding[], isOfAnotherSend = false): Promise<void> {
    if (rows.length === 0) return;
    const opens = `known.closed_by = 'ledger' OR $3 OR known.line_ranges::jsonb IS DISTINCT FROM excluded.line_ranges::jsonb`;
    const closed = ['code', 'at', 'part', 'by'].map((part) => `closed_${part}`);
    await this.#query(
      `INSERT INTO ${this.#findings} AS known (association, state, ${NAMES})
       SELECT $1, 'open', ${NAMES} FROM json_to_recordset($2) AS opened(${COLUMNS})
       ON CONFLICT (association, finding_id) DO UPDATE
       SET version = excluded.version, line_ranges = excluded.line_ranges, severity = excluded.severity,
         occurred_on = excluded.occurred_on, ruleset = excluded.ruleset, chain = excluded.chain,
         state = CASE WHEN ${opens} THEN 'open' ELSE known.state END,
         ${closed.map((name) => `${name} = CASE WHEN ${opens} THEN NULL ELSE known.${name} END`).join(', ')}`,
      [JSON.stringify(rows), isOfAnotherSend],
    );
  }

  /** Whether an officer closed anything of a transfer. */
  async hasAccepted(transferId: string): Promise<boolean> {
    const { rows } = await this.#query(
      `SELECT FROM ${this.#findings}
       WHERE association = $1 AND transfer_id = $2 AND closed_by = 'officer' AND kind IN (${JUDGED}) LIMIT 1`,
      [transferId],
    );
    return rows.length > 0;
  }

  /** Of a newer version: what is no longer wrong is closed, and so is what was known late of the one before. */
  async closeOutdated({ transferId, header, recordedAt, findings }: FoundVersion): Promise<void> {
    const code: CloseCode = header.change === 'completion' ? 'COMPLETED' : 'CORRECTED';
    await this.#query(
      `UPDATE ${this.#findings} SET state = 'closed', closed_code = $3, closed_by = 'ledger', closed_at = $4
       WHERE association = $1 AND transfer_id = $2 AND state = 'open'
         AND (kind = 'late-knowledge' OR (kind IN (${JUDGED}) AND NOT code = ANY ($5::text[])))`,
      [transferId, code, recordedAt, findings.map((one) => one.code)],
    );
  }

  /** Everything that was wrong with a transfer that ended. */
  async closeOf(transferId: string, code: CloseCode, { at }: Moment): Promise<void> {
    await this.#query(
      `UPDATE ${this.#findings} SET state = 'closed', closed_code = $3, closed_by = 'ledger', closed_at = $4
       WHERE association = $1 AND transfer_id = $2 AND state = 'open' AND kind IN ('late-knowledge', ${JUDGED})`,
      [transferId, code, at],
    );
  }

  /** A line is about somebody else: what was wrong with it for the member before is so no more. */
  async takeLine(transferId: string, line: number, { at }: Moment): Promise<void> {
    const rows = await this.#judged(transferId);
    for (const { finding_id, line_ranges } of rows) {
      const left = withoutLine(line_ranges, line);
      if (left.length > 0) await this.#setLines(finding_id, left);
      else await this.#closeOne(finding_id, at);
    }
    await this.#query(
      `UPDATE ${this.#findings} SET state = 'closed', closed_code = 'LINE_MOVED', closed_by = 'ledger', closed_at = $4
       WHERE association = $1 AND transfer_id = $2 AND state = 'open' AND kind = 'late-knowledge'
         AND (line_ranges -> 0 ->> 0)::integer = $3`,
      [transferId, line, at],
    );
  }

  /** And what is wrong with it for the one whom it is about. */
  async giveLine(rows: readonly NewFinding[], line: number): Promise<void> {
    if (rows.length === 0) return;
    const known = await this.#judged(rows[0]!.transfer_id!);
    const linesOf = new Map(known.map(({ finding_id, line_ranges }) => [finding_id, line_ranges]));
    await this.open(rows.map((row) => ({ ...row, line_ranges: withLine(linesOf.get(row.finding_id) ?? [], line) })));
  }

  async assign(findingId: string, owner: string): Promise<void> {
    await this.#query(`UPDATE ${this.#findings} SET owner = $3 WHERE association = $1 AND finding_id = $2`, [
      findingId,
      owner,
    ]);
  }

  async close(
    findingId: string,
    { code, by, part }: { readonly code: string; readonly by: 'officer' | 'ledger'; readonly part: object | null },
    { at }: Moment,
  ): Promise<void> {
    await this.#query(
      `UPDATE ${this.#findings} SET state = 'closed', closed_code = $3, closed_by = $4, closed_at = $5, closed_part = $6
       WHERE association = $1 AND finding_id = $2`,
      [findingId, code, by, at, part === null ? null : JSON.stringify(part)],
    );
  }

  async reopen(findingId: string): Promise<void> {
    await this.#query(
      `UPDATE ${this.#findings}
       SET state = 'open', closed_code = NULL, closed_by = NULL, closed_at = NULL, closed_part = NULL
       WHERE association = $1 AND finding_id = $2`,
      [findingId],
    );
  }

  /** What the clocked run has to know of transfers. */
  async watch(versions: readonly FoundVersion[]): Promise<void> {
    const rows = versions.map(({ transferId, header, chain, knownTo }) => ({
      transfer_id: transferId,
      arrangement_id: header.arrangement?.id ?? null,
      phase: header.phase,
      chain,
      occurred_on: header.occurredOn,
      period_from: header.period?.from ?? null,
      period_to: header.period?.to ?? null,
      known_to: knownTo,
      lines: header.count,
    }));
    if (rows.length === 0) return;
    await this.#query(
      `INSERT INTO ${this.#watched}
         (association, status, transfer_id, arrangement_id, phase, chain, occurred_on, period_from, period_to,
          known_to, lines)
       SELECT $1, 'recorded', * FROM json_to_recordset($2) AS seen(
         transfer_id uuid, arrangement_id text, phase text, chain text, occurred_on date, period_from date, period_to date,
         known_to bigint, lines integer)
       ON CONFLICT (association, transfer_id) DO UPDATE
       SET arrangement_id = excluded.arrangement_id, phase = excluded.phase, chain = excluded.chain,
         occurred_on = excluded.occurred_on, period_from = excluded.period_from, period_to = excluded.period_to,
         known_to = excluded.known_to, lines = excluded.lines`,
      [JSON.stringify(rows)],
    );
  }

  async endWatched(transferId: string, status: 'voided' | 'not-sent' | 'rejected'): Promise<void> {
    await this.#query(`UPDATE ${this.#watched} SET status = $3 WHERE association = $1 AND transfer_id = $2`, [
      transferId,
      status,
    ]);
  }

  async #judged(transferId: string): Promise<{ finding_id: string; line_ranges: LineRanges }[]> {
    const { rows } = await this.#query<{ finding_id: string; line_ranges: LineRanges }>(
      `SELECT finding_id, line_ranges FROM ${this.#findings}
       WHERE association = $1 AND transfer_id = $2 AND kind IN (${JUDGED})`,
      [transferId],
    );
    return rows;
  }

  async #setLines(findingId: string, lines: LineRanges): Promise<void> {
    await this.#query(`UPDATE ${this.#findings} SET line_ranges = $3 WHERE association = $1 AND finding_id = $2`, [
      findingId,
      JSON.stringify(lines),
    ]);
  }

  async #closeOne(findingId: string, at: string): Promise<void> {
    await this.#query(
      `UPDATE ${this.#findings} SET line_ranges = '[]', state = 'closed', closed_code = coalesce(closed_code, 'LINE_MOVED'),
         closed_by = coalesce(closed_by, 'ledger'), closed_at = coalesce(closed_at, $3)
       WHERE association = $1 AND finding_id = $2`,
      [findingId, at],
    );
  }

  get #findings(): string {
    return this.target.table(FINDINGS_TABLE);
  }

  get #watched(): string {
    return this.target.table(WATCHED_TABLE);
  }

  #query<Row extends object>(sql: string, values: readonly unknown[]) {
    return this.target.client.query<Row>(sql, [this.association, ...values]);
  }
}

/** Rows of what is wrong with a version. */
export function rowsOf(
  { transferId, header, ruleset, recordedAt, position, chain }: Omit<FoundVersion, 'findings' | 'knownTo'>,
  findings: readonly JudgedFinding[],
): NewFinding[] {
  return findings.map(({ lines, ...finding }, ordinal) => ({
    ...finding,
    finding_id: judgedFindingId(transferId, finding.code),
    chain,
    transfer_id: transferId,
    version: header.version,
    line_ranges: lines,
    arrangement_id: header.arrangement?.id ?? null,
    occurred_on: header.occurredOn,
    ruleset,
    opened_at: recordedAt,
    opened_position: position,
    ordinal,
  }));
}
