import { addDays } from './calendar.js';
import type { Day } from './facts.js';
import { requestKindOf, type RequestKind, type RequestLaw } from './request-law.js';
import type { AssociationSettings } from './settings.js';
import type { WorkingDays } from './working-days.js';

/** What is known of a request in days. */
export interface RequestDays {
  readonly kind: RequestKind;
  /** The day on which it arrived, or normally would have: art. 39(2). */
  readonly arrivedOn: Day;
  /** The day on which it was complete; null before it was shown who asks. */
  readonly completeOn: Day | null;
  /** The day that the person was told of instead. */
  readonly extendedTo: Day | null;
  /** The day on which a refusal was told. */
  readonly refusedOn: Day | null;
}

export interface RequestDeadlines {
  /** The own service level for "without delay"; null until the request is complete. */
  readonly answer: {
    readonly alertOn: Day;
    readonly dueOn: Day;
    /** The last day on or before it on which offices are open. */
    readonly openUntil: Day;
    /** False where the holidays that may move it are not announced. */
    readonly isCertain: boolean;
  } | null;
  /** From when a suit is possible, art. 39(1); null where the kind has none. */
  readonly suit: { readonly alertOn: Day; readonly possibleFrom: Day } | null;
}

/**
 * By when a request is to be answered. The Act says "without delay": the number of days is the association's own, and is
 * counted from the complete request. The two weeks of art. 39 run from the arrival, whatever is missing; a holiday does
 * not move them, for the person may sue no later.
 */
export function requestDeadlines(
  law: RequestLaw,
  days: RequestDays,
  settings: Pick<AssociationSettings, 'requestAnswerDays' | 'requestAlertDays'>,
  workingDays: WorkingDays,
): RequestDeadlines {
  return { answer: answerOf(days, settings, workingDays), suit: suitOf(law, days) };
}

function answerOf(
  { completeOn, extendedTo }: RequestDays,
  { requestAnswerDays, requestAlertDays }: Pick<AssociationSettings, 'requestAnswerDays' | 'requestAlertDays'>,
  workingDays: WorkingDays,
): RequestDeadlines['answer'] {
  if (completeOn === null) return null;
  const dueOn = extendedTo ?? addDays(completeOn, requestAnswerDays);
  // As long before the end as it would be without an extension.
  const alertOn = addDays(dueOn, Math.min(requestAlertDays - requestAnswerDays, 0));
  return { alertOn, dueOn, openUntil: workingDays.openOnOrBefore(dueOn), isCertain: workingDays.isCertain(dueOn) };
}

function suitOf(law: RequestLaw, { kind, arrivedOn, refusedOn }: RequestDays): RequestDeadlines['suit'] {
  if (!requestKindOf(law, kind).suable) return null;
  const { afterDays, alertAfterDays } = law.suit;
  const possibleFrom = addDays(arrivedOn, afterDays);
  return {
    alertOn: addDays(arrivedOn, alertAfterDays),
    // A refusal opens the way at once.
    possibleFrom: refusedOn !== null && refusedOn < possibleFrom ? refusedOn : possibleFrom,
  };
}
