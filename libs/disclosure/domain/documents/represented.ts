import type { PaperFact } from './paper.js';
import type { RequestFacts } from './request-facts.js';

const TEXTS = {
  person: { ja: '本人（この書面の個人データの本人）', en: 'About the data of' },
  asker: { ja: '請求者（本人に代わる者）', en: 'Goes out to, for that person' },
  as: {
    ja: (name: string, as: string) => `${name}（${as}）`,
    en: (name: string, as: string) => `${name} (${as})`,
  },
} as const;

/** Whose data a paper is about, by name, where it goes out to somebody else; null where nobody was shown to act for the person. */
export function representedName({ state, ruleset, person }: RequestFacts): string | null {
  const { asker, completeOn } = state;
  if (asker === 'SELF' || completeOn === null) return null;
  return ruleset.requests.askers.find(({ code }) => code === asker)?.accepted ? person : null;
}

/** Of whom it is and for whom it goes out. Whoever was not shown to act for the person learns nothing of the person. */
export function representedFacts(facts: RequestFacts): PaperFact[] {
  const { addressee, state, ruleset, head } = facts;
  const { language } = head;
  const name = representedName(facts);
  if (name === null) return [];
  const as = ruleset.requests.askers.find(({ code }) => code === state.asker)![language];
  const asked: PaperFact[] = addressee === null ? [] : [[TEXTS.asker[language], TEXTS.as[language](addressee, as)]];
  return [[TEXTS.person[language], name], ...asked];
}
