import { v5 } from 'uuid';
import { addDays, dayInJapan, type Day } from '#statute';
import type { CloseCode } from '../domain/finding-codes.js';
import type { WatchFindingOpened } from '../domain/finding-events.js';
import {
  expectedPeriods,
  fillPeriods,
  type CadenceInEffect,
  type FeedTransfers,
  type FilledPeriod,
} from '../domain/feed-periods.js';
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

/**
 * In which times an arrangement has which cadence. Nothing is expected of days before the ledger knew the arrangement:
 * what was sent then may be in other books.
 */
function cadencesOf({ opened, versions }: ArrangementHistory): CadenceInEffect[] {
  const [first] = opened;
  if (!first) return [];
  const known = dayInJapan(first.stored.envelope.recordedAt);
  const stretches: CadenceInEffect[] = [];
  versions.forEach(({ data: { cadence, effectiveFrom, endsOn } }, index) => {
    const next = versions[index + 1]?.data.effectiveFrom;
    const until = [endsOn ?? NO_END, ...(next ? [addDays(next, -1)] : [])].sort()[0]!;
    const from = effectiveFrom > known ? effectiveFrom : known;
    if (cadence && from <= until) stretches.push({ cadence, from, to: until });
  });
  return stretches.reduceRight<CadenceInEffect[]>(withStretch, []);
}

// A period in which the words of the arrangement changed, or how many are expected, is a whole one.
function withStretch(later: readonly CadenceInEffect[], stretch: CadenceInEffect): CadenceInEffect[] {
  const [next, ...rest] = later;
  const { cadence, to } = stretch;
  if (next?.cadence.every !== cadence.every || addDays(to, 1) !== next.from) return [stretch, ...later];
  const until = next.until ?? next.to;
  const isSame = next.cadence.times === cadence.times && next.cadence.graceDays === cadence.graceDays;
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
  if (kind === 'doubled-feed') return 'NO_LONGER_DOUBLED';
  if (kind === 'missing-feed') {
    const filled = periods.find(({ from, to }) => from === period?.from && to === period.to);
    return filled && filled.found >= filled.times ? 'ARRIVED_LATE' : 'NO_LONGER_EXPECTED';
  }
  const plan = transfer === null ? undefined : plans.get(transfer);
  if (plan?.phase === 'done') return 'COMPLETED';
  if (plan?.status === 'not-sent') return 'NOT_SENT';
  return plan?.status === 'voided' ? 'VOIDED' : 'NO_LONGER_EXPECTED';
}
