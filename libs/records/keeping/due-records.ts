import { Inject, Injectable } from '@nestjs/common';
import { Pool } from 'pg';
import { ofAssociation } from '#platform';
import { addDays, methodThatCounts, retainUntil, RULESETS, rulesetById, type Day, type KeepingReason } from '#statute';
import type { ListedRecord } from '../domain/listing.js';
import { Keepings } from './record-keeping.js';
import { RECORD_FACTS, type RecordFacts } from './record-facts.js';

/** Records whose time is over: those that may go, and those that something keeps. */
export interface DueRecords {
  readonly disposable: readonly ListedRecord[];
  readonly kept: readonly (ListedRecord & { readonly reasons: readonly KeepingReason[] })[];
  /** False where there are more than one disposal takes. */
  readonly complete: boolean;
}

/** Records that one disposal takes, and at most as many that it names as kept: it lists them in events, and is done in a call. */
const RECORDS_PER_DISPOSAL_MAX = 10_000;
const PAGE = 1_000;
/** A look over the register that takes longer goes on with the next disposal. */
const LOOK_MILLISECONDS_MAX = 10_000;

interface DueRow extends RecordFacts {
  readonly chain: 'open' | 'restricted';
  readonly firstPosition: string;
}

type Place = readonly [day: string, position: string, line: number];

/** Finds, oldest first, what is due: a record whose statutory end would be past if it were counted from its own day. */
@Injectable()
export class DueFinder {
  constructor(
    @Inject(Pool) private readonly pool: Pool,
    @Inject(Keepings) private readonly keepings: Keepings,
  ) {}

  async find(association: string, asOf: Day): Promise<DueRecords> {
    const disposable: ListedRecord[] = [];
    const kept: (ListedRecord & { reasons: readonly KeepingReason[] })[] = [];
    const until = Date.now() + LOOK_MILLISECONDS_MAX;
    let after: Place | null = null;
    for (;;) {
      const page: DueRow[] = await this.#page(association, asOf, after);
      for (const { row, isDisposable, reasons } of await this.#judge(association, page, asOf)) {
        const record = { transferId: row.transferId, line: row.line, isRestricted: row.chain === 'restricted' };
        if (isDisposable) disposable.push(record);
        else if (reasons.length > 0 && kept.length < RECORDS_PER_DISPOSAL_MAX) kept.push({ ...record, reasons });
      }
      if (page.length < PAGE) return { disposable, kept, complete: true };
      // However many are kept, what is due behind them is reached.
      const isFull = disposable.length > RECORDS_PER_DISPOSAL_MAX - PAGE;
      if (isFull || Date.now() > until) return { disposable, kept, complete: false };
      const { occurredOn, firstPosition, line } = page.at(-1)!;
      after = [occurredOn, firstPosition, line];
    }
  }

  async #judge(association: string, page: readonly DueRow[], asOf: Day) {
    const due = page.filter((row) => ownEnd(row) < asOf);
    const keepings = await this.keepings.of(association, due, asOf);
    return due.map((row, index) => {
      const { disposableFrom, reasons } = keepings[index]!;
      return { row, reasons, isDisposable: disposableFrom !== null && disposableFrom <= asOf };
    });
  }

  // Nothing that was sent within the shortest keeping of its method can be due.
  async #page(association: string, asOf: Day, after: Place | null): Promise<DueRow[]> {
    const { rows } = await ofAssociation(this.pool, association).query<DueRow>(
      `SELECT ${RECORD_FACTS}, line.chain, line.first_position AS "firstPosition"
       FROM records.statutory_record AS line
       JOIN records.transfer AS transfer ON transfer.association = line.association
         AND transfer.transfer_id = line.transfer_id AND transfer.version = line.version
       WHERE line.association = $1 AND line.register IN ('provision', 'receipt')
         AND line.occurred_on < CASE coalesce(transfer.header->'record'->>'proxyMethod', line.method)
           WHEN 'CONTRACT' THEN $2::date WHEN 'BATCH' THEN $3::date ELSE $4::date END
         AND ($5::date IS NULL OR (line.occurred_on, line.first_position, line.line) > ($5, $6, $7))
       ORDER BY line.occurred_on, line.first_position, line.line LIMIT ${PAGE}`,
      [
        association,
        boundOf('CONTRACT', asOf),
        boundOf('BATCH', asOf),
        boundOf('EACH', asOf),
        ...(after ?? [null, null, null]),
      ],
    );
    return rows;
  }
}

function ownEnd({ method: stated, proxyMethod, madeOn, occurredOn, ruleset }: RecordFacts): Day {
  const method = methodThatCounts(stated, proxyMethod);
  const anchor = method === 'BATCH' || method === 'CONTRACT' || occurredOn > madeOn ? occurredOn : madeOn;
  return retainUntil(method, anchor, rulesetById(ruleset)!.retention);
}

/** The day before which a record must have been sent to be due, with a day to spare for 29 February. */
function boundOf(method: 'EACH' | 'BATCH' | 'CONTRACT', asOf: Day): Day {
  const years = Math.min(...RULESETS.map(({ retention }) => retention[method]));
  return addDays(asOf, 2 - Math.floor(years * 365.25));
}
