import { Inject, Injectable } from '@nestjs/common';
import { Pool } from 'pg';
import { toPosition } from '#event-store';
import { rulesetById } from '#statute';
import type { FindingOpened } from '../domain/finding-events.js';
import type { OpenedFindingAnswer } from './answers.js';

export interface FindingsWish {
  readonly association: string;
  /** The restricted chain exists for auditors alone. */
  readonly isAuditor: boolean;
  readonly transfer?: string | undefined;
  readonly member?: string | undefined;
  /** Only those that were opened before this position. */
  readonly before?: string | undefined;
  readonly limit: number;
}

interface FindingRow {
  readonly position: string;
  readonly opened_at: Date;
  readonly ruleset: string;
  readonly member_ref: string;
  readonly data: FindingOpened['data'];
}

/** Reads findings that were opened, newest first. */
@Injectable()
export class FindingRows {
  constructor(@Inject(Pool) private readonly pool: Pool) {}

  async read(wish: FindingsWish): Promise<OpenedFindingAnswer[]> {
    const { association, isAuditor, transfer, member, before, limit } = wish;
    const { rows } = await this.pool.query<FindingRow>(
      `SELECT position, opened_at, ruleset, member_ref, data FROM ledger.finding
       WHERE association = $1 AND (chain = 'open' OR $2) AND ($3::uuid IS NULL OR transfer_id = $3)
         AND ($4::uuid IS NULL OR member_ref = $4) AND ($5::bigint IS NULL OR position < $5)
       ORDER BY position DESC LIMIT $6`,
      [association, isAuditor, transfer ?? null, member ?? null, before ?? null, limit],
    );
    return rows.map(toAnswer);
  }
}

function toAnswer({ position, opened_at, ruleset, member_ref, data }: FindingRow): OpenedFindingAnswer {
  const { findingId, transfer, version, line, code, severity, pointer, since, because, occurredOn } = data;
  return {
    id: findingId,
    transfer,
    version,
    line,
    member: member_ref,
    occurredOn,
    code,
    severity,
    pointer,
    ...(rulesetById(ruleset)?.findings[code] ?? { ja: code, en: code }),
    since,
    because: [...because],
    ruleset,
    openedAt: opened_at.toISOString(),
    position: toPosition(position),
  };
}
