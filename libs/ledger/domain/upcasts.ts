import { cadenceOf, type CadenceUnit } from './cadence.js';
import type { AssessmentAsked } from './look-events.js';
import type { ArrangementCodes } from './registration-events.js';

type CodesV1 = Omit<ArrangementCodes, 'cadence'> & { readonly cadence: CadenceUnit | null };

/** Version 1 of an announcement named the unit of its cadence alone. */
export function withCadence(codes: CodesV1): ArrangementCodes {
  return { ...codes, cadence: codes.cadence === null ? null : cadenceOf(codes.cadence) };
}

type AskedV1 = Omit<AssessmentAsked['data'], 'chain'>;

/** Version 1 of an asking did not say its chain. What was shown cannot be hidden again, so that it is not shown. */
export function withChain(asked: AskedV1): AssessmentAsked['data'] {
  return { ...asked, chain: 'restricted' };
}
