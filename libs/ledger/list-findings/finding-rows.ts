import { Inject, Injectable } from '@nestjs/common';
import { Pool } from 'pg';
import { DataKeys, Persons } from '#access';
import { toPosition } from '#event-store';
import { ofAssociation } from '#platform';
import { rulesetById } from '#statute';
import { CLOSE_TEXTS, WATCH_FINDINGS, type CloseCode } from '../domain/finding-codes.js';
import { WATCH_KINDS, type WatchKind } from '../domain/finding-events.js';
import type { FindingKind } from '../domain/finding-kind.js';
import type { LineRanges } from '../domain/line-ranges.js';
import type { SealedPart } from '../reading/transfer-changes.js';
import type { OpenedFindingAnswer } from './answers.js';

export interface FindingsWish {
  readonly association: string;
  /** The restricted chain exists for auditors alone. */
  readonly isAuditor: boolean;
  readonly kind?: FindingKind | undefined;
  readonly state?: 'open' | 'closed' | undefined;
  readonly owner?: string | undefined;
  readonly arrangement?: string | undefined;
  readonly transfer?: string | undefined;
  readonly member?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  /** Only those before this place in the list. */
  readonly before?: readonly [position: string, ordinal: number] | undefined;
  readonly limit: number;
}

/** How a finding stands, for whoever wants to change that. */
export interface FindingState {
  readonly state: 'open' | 'closed';
  readonly owner: string | null;
  readonly closedBy: 'officer' | 'ledger' | null;
  readonly closedCode: CloseCode | null;
}

/** A finding with its place in the list. */
export interface ListedFinding {
  readonly answer: OpenedFindingAnswer;
  readonly chain: 'open' | 'restricted';
  readonly place: readonly [position: string, ordinal: number];
}

interface FindingRow {
  readonly finding_id: string;
  readonly kind: FindingKind;
  readonly chain: 'open' | 'restricted';
  readonly code: string;
  readonly severity: 'blocking' | 'warning';
  readonly pointer: string;
  readonly state: 'open' | 'closed';
  readonly transfer_id: string | null;
  readonly version: number | null;
  readonly line_ranges: LineRanges | null;
  readonly member_ref: string | null;
  readonly arrangement_id: string | null;
  readonly occurred_on: string;
  readonly since: string | null;
  readonly because: string[] | null;
  readonly period_from: string | null;
  readonly period_to: string | null;
  readonly expected: number | null;
  readonly found: number | null;
  readonly ruleset: string | null;
  readonly opened_at: Date;
  readonly opened_position: string;
  readonly ordinal: number;
  readonly owner: string | null;
  readonly closed_code: CloseCode | null;
  readonly closed_by: string | null;
  readonly closed_at: Date | null;
  readonly closed_part: SealedPart | null;
}

/** Reads findings, newest first. */
@Injectable()
export class FindingRows {
  constructor(
    @Inject(Pool) private readonly pool: Pool,
    @Inject(DataKeys) private readonly keys: DataKeys,
    @Inject(Persons) private readonly persons: Persons,
  ) {}

  async read(wish: FindingsWish): Promise<ListedFinding[]> {
    const { association, isAuditor, kind, state, owner, arrangement, transfer, from, to, before, limit } = wish;
    const members = wish.member ? await this.persons.references(association, wish.member) : null;
    const { rows } = await ofAssociation(this.pool, association).query<FindingRow>(
      `SELECT *, occurred_on::text, since::text, period_from::text, period_to::text FROM ledger.finding
       WHERE association = $1 AND (chain = 'open' OR $2) AND ($3::text IS NULL OR kind = $3)
         AND ($4::text IS NULL OR state = $4) AND ($5::text IS NULL OR owner = $5)
         AND ($6::text IS NULL OR arrangement_id = $6) AND ($7::uuid IS NULL OR transfer_id = $7)
         AND ($8::uuid[] IS NULL OR member_ref = ANY ($8)) AND ($9::date IS NULL OR occurred_on >= $9)
         AND ($10::date IS NULL OR occurred_on <= $10)
         AND ($11::bigint IS NULL OR (opened_position, ordinal) < ($11, $12::integer))
       ORDER BY opened_position DESC, ordinal DESC LIMIT $13`,
      [
        association,
        isAuditor,
        kind ?? null,
        state ?? null,
        owner ?? null,
        arrangement ?? null,
        transfer ?? null,
        members,
        from ?? null,
        to ?? null,
        before?.[0] ?? null,
        before?.[1] ?? null,
        limit,
      ],
    );
    const texts = await this.#textsOf(association, rows);
    return rows.map((row) => ({
      answer: toAnswer(row, texts.get(row.finding_id) ?? null),
      chain: row.chain,
      place: [toPosition(row.opened_position), row.ordinal] as const,
    }));
  }

  /** Null where officers see no such finding. */
  async stateOf(association: string, findingId: string): Promise<FindingState | null> {
    const { rows } = await ofAssociation(this.pool, association).query<FindingState>(
      `SELECT state, owner, closed_by AS "closedBy", closed_code AS "closedCode" FROM ledger.finding
       WHERE association = $1 AND finding_id = $2 AND chain = 'open'`,
      [association, findingId],
    );
    return rows[0] ?? null;
  }

  /** What was written at the closing, of those whose keys are still there. */
  async #textsOf(association: string, rows: readonly FindingRow[]): Promise<Map<string, string>> {
    const closed = rows.filter((row) => row.closed_part !== null);
    const opened = await this.keys.open(closed.map((row) => ({ association, ...row.closed_part! })));
    const texts = closed.map(
      (row, index) => [row.finding_id, (opened[index] as { text: string } | null)?.text] as const,
    );
    return new Map(texts.filter((one): one is [string, string] => one[1] !== undefined));
  }
}

function toAnswer(row: FindingRow, text: string | null): OpenedFindingAnswer {
  const [first] = row.line_ranges ?? [];
  const closed =
    row.closed_code === null
      ? null
      : {
          code: row.closed_code,
          ...CLOSE_TEXTS[row.closed_code],
          by: row.closed_by!,
          at: row.closed_at!.toISOString(),
          text,
        };
  return {
    id: row.finding_id,
    kind: row.kind,
    state: row.state,
    transfer: row.transfer_id,
    version: row.version,
    line: first?.[0] ?? null,
    lines: (row.line_ranges ?? []).reduce((sum, [from, to]) => sum + to - from + 1, 0),
    member: row.member_ref,
    arrangement: row.arrangement_id,
    occurredOn: row.occurred_on,
    code: row.code,
    severity: row.severity,
    pointer: row.pointer,
    ...textOf(row),
    since: row.since,
    because: row.because ?? [],
    period: row.period_from === null ? null : { from: row.period_from, to: row.period_to! },
    expected: row.expected,
    found: row.found,
    ruleset: row.ruleset,
    owner: row.owner,
    openedAt: row.opened_at.toISOString(),
    position: toPosition(row.opened_position),
    closed,
  };
}

function textOf({ kind, code, ruleset }: FindingRow): { ja: string; en: string } {
  if (WATCH_KINDS.includes(kind as WatchKind)) {
    const { ja, en } = WATCH_FINDINGS[kind as WatchKind];
    return { ja, en };
  }
  return rulesetById(ruleset ?? '')?.findings[code] ?? { ja: code, en: code };
}
