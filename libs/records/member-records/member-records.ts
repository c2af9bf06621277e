import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { EVENT_STORE, ProjectionProgress, toPosition, type EventStore } from '#event-store';
import { selectShownLines } from '#ledger';
import { readOfAssociation } from '#platform';
import { Holds, type StandingHold } from '../keeping/holds.js';
import { factsOf } from '../keeping/record-facts.js';
import type { RecordAnswer } from '../list-records/answers.js';
import { RecordDescriber, type JoinedRecord } from '../list-records/record-describer.js';
import { RecordedTransferRow, StatutoryRecordRow } from '../projection/rows.js';

/** A record about a person, in the version that stands. */
export interface MemberRecord {
  readonly version: number;
  readonly register: 'provision' | 'receipt';
  readonly record: RecordAnswer;
  /** Its line in the log, as chains name it. */
  readonly line: { readonly position: string; readonly leaf: string };
}

export interface MemberRecordsFound {
  /** Position up to which they are known. */
  readonly asOf: string;
  /** Newest first. */
  readonly records: readonly MemberRecord[];
}

export interface KeptMemberRecords extends MemberRecordsFound {
  /** What stands against their disposal, and against that of any record of the person. */
  readonly holds: readonly StandingHold[];
}

export interface MemberRecordsWish {
  readonly limit: number;
  /** Both days among them; all days where it is left out. */
  readonly period?: { readonly from: string; readonly to: string };
  /** The open one where nothing is said; the other is for auditors alone. */
  readonly chain?: 'open' | 'restricted';
}

/** Rules 28: the record of a provider of person-related information names no person. */
const NAMES_NOBODY = ['REC_31_3'];

/**
 * The records under art. 29(1) and 30(3) that are about a person, as art. 33(5) has them disclosed: what is owed and in
 * force, also past its end as long as it is kept. Receipts in quarantine are none, and of the restricted chain nothing
 * is counted (Cabinet Order art. 11).
 */
@Injectable()
export class MemberRecords {
  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(DataSource) private readonly dataSource: DataSource,
    @Inject(ProjectionProgress) private readonly progress: ProjectionProgress,
    @Inject(RecordDescriber) private readonly describer: RecordDescriber,
    @Inject(Holds) private readonly holds: Holds,
  ) {}

  /** Waits until everything that stands in the log by now is among the records. */
  async of(association: string, refs: readonly string[], wish: MemberRecordsWish): Promise<MemberRecordsFound> {
    const { asOf, records } = await this.#found(association, refs, wish);
    return { asOf, records };
  }

  /** The same with what holds them. */
  async kept(association: string, refs: readonly string[], wish: MemberRecordsWish): Promise<KeptMemberRecords> {
    const { asOf, records, rows } = await this.#found(association, refs, wish);
    const facts = rows.map((row) => factsOf(row, row.transfer));
    return { asOf, records, holds: await this.holds.over(association, refs, facts) };
  }

  async #found(
    association: string,
    refs: readonly string[],
    wish: MemberRecordsWish,
  ): Promise<MemberRecordsFound & { readonly rows: readonly JoinedRecord[] }> {
    const head = await this.store.head(association);
    if (head !== null) await this.progress.waitFor('records', association, head);
    const asOf = await this.progress.reached('records', association);
    const rows = await this.#rows(association, refs, wish);
    const described = await this.describer.describe(association, rows);
    const records = rows.map(({ version, register, linePosition, leafHash: leaf }, index) => ({
      version,
      register,
      record: described[index]!,
      line: { position: toPosition(linePosition), leaf },
    }));
    return { asOf, records, rows };
  }

  async #rows(
    association: string,
    refs: readonly string[],
    { limit, period, chain = 'open' }: MemberRecordsWish,
  ): Promise<JoinedRecord[]> {
    const tables = { line: StatutoryRecordRow, transfer: RecordedTransferRow };
    const query = selectShownLines(this.dataSource, tables, { association, cursor: undefined })
      .andWhere('line.memberRef IN (:...refs)', { refs })
      .andWhere('line.chain = :chain AND line.owed AND line.quarantine IS NULL', { chain })
      .andWhere(`transfer.status IN ('recorded', 'corrected')`)
      .andWhere('line.duty NOT IN (:...namesNobody)', { namesNobody: NAMES_NOBODY })
      .limit(limit);
    if (period) query.andWhere('line.occurredOn BETWEEN :from AND :to', { ...period });
    return (await readOfAssociation(this.dataSource, association, (runner) =>
      query.setQueryRunner(runner).getMany(),
    )) as JoinedRecord[];
  }
}
