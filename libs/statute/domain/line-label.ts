import { compiledLaw } from './compiled-law.js';
import { sheetOf } from './fact-sheet.js';
import type { Ruleset, Text } from './ruleset.js';
import type { Basis, Direction, Route } from './vocabulary.js';

/** What the law calls a line, in the words of the member's page. */
export interface LineLabel extends Text {
  readonly code: string;
}

/** What decides the label of a line. */
export interface LabelledLine {
  readonly direction: Direction;
  readonly route: Route | null;
  readonly basis: Basis | null;
  readonly allowed: boolean;
}

/** Joint use, entrustment and succession are no provisions and no receipts (art. 27(5), 30(1)); the page says so. */
export function lineLabel(ruleset: Ruleset, { direction, route, basis, allowed }: LabelledLine): LineLabel {
  const facts = sheetOf({ direction, route, basis, allowed });
  const found = compiledLaw(ruleset).lines.find((one) => one.test(facts));
  if (found === undefined) throw new Error(`The labels of lines of ${ruleset.id} do not end in one for every line.`);
  const { code, ja, en } = found.rule;
  return { code, ja, en };
}
