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

/** A receiver is not left alone for longer, whatever it asks: as long as before the last try. */
export const REST_ASKED_MILLISECONDS_MAX = 24 * HOUR;

/** The rest after so many tries, with `random` from 0 up to 1, or the longer one that was asked for; null where no further try is made. */
export function restAfter(tries: number, random: number, asked = 0): number | null {
  const rest = RESTS_MILLISECONDS[tries - 1];
  if (rest === undefined) return null;
  return Math.max(Math.round(rest * (1 + JITTER * random)), Math.min(asked, REST_ASKED_MILLISECONDS_MAX));
}

const HTTP_DATE = /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/;

/** Retry-After (RFC 9110): seconds, or a date; undefined where it says nothing that can be read. */
export function restAsked(retryAfter: string | undefined, now: Date): number | undefined {
  const text = retryAfter?.trim() ?? '';
  if (/^\d{1,9}$/.test(text)) return Number(text) * SECOND;
  const at = HTTP_DATE.test(text) ? Date.parse(text) : NaN;
  return Number.isNaN(at) ? undefined : Math.max(at - now.getTime(), 0);
}

/** What came of a try. `fault` says why there is no status, or why one does not count. */
export interface Attempted {
  readonly status: number | null;
  readonly fault: AttemptFault | null;
  readonly milliseconds: number;
  /** How long the receiver wants to be left alone, where it said so. */
  readonly restAsked?: number;
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
  'arrangement-lost',
] as const;
export type AttemptFault = (typeof ATTEMPT_FAULTS)[number];

/** What an answer means: taken, gone for good, or to be tried again. */
export function faultOfStatus(status: number): AttemptFault | null {
  if (status >= 200 && status < 300) return null;
  return status >= 300 && status < 400 ? 'redirect' : 'status';
}

/** By this status a receiver says that it wants nothing any more. */
export const GONE = 410;
