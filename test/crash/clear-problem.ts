import type { Fault } from './acknowledged.js';

/** All of an answer, or of there being none: then its status is 0. */
export interface Probed {
  readonly status: number;
  readonly retryAfter: string | null;
  readonly type: string;
  readonly text: string;
}

/** What is unclear in the answer of a service whose database does not answer; nothing where all is said. */
export function unclear(what: string, { status, retryAfter, type, text }: Probed, code = 'store-unavailable'): Fault[] {
  const says = type.startsWith('application/problem+json') ? (JSON.parse(text) as { code?: string }).code : undefined;
  if (status === 503 && Number(retryAfter) > 0 && says === code) return [];
  const answer = `${status}, Retry-After ${retryAfter}, ${text.slice(0, 200)}`;
  return [{ kind: 'unclear', what: `${what} was answered with ${answer}` }];
}
