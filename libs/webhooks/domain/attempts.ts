const [SECOND, MINUTE, HOUR] = [1_000, 60_000, 3_600_000] as const;

/** Rests before each further try, as Standard Webhooks recommends: the last one comes after a little more than three days. */
export const RESTS_MILLISECONDS: readonly number[] = [
  5 * SECOND,
  5 * MINUTE,
  30 * MINUTE,
  2 * HOUR,
  5 * HOUR,
  10 * HOUR,
  14 * HOUR,
  20 * HOUR,
  24 * HOUR,
];
export const TRIES_MAX = RESTS_MILLISECONDS.length + 1;
/** Endpoints that came back together are not asked together again. */
const JITTER = 0.2;
/** An endpoint that took nothing for so long is switched off. */
export const FAILING_HOURS_MAX = 72;

/** The rest after so many tries, with `random` from 0 up to 1; null where no further one is made. */
export function restAfter(tries: number, random: number): number | null {
  const rest = RESTS_MILLISECONDS[tries - 1];
  return rest === undefined ? null : Math.round(rest * (1 + JITTER * random));
}

/** What came of a try. `fault` says why there is no status, or why one does not count. */
export interface Attempted {
  readonly status: number | null;
  readonly fault: AttemptFault | null;
  readonly milliseconds: number;
}

export const ATTEMPT_FAULTS = [
  'address-refused',
  'name-unknown',
  'connection',
  'tls',
  'timeout',
  'redirect',
  'status',
  'secret-gone',
  'stopped',
] as const;
export type AttemptFault = (typeof ATTEMPT_FAULTS)[number];

/** What an answer means: taken, gone for good, or to be tried again. */
export function faultOfStatus(status: number): AttemptFault | null {
  if (status >= 200 && status < 300) return null;
  return status >= 300 && status < 400 ? 'redirect' : 'status';
}

/** By this status a receiver says that it wants nothing any more. */
export const GONE = 410;
