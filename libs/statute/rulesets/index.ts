import { createRequire } from 'node:module';
import { rulesetOn } from '../domain/choose-ruleset.js';
import type { Day } from '../domain/facts.js';
import { mergeRuleset, type RulesetChanges } from '../domain/merge-ruleset.js';
import type { Ruleset } from '../domain/ruleset.js';
import { frozen } from './digest.js';

// The build drops import attributes, without which Node refuses JSON modules; require reads them everywhere alike.
const read = createRequire(import.meta.url);

/** Files of a ruleset that is stated whole, beside `ruleset.json`; each holds the part of its name. */
const PARTS = [
  'gates',
  'duties',
  'checks',
  'configuration',
  'changes',
  'citations',
  'findings',
  'items',
  'purposes',
  'labels',
  'lines',
  'words',
  'breach',
  'requests',
] as const satisfies readonly (keyof Ruleset)[];

/** Every ruleset that is or was in force, oldest first. */
export const RULESETS: readonly [Ruleset, ...Ruleset[]] = [frozen(readRuleset('jp-appi-2022-04'))];

/** Drafts of what may become law, for dry runs alone. */
export const DRAFTS: readonly Ruleset[] = [readChanges('jp-appi-r8-draft')];

/** The ruleset in force on a day in Japan; for a day before the first of them, the first. */
export function currentRuleset(on: Day): Ruleset {
  return rulesetOn(RULESETS, on);
}

/** The ruleset of that id, or null: a decision is read under the version it was made with, never a later one. */
export function rulesetById(id: string): Ruleset | null {
  return RULESETS.find((ruleset) => ruleset.id === id) ?? null;
}

/** The same with drafts among them: to read and to try out, never to decide. */
export function rulesetOrDraft(id: string): Ruleset | null {
  return rulesetById(id) ?? DRAFTS.find((draft) => draft.id === id) ?? null;
}

function readRuleset(id: string): Ruleset {
  const parts = PARTS.map((part) => [part, read(`./${id}/${part}.json`) as unknown]);
  return Object.freeze({ ...(read(`./${id}/ruleset.json`) as object), ...Object.fromEntries(parts) } as Ruleset);
}

function readChanges(id: string): Ruleset {
  const changes = read(`./drafts/${id}.json`) as RulesetChanges;
  return Object.freeze(mergeRuleset(rulesetById(changes.base)!, changes));
}
