import { randomUUID } from 'node:crypto';

const ANSWER_MILLISECONDS_MAX = 30_000;

/**
 * Says why all persons of a log are looked at, as whoever reads its entries has to: members are shown it beside the look.
 * The id that goes with each question; null where the reason was not taken, or no answer came.
 */
export async function giveReason(log: URL, token: string, reason: string): Promise<string | null> {
  const id = randomUUID();
  const response = await fetch(new URL('../reasons', log), {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ id, class: 'AUDIT', reason }),
    redirect: 'error',
    signal: AbortSignal.timeout(ANSWER_MILLISECONDS_MAX),
  }).catch(() => null);
  await response?.body?.cancel();
  return response?.ok ? id : null;
}
