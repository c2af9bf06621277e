import { comesOfAgeOn, mayAsk } from '#statute';
import type { RequestContext } from './request-context.js';
import { fault, type RequestFault } from './request-faults.js';
import type { RequestState } from './request-state.js';

/** Why whoever asks is told nothing but a refusal, as things are today; null where nothing is in the way. */
export function hindranceOf(
  { asker, kind }: Pick<RequestState, 'asker' | 'kind'>,
  context: RequestContext,
): RequestFault | null {
  const entitled = isEntitled(asker, context);
  if (entitled === null) return fault('disclosure-birth-date-unknown');
  if (!entitled) return fault('disclosure-asker-not-entitled');
  const { askers, kinds } = context.ruleset.requests.protection;
  const isProtected = context.flags.length > 0 && askers.includes(asker) && kinds.includes(kind);
  return isProtected ? fault('disclosure-person-protected') : null;
}

/**
 * By the day of today, whatever days are stated of the request: a parent represents a child who is a minor when it is
 * received, decided on and delivered. Null where the birth date would tell, and is not known.
 */
export function isEntitled(
  asker: RequestState['asker'],
  { ruleset, birthDate, today }: RequestContext,
): boolean | null {
  return mayAsk(ruleset.requests, asker, birthDate, { on: today, majorityOn: comesOfAgeOn });
}
