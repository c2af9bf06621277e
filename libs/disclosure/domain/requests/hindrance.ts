import { comesOfAgeOn, mayAsk } from '#statute';
import type { RequestContext } from './request-context.js';
import { fault, type RequestFault } from './request-faults.js';
import type { RequestState } from './request-state.js';

/** What is asked of today before anything that was decided goes out. */
export type ReleaseContext = Pick<RequestContext, 'ruleset' | 'birthDate' | 'flagsSince' | 'today'>;

/** Why nothing of what was decided goes out as things are today; null where nothing is in the way, as of a refusal. */
export function withheldYet(state: RequestState, context: ReleaseContext): RequestFault | null {
  const hindrance = state.decision?.outcome === 'REFUSED' ? null : hindranceOf(state, context);
  if (hindrance) return hindrance;
  return awaitsApproval(state, context) ? fault('disclosure-approval-missing') : null;
}

/** Why whoever asks is told nothing but a refusal, as things are today; null where nothing is in the way. */
export function hindranceOf({ asker }: Pick<RequestState, 'asker'>, context: ReleaseContext): RequestFault | null {
  const entitled = isEntitled(asker, context);
  if (entitled === null) return fault('disclosure-birth-date-unknown');
  return entitled ? null : fault('disclosure-asker-not-entitled');
}

/**
 * Whether what was decided waits for a second officer: it is disclosed to somebody else, and a flag protects the person or
 * did at any time since the request came in: who lifts it alone passes nobody over. Nothing of it goes out before, whatever its form.
 */
export function awaitsApproval(
  { asker, kind, decision, approvedOn }: Pick<RequestState, 'asker' | 'kind' | 'decision' | 'approvedOn'>,
  { ruleset, flagsSince }: Pick<RequestContext, 'ruleset' | 'flagsSince'>,
): boolean {
  const { askers, kinds, outcomes } = ruleset.requests.protection.approval;
  const discloses = decision !== null && outcomes.includes(decision.outcome);
  return flagsSince.length > 0 && approvedOn === null && discloses && askers.includes(asker) && kinds.includes(kind);
}

/**
 * By the day of today, whatever days are stated of the request: a parent represents a child who is a minor when it is
 * received, decided on and delivered. Null where the birth date would tell, and is not known.
 */
export function isEntitled(
  asker: RequestState['asker'],
  { ruleset, birthDate, today }: ReleaseContext,
): boolean | null {
  return mayAsk(ruleset.requests, asker, birthDate, { on: today, majorityOn: comesOfAgeOn });
}
