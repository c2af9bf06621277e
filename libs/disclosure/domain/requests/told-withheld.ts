import type { Withheld } from './disclosed-content.js';

/** To the person, records that are withheld as a whole are one entry for each reason: art. 33(2). */
export function toldWithheld(all: readonly Withheld[], reader: 'person' | 'officer'): readonly Withheld[] {
  if (reader === 'officer') return all;
  const records = new Set(all.flatMap(({ record, field }) => (field === null && record !== null ? [record] : [])));
  const reasons = new Set(all.filter(({ field }) => field === null).map(({ reason }) => reason));
  const whole = [...reasons].map((reason) => ({ record: null, field: null, reason }));
  // A field of a record that is withheld as a whole would name it.
  const isTold = ({ record, field }: Withheld) => field !== null && !(record !== null && records.has(record));
  return [...all.filter(isTold), ...whole];
}
