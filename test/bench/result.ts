/** One figure beside what it is measured against. The fields are the contract of `--json`. */
export interface Result {
  readonly id: string;
  readonly value: number;
  readonly unit: string;
  /** The same work without the product, in the same run and unit; null where there is none. */
  readonly baseline: number | null;
  /** value / baseline. */
  readonly ratio: number | null;
  /** In the unit of the value, so that the two can be compared; of a relative goal what comes of this run's baseline. */
  readonly goal: number;
  readonly holds: boolean;
}

/**
 * What must be reached. `ofBaseline` is a share of the baseline, `overBaseline` how much more than it there may be; the
 * others are in the unit of the figure.
 */
export type Goal =
  | { readonly atLeast: number }
  | { readonly atMost: number }
  | { readonly ofBaseline: number }
  | { readonly overBaseline: number };

export interface Figure {
  readonly id: string;
  readonly value: number;
  readonly unit: string;
  readonly baseline?: number | null;
  readonly goal: Goal;
}

/** The only place where `holds` is made: out of the numbers that stand beside it. */
export function judge({ id, value, unit, baseline = null, goal }: Figure): Result {
  const limit = limitOf(goal, baseline);
  // A figure that is no number was not measured; it must not pass because every comparison with it is false.
  const isMeasured = Number.isFinite(value) && Number.isFinite(limit);
  const isMost = 'atMost' in goal || 'overBaseline' in goal;
  const holds = isMeasured && (isMost ? value <= limit : value >= limit);
  const ratio = baseline === null ? null : value / baseline;
  return { id, value, unit, baseline, ratio, goal: limit, holds };
}

function limitOf(goal: Goal, baseline: number | null): number {
  if ('atLeast' in goal) return goal.atLeast;
  if ('atMost' in goal) return goal.atMost;
  if (baseline === null) return NaN;
  return 'overBaseline' in goal ? baseline + goal.overBaseline : goal.ofBaseline * baseline;
}
