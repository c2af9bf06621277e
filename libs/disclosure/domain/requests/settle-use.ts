import type { RequestCommand } from './request-commands.js';
import type { RequestContext } from './request-context.js';
import type { RequestUseSettled } from './request-events.js';
import { misfit, type RequestFault } from './request-faults.js';
import type { RequestState } from './request-state.js';

/** Arrangements that can be settled for one person: more than an association has with anybody. */
export const USES_MAX = 500;

/** Whether a stop of use was granted, so that arrangements which are no provision are to be seen to: art. 35(1), (5). */
export function stopsUse(
  { kind, decision }: Pick<RequestState, 'kind' | 'decision'>,
  { ruleset }: Pick<RequestContext, 'ruleset'>,
): boolean {
  const { kinds, outcomes } = ruleset.requests.stopOfUse;
  return decision !== null && kinds.includes(kind) && outcomes.includes(decision.outcome);
}

/** Whether the person is to be erased once nothing has the records kept any more: A55. */
export function erasesAfterwards(
  { decision }: Pick<RequestState, 'decision'>,
  { ruleset }: Pick<RequestContext, 'ruleset'>,
): boolean {
  const measure = ruleset.requests.alternatives.find(({ code }) => code === decision?.alternative);
  return measure?.erasesAfterwards === true;
}

export function settleUse(
  state: RequestState,
  { arrangement, settlement, settledOn, text }: Extract<RequestCommand, { do: 'settle-use' }>,
  context: RequestContext,
): RequestUseSettled | RequestFault {
  const { settlements } = context.ruleset.requests.stopOfUse;
  const { requestId, decision, uses = [] } = state;
  const errors: [boolean, string, string][] = [
    [!stopsUse(state, context), '/arrangement', 'is said of a request by which no use is stopped'],
    [uses.length >= USES_MAX, '/arrangement', `is more than the ${USES_MAX} that a request holds`],
    [!settlements.some(({ code }) => code === settlement), '/settlement', 'is nothing that becomes of an arrangement'],
    [settledOn > context.today, '/settledOn', 'is in the future'],
    [settledOn < decision!.decidedOn, '/settledOn', 'is before it was decided'],
  ];
  const wrong = misfit(errors.flatMap(([isWrong, pointer, detail]) => (isWrong ? [{ pointer, detail }] : [])));
  const data = { requestId, arrangement, settlement, settledOn };
  return wrong ?? { type: 'RequestUseSettled', data, sealed: { text } };
}

/** A use of the person's data that was stopped, and goes on: an arrangement in force with lines of the person. */
export interface KnownUse {
  readonly arrangement: string;
  /** Day of the newest line of the person. */
  readonly lastLineOn: string;
}

/** Those that somebody has to see to: not settled yet, or ended for the person and used again. */
export function openUses(
  state: Pick<RequestState, 'uses'>,
  known: readonly KnownUse[],
  { ruleset }: Pick<RequestContext, 'ruleset'>,
): KnownUse[] {
  const ends = ruleset.requests.stopOfUse.settlements.filter((one) => one.ends).map(({ code }) => code);
  return known.filter(({ arrangement, lastLineOn }) => {
    const settled = (state.uses ?? []).find((one) => one.arrangement === arrangement);
    return settled === undefined || (ends.includes(settled.settlement) && lastLineOn > settled.settledOn);
  });
}
