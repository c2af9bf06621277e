import type { Withheld } from '../requests/disclosed-content.js';

/** By which number the papers of a request call each record that it discloses; a record withheld as a whole has none. */
export type RecordNumbers = ReadonlyMap<string, string>;

/** Counted as the decision froze the records, so that its notice and the disclosure call them alike; what is told beside comes after. */
export function recordNumbers(
  frozen: readonly { readonly record: string }[],
  withheld: readonly Withheld[],
  beside: readonly { readonly record: string }[] = [],
): RecordNumbers {
  const whole = new Set(withheld.flatMap(({ record, field }) => (field === null ? [record] : [])));
  const ids = new Set([...frozen, ...beside].map(({ record }) => record).filter((record) => !whole.has(record)));
  return new Map([...ids].map((record, index) => [record, String(index + 1)]));
}
