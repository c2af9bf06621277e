import { createRequire } from 'node:module';
import type { Day } from '../domain/facts.js';
import type { Ruleset } from '../domain/ruleset.js';

// The build drops import attributes, without which Node refuses JSON modules; require reads them everywhere alike.
const read = createRequire(import.meta.url);

const JP_APPI_2022_04: Ruleset = Object.freeze({
  ...(read('./jp-appi-2022-04/ruleset.json') as object),
  gates: read('./jp-appi-2022-04/gates.json') as Ruleset['gates'],
  duties: read('./jp-appi-2022-04/duties.json') as Ruleset['duties'],
  checks: read('./jp-appi-2022-04/checks.json') as Ruleset['checks'],
  configuration: read('./jp-appi-2022-04/configuration.json') as Ruleset['configuration'],
  changes: read('./jp-appi-2022-04/changes.json') as Ruleset['changes'],
  citations: read('./jp-appi-2022-04/citations.json') as Ruleset['citations'],
  findings: read('./jp-appi-2022-04/findings.json') as Ruleset['findings'],
  items: read('./jp-appi-2022-04/items.json') as Ruleset['items'],
  purposes: read('./jp-appi-2022-04/purposes.json') as Ruleset['purposes'],
  labels: read('./jp-appi-2022-04/labels.json') as Ruleset['labels'],
  lines: read('./jp-appi-2022-04/lines.json') as Ruleset['lines'],
  words: read('./jp-appi-2022-04/words.json') as Ruleset['words'],
} as Ruleset);

/** Every ruleset, oldest first. */
export const RULESETS: readonly [Ruleset, ...Ruleset[]] = [JP_APPI_2022_04];

/** The ruleset in force on a day in Japan; for a day before the first of them, the first. */
export function currentRuleset(on: Day): Ruleset {
  return RULESETS.findLast((ruleset) => ruleset.inForceFrom <= on) ?? RULESETS[0];
}

/** The ruleset of that id, or null: a decision is read under the version it was made with, never a later one. */
export function rulesetById(id: string): Ruleset | null {
  return RULESETS.find((ruleset) => ruleset.id === id) ?? null;
}
