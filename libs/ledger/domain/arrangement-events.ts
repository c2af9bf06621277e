import type { ArrangementVersionAnnounced } from './registration-events.js';

/** The arrangement is over: nothing may rest on the versions that stood until then after that day. */
export interface ArrangementEnded {
  readonly type: 'ArrangementEnded';
  readonly data: { readonly arrangementId: string; readonly endsOn: string };
  readonly sealed: { readonly reason: string };
}

/** What a check of an equivalent system came to: art. 28(3), Rules 18(1). */
export const EQUIVALENCE_OUTCOMES = ['kept', 'mended', 'impossible'] as const;
export type EquivalenceOutcome = (typeof EQUIVALENCE_OUTCOMES)[number];

/** It was checked that a recipient abroad goes on taking equivalent measures. */
export interface EquivalenceChecked {
  readonly type: 'EquivalenceChecked';
  readonly data: {
    readonly arrangementId: string;
    readonly checkedOn: string;
    readonly outcome: EquivalenceOutcome;
    readonly country: string;
  };
  /** What the person is told who asks for it: the seven matters of Rules 18(3); the country stands in clear. */
  readonly sealed: EquivalenceMatters & { readonly evidence?: string };
}

export interface EquivalenceMatters {
  /** (i) how the recipient's system was established: contract, rules of a group, certification. */
  readonly systemEstablishedBy: string;
  /** (ii) outline of the measures that the recipient takes. */
  readonly measures: string;
  /** (iii) how often and how it is checked. */
  readonly checkMethod: string;
  /** (v) institutions of the country that may affect the measures; (iv) is the country itself. */
  readonly foreignInstitutions: string;
  /** (vi) whether something hinders the measures, and what. */
  readonly hindrance: string;
  /** (vii) what the association does about it. */
  readonly remedy: string;
}

export type ArrangementEvent = ArrangementVersionAnnounced | ArrangementEnded | EquivalenceChecked;
