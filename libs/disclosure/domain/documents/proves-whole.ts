import type { Withheld } from '../requests/disclosed-content.js';
import type { RequestState } from '../requests/request-state.js';

/**
 * Whether a proof that nothing is left out goes with a disclosure: it shows where each line of the person stands, and so
 * tells more than is disclosed where somebody else asks, for a period, or where records are withheld as a whole.
 */
export function provesWhole(
  { asker, period }: Pick<RequestState, 'asker' | 'period'>,
  withheld: readonly Pick<Withheld, 'field'>[],
): boolean {
  return asker === 'SELF' && period === undefined && withheld.every(({ field }) => field !== null);
}
