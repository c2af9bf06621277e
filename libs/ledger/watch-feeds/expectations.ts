import { v5 } from 'uuid';
import type { Position } from '#event-store';
import { addDays, dayInJapan, type Day } from '#statute';
import { canonicalText } from '../domain/canonical-text.js';
import type { CloseCode } from '../domain/finding-codes.js';
import type { WatchFindingOpened } from '../domain/finding-events.js';
import type { ExpectedRange } from '../domain/registration-events.js';
import {
  expectedPeriods,
  fillPeriods,
  type CadenceInEffect,
  type FeedTransfers,
  type FilledPeriod,
} from '../domain/feed-periods.js';
import type { OpenedEvent } from '../writing/sealed-events.js';
import type { ArrangementEvent } from '../domain/arrangement-events.js';
import type { ArrangementHistory } from '../knowledge/arrangement-reader.js';

/** Namespace of ids of what a clocked run finds; any fixed UUID, never to be changed. */
const NAMESPACE = '5e0d4a76-91c8-4f3b-a2d5-7b6f1c9e8034';
const NO_END = '9999-12-31';

export type WatchFinding = WatchFindingOpened['data'];

/** A plan that is on record, or what became of one. */
export interface WatchedPlan {
  readonly transfer: string;
  readonly arrangement: string | null;
  readonly phase: 'planned' | 'done';
  readonly status: 'recorded' | 'voided' | 'not-sent' | 'rejected';
  readonly chain: 'open' | 'restricted';
  readonly occurredOn: Day;
}

/** One id for what is late or too much: however often it is looked for, it is found once. */
function idOf(...parts: readonly string[]): string {
  return v5(JSON.stringify(parts), NAMESPACE);
}

/** Plans whose day is over and of which nobody said what became of them. */
export function overduePlans(plans: readonly WatchedPlan[], today: Day): WatchFinding[] {
  return plans
    .filter(({ phase, status, occurredOn }) => phase === 'planned' && status === 'recorded' && occurredOn < today)
    .map(({ transfer, arrangement, chain, occurredOn }) => ({
      findingId: idOf('overdue-planned', transfer),
      kind: 'overdue-planned' as const,
      arrangement,
      transfer,
      period: null,
      dueOn: occurredOn,
      expected: 1,
      found: 0,
      chain,
    }));
}

/** What an arrangement's cadence expects from one day up to another, and how much of it came. */
export function filledPeriods(
  history: ArrangementHistory,
  came: readonly FeedTransfers[],
  { since, today }: { readonly since: Day; readonly today: Day },
): FilledPeriod[] {
  const periods = cadencesOf(history).flatMap((one) => expectedPeriods(one, today));
  return fillPeriods(
    periods.filter(({ from }) => from >= since),
    came,
  );
}

/** Periods for which too few came in time, and those for which more came than expected. */
export function feedFindings(
  arrangement: string,
  chain: 'open' | 'restricted',
  periods: readonly FilledPeriod[],
  today: Day,
): WatchFinding[] {
  return periods.flatMap(({ from, to, dueOn, times, found }) => {
    const isMissing = found < times && dueOn < today;
    if (!isMissing && found <= times) return [];
    const kind = isMissing ? ('missing-feed' as const) : ('doubled-feed' as const);
    const findingId = idOf(kind, arrangement, from, to);
    return [
      { findingId, kind, arrangement, transfer: null, period: { from, to }, dueOn, expected: times, found, chain },
    ];
  });
}

/** Periods whose transfers, or their lines, are fewer or more than was announced. Where none came, that alone is said. */
export function totalFindings(
  arrangement: string,
  chain: 'open' | 'restricted',
  periods: readonly FilledPeriod[],
  today: Day,
): WatchFinding[] {
  return periods.flatMap(({ from, to, dueOn, totals, found: transfers, lines }) => {
    if (!totals || transfers === 0) return [];
    const isOver = dueOn < today;
    const of = (kind: 'transfer-total' | 'line-total', found: number, range: ExpectedRange | undefined) => {
      const expected = boundPassed(found, range, isOver);
      if (expected === null) return [];
      const place = { arrangement, transfer: null, period: { from, to }, dueOn };
      return [{ findingId: idOf(kind, arrangement, from, to), kind, ...place, expected, found, chain }];
    };
    return [...of('transfer-total', transfers, totals.transfers), ...of('line-total', lines, totals.lines)];
  });
}

// More may still come while the period is in time.
function boundPassed(found: number, range: ExpectedRange | undefined, isOver: boolean): number | null {
  if (!range) return null;
  if (found > range.to) return range.to;
  return isOver && found < range.from ? range.from : null;
}

/** What an arrangement came to be for days that were over when it was entered. */
export interface LateGround {
  readonly arrangement: string;
  /** First day on which it counts. */
  readonly from: Day;
  readonly position: Position;
}

/** Changes that were entered after the first day on which they count: ends, later versions, checks that failed. */
export function lateGrounds(arrangement: string, { opened }: Pick<ArrangementHistory, 'opened'>): LateGround[] {
  return opened.flatMap(({ fact, stored }) => {
    const from = changesFrom(fact);
    const isLate = from !== null && from < dayInJapan(stored.envelope.recordedAt);
    return isLate ? [{ arrangement, from, position: stored.position }] : [];
  });
}

function changesFrom({ type, data }: OpenedEvent<ArrangementEvent>['fact']): Day | null {
  switch (type) {
    case 'ArrangementEnded':
      return addDays(data.endsOn, 1);
    case 'ArrangementVersionAnnounced':
      // Nothing could rest on an arrangement before its first version.
      return data.version > 1 ? data.effectiveFrom : null;
    case 'EquivalenceChecked':
      return data.outcome === 'impossible' ? data.checkedOn : null;
    default:
      return data satisfies never;
  }
}

/** One for each late change on whose forerunner transfers rest. */
export function lateGroundFinding(
  { arrangement, from, position }: LateGround,
  chain: 'open' | 'restricted',
  found: number,
): WatchFinding {
  const kind = 'late-ground' as const;
  const place = { findingId: idOf(kind, arrangement, position), kind, arrangement, transfer: null, period: null };
  return { ...place, dueOn: addDays(from, -1), expected: 0, found, chain };
}

/**
 * In which times an arrangement has which cadence. Nothing is expected of days before the ledger knew the arrangement:
 * what was sent then may be in other books.
 */
function cadencesOf({ opened, versions }: ArrangementHistory): CadenceInEffect[] {
  const [first] = opened;
  if (!first) return [];
  const known = dayInJapan(first.stored.envelope.recordedAt);
  const stretches: CadenceInEffect[] = [];
  versions.forEach(({ data: { cadence, controlTotals: totals, effectiveFrom, endsOn } }, index) => {
    const next = versions[index + 1]?.data.effectiveFrom;
    const until = [endsOn ?? NO_END, ...(next ? [addDays(next, -1)] : [])].sort()[0]!;
    const from = effectiveFrom > known ? effectiveFrom : known;
    if (cadence && from <= until) stretches.push({ cadence, totals, from, to: until });
  });
  return stretches.reduceRight<CadenceInEffect[]>(withStretch, []);
}

// A period in which the words of the arrangement changed, or how many are expected, is a whole one.
function withStretch(later: readonly CadenceInEffect[], stretch: CadenceInEffect): CadenceInEffect[] {
  const [next, ...rest] = later;
  const { cadence, totals, to } = stretch;
  if (next?.cadence.every !== cadence.every || addDays(to, 1) !== next.from) return [stretch, ...later];
  const until = next.until ?? next.to;
  const words = (one: CadenceInEffect['cadence'], sums: CadenceInEffect['totals']) =>
    canonicalText([one.times, one.graceDays, sums ?? null]);
  const isSame = words(next.cadence, next.totals) === words(cadence, totals);
  return isSame ? [{ ...stretch, to: next.to, until }, ...rest] : [{ ...stretch, until }, ...later];
}

/** Why something that was found is so no more. */
export function closeCodeOf(
  {
    kind,
    transfer,
    period,
  }: { readonly kind: string; readonly transfer: string | null; readonly period: WatchFinding['period'] },
  plans: ReadonlyMap<string, WatchedPlan>,
  periods: readonly FilledPeriod[],
): CloseCode {
  if (kind === 'late-ground') return 'NOTHING_RESTS_ON_IT';
  if (kind === 'doubled-feed') return 'NO_LONGER_DOUBLED';
  const filled = periods.find(({ from, to }) => from === period?.from && to === period.to);
  if (kind === 'transfer-total' || kind === 'line-total')
    return filled?.totals && filled.found > 0 ? 'WITHIN_TOTALS' : 'NO_LONGER_EXPECTED';
  if (kind === 'missing-feed') {
    return filled && filled.found >= filled.times ? 'ARRIVED_LATE' : 'NO_LONGER_EXPECTED';
  }
  const plan = transfer === null ? undefined : plans.get(transfer);
  if (plan?.phase === 'done') return 'COMPLETED';
  if (plan?.status === 'not-sent') return 'NOT_SENT';
  return plan?.status === 'voided' ? 'VOIDED' : 'NO_LONGER_EXPECTED';
}
