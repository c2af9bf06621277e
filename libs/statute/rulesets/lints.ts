import { createRequire } from 'node:module';
import type { Day } from '../domain/facts.js';
import { compiledLaw } from '../domain/compiled-law.js';
import { lint, type LintFinding } from '../domain/lint.js';
import type { Lints } from '../domain/lint-rules.js';
import type { Publication } from '../domain/publication.js';
import { currentArticle } from './articles.js';
import { currentRuleset } from './index.js';

const read = createRequire(import.meta.url);

/** The checks of publications; one law has had them so far. */
export const LINTS = read('./jp-appi-2022-04/lints.json') as Lints;

/** Checks what an association publishes on a day. A number of an article is read as one who looks today reads it. */
export function lintPublication(publication: Publication, on: Day): LintFinding[] {
  const { items } = compiledLaw(currentRuleset(on));
  return lint(publication, { lints: LINTS, items, readArticle: (printed) => currentArticle(printed) });
}
