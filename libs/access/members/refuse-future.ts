import { Refusal } from '#platform';
import { dayInJapan, type Day } from '#statute';

/** For what counts at once, a day to come is a mistake: it would be shown today, or protect nobody until then. */
export function refuseFuture(from: Day, now: Date, pointer = '/from'): void {
  if (from <= dayInJapan(now.toISOString())) return;
  throw new Refusal('invalid-request', { errors: [{ pointer, detail: 'is in the future' }] });
}
