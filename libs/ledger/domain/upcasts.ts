import { cadenceOf, type CadenceUnit } from './cadence.js';
import type { ArrangementCodes } from './registration-events.js';

type CodesV1 = Omit<ArrangementCodes, 'cadence'> & { readonly cadence: CadenceUnit | null };

/** Version 1 of an announcement named the unit of its cadence alone. */
export function withCadence(codes: CodesV1): ArrangementCodes {
  return { ...codes, cadence: codes.cadence === null ? null : cadenceOf(codes.cadence) };
}
