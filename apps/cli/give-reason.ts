import { randomUUID } from 'node:crypto';
import { problemOf } from './read-problem.js';

const ANSWER_MILLISECONDS_MAX = 30_000;

/** The id that goes with each question, or why there is none. */
export type GivenReason =
  { readonly id: string } | { readonly id: null; readonly found: string; readonly problem?: string | undefined };

/**
 * Says why all persons of a log are looked at, as whoever reads its entries has to: members are shown it beside the look.
 * It counts for some hours; each run of a program gives one of its own.
 */
export async function giveReason(log: URL, token: string, reason: string, language = 'en'): Promise<GivenReason> {
  const id = randomUUID();
  const response = await fetch(new URL('../reasons', log), {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'accept-language': language },
    body: JSON.stringify({ id, class: 'AUDIT', reason }),
    redirect: 'error',
    signal: AbortSignal.timeout(ANSWER_MILLISECONDS_MAX),
  }).catch(() => null);
  if (!response) return { id: null, found: 'no answer' };
  if (!response.ok) return { id: null, found: String(response.status), problem: await problemOf(response) };
  await response.body?.cancel();
  return { id };
}
