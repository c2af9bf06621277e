import { citation, type Day, type Ruleset } from '#statute';
import { japaneseDay } from './japanese-day.js';
import type { DocumentHead } from './issued-document.js';
import type { Paper, PaperBlock, PaperLanguage, PaperTable } from './paper.js';
import { representedFacts, representedName } from './represented.js';
import type { RequestFacts } from './request-facts.js';
import { SHARED_TEXTS } from './shared-texts.js';

/** A text in both languages. */
export interface Text {
  readonly ja: string;
  readonly en: string;
}

interface Cited extends Text {
  readonly code: string;
  readonly cites?: readonly string[];
}

/** A law date: 和暦 with 西暦 beside it, or ISO 8601. */
export function shownDay(day: Day, language: PaperLanguage): string {
  return language === 'ja' ? japaneseDay(day) : day;
}

export type ShowDay = typeof shownDay;

/** For programs: ISO 8601 whatever the language. */
export const plainDay: ShowDay = (day) => day;

/** The words of a code; the code alone where the ruleset has none. */
export function wordsOf(list: readonly Cited[], code: string, language: PaperLanguage): string {
  return list.find((one) => one.code === code)?.[language] ?? code;
}

/** The words of a code with the articles that it rests on. */
export function wordsWithLaw(list: readonly Cited[], code: string, { ruleset, head }: PaperLaw): string {
  const cites = list.find((one) => one.code === code)?.cites ?? [];
  return withLaw(wordsOf(list, code, head.language), cites, { ruleset, head });
}

export interface PaperLaw {
  readonly ruleset: Ruleset;
  readonly head: Pick<DocumentHead, 'language'>;
}

export function withLaw(text: string, cites: readonly string[], { ruleset, head: { language } }: PaperLaw): string {
  // Its subject in brackets is left out: the text says what it is about.
  const laws = cites.map((ref) => citation(ruleset, ref)[language].replace(/（.*）$|: .*$/, ''));
  if (laws.length === 0) return text;
  return language === 'ja' ? `${text}（${laws.join('、')}）` : `${text} (${laws.join('; ')})`;
}

/** What all papers about requests share: to whom, by whom, when, and how they are checked. */
export function requestPaper(
  { head, issuer, addressee }: RequestFacts,
  {
    title,
    blocks,
    isComplete,
  }: { readonly title: Text; readonly blocks: readonly PaperBlock[]; readonly isComplete: boolean },
): Paper {
  const { language, code, url } = head;
  return {
    language,
    title: title[language],
    issuer: issuer.name[language],
    addressee: addressee === null ? null : SHARED_TEXTS.addressed[language](addressee),
    issuedOn: shownDay(head.issuedOn, language),
    blocks,
    check: { code, url, promises: promisesOf(language, isComplete) },
  };
}

/** What the proof of a document proves and what it does not, in plain words. */
export function promisesOf(language: PaperLanguage, isComplete: boolean): string[] {
  const { isIssued, isWhole, isNoMore } = SHARED_TEXTS.promises;
  return [isIssued, ...(isComplete ? [isWhole] : []), isNoMore].map((text) => text[language]);
}

/** What was asked: the facts that every paper about it begins with. */
export function requestBlock(facts: RequestFacts, show: ShowDay = shownDay): PaperBlock {
  const { head, state, ruleset } = facts;
  const { language } = head;
  const law = ruleset.requests;
  const { labels, days } = SHARED_TEXTS;
  const { kind, requestId, arrivedOn, grounds, period } = state;
  const shown = (day: Day) => show(day, language);
  return {
    kind: 'facts',
    facts: [
      [labels.kind[language], wordsOf(law.kinds, kind, language)],
      [labels.request[language], requestId],
      ...representedFacts(facts),
      [labels.arrivedOn[language], shown(arrivedOn)],
      ...(grounds.length === 0
        ? []
        : [
            [
              labels.grounds[language],
              grounds.map((code) => wordsOf(law.grounds, code, language)).join(language === 'ja' ? '、' : '; '),
            ] as const,
          ]),
      ...(period ? [[labels.period[language], days[language](shown(period.from), shown(period.to))] as const] : []),
    ],
  };
}

/** The same for programs. */
export function requestData(facts: RequestFacts) {
  const { requestId: id, kind, asker, arrivedOn, grounds, period, fee } = facts.state;
  const person = representedName(facts);
  return { id, kind, asker, ...(person !== null && { person }), arrivedOn, grounds, fee, ...(period && { period }) };
}

const TABLE_HEAD = { ja: ['項目', '内容'], en: ['what', 'text'] } as const;

/** What every notice begins with, besides the day of issue. */
export function paperData({ title, issuer, addressee }: Paper) {
  return { title, issuer, addressee };
}

/** A notice as a table: what it is, then each fact with its label, and sentences under the heading that they stand under. */
export function tableOf(
  { head: { language, issuedOn } }: RequestFacts,
  { title, issuer, addressee }: Paper,
  blocks: readonly PaperBlock[],
): PaperTable {
  const { labels } = SHARED_TEXTS;
  let heading: string | null = null;
  const rows: (string | null)[][] = [
    [labels.title[language], title],
    [labels.issuer[language], issuer],
    [labels.addressee[language], addressee],
    [labels.issuedOn[language], issuedOn],
  ];
  for (const block of blocks) {
    if (block.kind === 'heading') heading = block.text;
    else if (block.kind === 'text') rows.push([heading, block.text]);
    else if (block.kind === 'list') rows.push(...block.items.map((item) => [heading, item]));
    else if (block.kind === 'facts') rows.push(...block.facts.map(([label, value]) => [label, value]));
  }
  return [[...TABLE_HEAD[language]], ...rows];
}
