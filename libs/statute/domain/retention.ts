import { addDays, anniversaryOf, lastDayOfMonth, laterOf } from './calendar.js';
import type { Day } from './facts.js';
import type { RecordMethod } from './vocabulary.js';

/** Years of keeping by method, as a ruleset states them. */
export type RetentionYears = Readonly<Record<RecordMethod, number>>;

/** Art. 29(2), 30(4) with Rules 21 and 25: one year for a contract substitute, three years otherwise. */
const RETENTION_YEARS: RetentionYears = { EACH: 3, BATCH: 3, CONTRACT: 1, PROXY: 3 };

/** Why an officer keeps a record longer than the law asks: art. 22 wants a reason for each. */
export const EXTENSION_CODES = ['LEGAL_HOLD', 'OTHER_STATUTE'] as const;
export type ExtensionCode = (typeof EXTENSION_CODES)[number];

export interface Extension {
  readonly code: ExtensionCode;
  /** Last day of keeping; null until it is released. */
  readonly until: Day | null;
}

/** A record as disposal looks at it. `dependents` are records that left out fields this one holds, Rules 20(2), 24(2). */
export interface KeptRecord {
  readonly method: RecordMethod;
  /** The method by which the other side made it, where it was made by proxy. */
  readonly proxyMethod?: RecordMethod | null;
  readonly madeOn: Day;
  /** Day of the last provision or receipt under the record. */
  readonly lastOn: Day;
  readonly seriesClosed: boolean;
  readonly extensions: readonly Extension[];
  readonly dependents: readonly KeptRecord[];
}

/** LATER_MAKING: it was made after its last provision, and the later count is taken (PPC Q&A 13-35). */
export const KEEPING_REASONS = ['SERIES_OPEN', 'LATER_MAKING', ...EXTENSION_CODES, 'DEPENDENT_RECORD'] as const;
export type KeepingReason = (typeof KEEPING_REASONS)[number];

/** By what an end is counted: the years of a ruleset, and what the association settled for itself. */
export interface KeepingRules {
  readonly years: RetentionYears;
  /** The guard of a BATCH that was made late holds for every method. */
  readonly keepLaterDate: boolean;
}

export interface Keeping {
  /** Statutory end, the last day included; null while the series is open. */
  readonly retainUntil: Day | null;
  /** First day on which the record may be disposed of; null while nobody can tell. */
  readonly disposableFrom: Day | null;
  /** Why it is kept beyond its statutory end, or has none yet. */
  readonly reasons: readonly KeepingReason[];
}

const BY_THE_LAW: KeepingRules = { years: RETENTION_YEARS, keepLaterDate: false };

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

/** The method that counts: a record made by the other side follows the one that it used. */
export function methodThatCounts(method: RecordMethod, proxyMethod?: RecordMethod | null): RecordMethod {
  return method === 'PROXY' ? (proxyMethod ?? method) : method;
}

/** The day retention counts from; an EACH record made before the send takes the day of the send. */
export function anchorOf(record: Pick<KeptRecord, 'method' | 'madeOn' | 'lastOn'>): Day {
  return isSeries(record.method) ? record.lastOn : laterOf(record.madeOn, record.lastOn);
}

/** How long a record is kept, from when on it may go, and what stands against that. */
export function keepingOf(record: KeptRecord, rules: KeepingRules = BY_THE_LAW): Keeping {
  const reasons = new Set<KeepingReason>();
  const method = methodThatCounts(record.method, record.proxyMethod);
  const isOpen = isSeries(method) && !record.seriesClosed;
  const statutory = isOpen ? null : retainUntil(method, anchorOf({ ...record, method }), rules.years);
  if (isOpen) reasons.add('SERIES_OPEN');
  let end: Day | null = statutory;
  const extend = (until: Day | null, reason: KeepingReason) => {
    if (until === null || (statutory !== null && until > statutory)) reasons.add(reason);
    end = end === null || until === null ? null : laterOf(end, until);
  };
  if (statutory !== null && isGuarded(method, record, rules))
    extend(endOfYears(addDays(record.madeOn, 1), rules.years[method]), 'LATER_MAKING');
  for (const { code, until } of record.extensions) extend(until, code);
  for (const dependent of record.dependents) {
    const { disposableFrom } = keepingOf(dependent, rules);
    extend(disposableFrom === null ? null : addDays(disposableFrom, -1), 'DEPENDENT_RECORD');
  }
  return { retainUntil: statutory, disposableFrom: end === null ? null : addDays(end, 1), reasons: [...reasons] };
}

// A BATCH made after its last provision: PPC Q&A 13-35 counts from the making, Rules 21(ii) from the provision.
function isGuarded(method: RecordMethod, { madeOn, lastOn }: KeptRecord, { keepLaterDate }: KeepingRules): boolean {
  return madeOn > lastOn && (method === 'BATCH' || keepLaterDate);
}
