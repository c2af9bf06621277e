import { createRequire } from 'node:module';
import { readArticle, type ArticleReading, type ArticleTable } from '../domain/articles.js';
import type { Day } from '../domain/facts.js';
import { RULESETS } from './index.js';

/** How articles are and were numbered. */
export const ARTICLES = createRequire(import.meta.url)('./articles.json') as ArticleTable;

/** Today's number of an article as it was printed, on a day where that is known. */
export function currentArticle(printed: string, printedOn: Day | null = null): ArticleReading {
  return readArticle(ARTICLES, printed, isCited, printedOn);
}

// A ruleset that cites a paragraph knows its article as well.
function isCited(ref: string): boolean {
  const { citations } = RULESETS.at(-1)!;
  return citations[ref] !== undefined || Object.keys(citations).some((cited) => cited.startsWith(`${ref}(`));
}
