/** How often an arrangement's transfers are expected; `event`: whenever there is reason. */
export const CADENCE_UNITS = ['event', 'day', 'week', 'month', 'quarter', 'year'] as const;
export type CadenceUnit = (typeof CADENCE_UNITS)[number];

/** What is expected of an arrangement in time (定例の間隔). Periods are those of the calendar; a year begins in April. */
export interface Cadence {
  readonly every: CadenceUnit;
  /** Days after the last day of a period until which its transfer may still come. */
  readonly graceDays: number;
  /** Transfers expected in one period: fewer are missing, more are doubled. */
  readonly times: number;
}

/** Days of grace where nobody says: what is sent for a period is made after it is over. */
const GRACE_DAYS: Readonly<Record<CadenceUnit, number>> = {
  event: 0,
  day: 1,
  week: 3,
  month: 10,
  quarter: 20,
  year: 31,
};

export function cadenceOf(
  every: CadenceUnit,
  { graceDays, times }: { readonly graceDays?: number | null; readonly times?: number | null } = {},
): Cadence {
  return { every, graceDays: graceDays ?? GRACE_DAYS[every], times: times ?? 1 };
}
