import { Refusal } from '#platform';
import { dayInJapan, type Day } from '#statute';

/** What protects somebody is not put off: a day to come is a mistake. */
export function refuseFuture(from: Day, now: Date): void {
  if (from <= dayInJapan(now.toISOString())) return;
  throw new Refusal('invalid-request', { errors: [{ pointer: '/from', detail: 'is in the future' }] });
}
