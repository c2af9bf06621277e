import { citation, currentArticle, currentRuleset, type ArticleMeaning, type Ruleset } from '#statute';
import type { PrintedArticleAnswer } from './answers.js';

/** An article as it was printed, with today's number and what it says. */
export function describeArticle(printed: string, today: string, printedOn: string | null = null): PrintedArticleAnswer {
  const { status, meanings } = currentArticle(printed, printedOn);
  const ruleset = currentRuleset(today);
  const told = meanings.map((one) => ({ ...textOf(one, ruleset), numberings: [...one.numberings] }));
  const [first] = told;
  return { printed, status, current: first ? { ref: first.ref, ja: first.ja, en: first.en } : null, meanings: told };
}

/** The law that a poster named as the ground, where one is named: `{act, article}` of the statement. */
export function statedLaw(details: Readonly<Record<string, unknown>> | null): string[] {
  const { law } = (details?.['ground'] ?? {}) as { law?: { act?: unknown; article?: unknown } | null };
  return typeof law?.act === 'string' && typeof law.article === 'string' ? [`${law.act} ${law.article}`] : [];
}

// What no ruleset cites is called by the name of its matter.
function textOf({ ref, matter }: ArticleMeaning, ruleset: Ruleset) {
  const cited = citation(ruleset, ref);
  return cited.ja === ref && matter ? { ref, ja: `${ref}（${matter.ja}）`, en: `${ref}: ${matter.en}` } : { ...cited };
}
