import type { FactName, Facts, FactValue } from './derived-facts.js';

/** Facts by their places. A judgement asks them by the hundred: by its number one is found at once, by its name it is not. */
export type FactSheet = (FactValue | undefined)[];

const places = new Map<string, number>();
/** Nothing at every place. */
const blank: FactSheet = [];

/** The place of a fact, the same in every sheet: given when a condition or a sheet first names it. */
export function placeOf(name: string): number {
  const known = places.get(name);
  if (known !== undefined) return known;
  const place = places.size;
  places.set(name, place);
  blank.push(undefined);
  return place;
}

/** Of facts in parts: put together as one record first, so many are slow to find. */
export function sheetOf(...parts: readonly Facts[]): FactSheet {
  const sheet = blank.slice();
  for (const part of parts) note(sheet, part);
  return sheet;
}

/** Writes facts into a sheet, over what stood there. */
export function note(sheet: FactSheet, facts: Facts): void {
  for (const name in facts) sheet[placeOf(name)] = facts[name as FactName];
}
