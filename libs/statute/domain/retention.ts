import { addDays, anniversaryOf, lastDayOfMonth, laterOf } from './calendar.js';
import type { Day } from './facts.js';
import type { RecordMethod } from './vocabulary.js';

/** Years of keeping by method, as a ruleset states them. */
export type RetentionYears = Readonly<Record<RecordMethod, number>>;

/** Art. 29(2), 30(4) with Rules 21 and 25: one year for a contract substitute, three years otherwise. */
const RETENTION_YEARS: RetentionYears = { EACH: 3, BATCH: 3, CONTRACT: 1, PROXY: 3 };

/** A record as disposal looks at it. `dependents` are records that left out fields this one holds, Rules 20(2), 24(2). */
export interface KeptRecord {
  readonly method: RecordMethod;
  readonly madeOn: Day;
  /** Day of the last provision or receipt under the record. */
  readonly lastOn: Day;
  readonly seriesClosed: boolean;
  readonly legalHold: boolean;
  readonly dependents: readonly KeptRecord[];
}

export type KeepingReason = 'SERIES_OPEN' | 'LEGAL_HOLD' | 'DEPENDENT_RECORD';

export interface Disposal {
  /** First day on which the record may be disposed of; null while something keeps it open. */
  readonly from: Day | null;
  /** Why it is kept beyond its own end, or has no end yet. */
  readonly reasons: readonly KeepingReason[];
}

/** The last day of a period of `years` years of which `start` is day 1: Civil Code art. 143(2). */
export function endOfYears(start: Day, years: number): Day {
  const anniversary = anniversaryOf(start, years);
  if (anniversary !== null) return addDays(anniversary, -1);
  return lastDayOfMonth(Number(start.slice(0, 4)) + years, Number(start.slice(5, 7)));
}

/**
 * Statutory end of keeping, the last day included (Rules 21 and 25; art. 29(2) and 30(4)). The anchor is the day of
 * making for EACH and PROXY, whose first day is not counted (Civil Code art. 140), and the day of the last provision
 * or receipt for BATCH and CONTRACT, which is day 1.
 */
export function retainUntil(method: RecordMethod, anchorDay: Day, years: RetentionYears = RETENTION_YEARS): Day {
  const start = isSeries(method) ? anchorDay : addDays(anchorDay, 1);
  return endOfYears(start, years[method]);
}

/** True for the records whose end moves with the last provision: Rules 21(i) and (ii). */
export function isSeries(method: RecordMethod): boolean {
  return method === 'BATCH' || method === 'CONTRACT';
}

/** The day retention counts from; an EACH record made before the send takes the day of the send. */
export function anchorOf(record: Pick<KeptRecord, 'method' | 'madeOn' | 'lastOn'>): Day {
  return isSeries(record.method) ? record.lastOn : laterOf(record.madeOn, record.lastOn);
}

/**
 * First day of disposal: the day after the latest end among the record and its dependents. A BATCH made after its last
 * provision is guarded until three years after its making (PPC Q&A 13-35 against Rules 21(ii): the later day counts).
 */
export function disposableFrom(record: KeptRecord): Disposal {
  const reasons = new Set<KeepingReason>();
  const own = guardedEnd(record);
  let end = own;
  if (own === null) reasons.add('SERIES_OPEN');
  if (record.legalHold) reasons.add('LEGAL_HOLD');
  for (const dependent of record.dependents) {
    const { from } = disposableFrom(dependent);
    const last = from === null ? null : addDays(from, -1);
    if (last === null || (own !== null && last > own)) reasons.add('DEPENDENT_RECORD');
    end = end === null || last === null ? null : laterOf(end, last);
  }
  return { from: end === null || record.legalHold ? null : addDays(end, 1), reasons: [...reasons] };
}

function guardedEnd(record: KeptRecord): Day | null {
  if (isSeries(record.method) && !record.seriesClosed) return null;
  const statutory = retainUntil(record.method, anchorOf(record));
  if (record.method !== 'BATCH' || record.madeOn <= record.lastOn) return statutory;
  return laterOf(statutory, retainUntil('EACH', record.madeOn));
}
