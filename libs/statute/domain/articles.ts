import type { Day } from './facts.js';
import { articleRef, parseArticle, type ArticleNumber, type NamedAct } from './parse-article.js';

/** A number in one numbering, and how far it goes: a paragraph or an item beyond is none of its own. */
export interface NumberedArticle {
  readonly ref: string;
  /** 0: an article of one paragraph, which nobody numbers. Left out: as the current one. */
  readonly paragraphs?: number;
  readonly items?: number;
  /** True where who prints this number more likely means what it was than what it is today. */
  readonly likelier?: boolean;
}

/** One matter with its number today and those it had. */
export interface ArticleOfMatter {
  readonly now: NumberedArticle;
  readonly ja: string;
  readonly en: string;
  readonly was: Readonly<Record<string, NumberedArticle>>;
}

export interface Numbering {
  readonly id: string;
  /** First day of the numbering; null for the oldest. */
  readonly from: Day | null;
  readonly ja: string;
  readonly en: string;
}

/** How articles were and are numbered: law.md section 0. The newest numbering comes first. */
export interface ArticleTable {
  readonly numberings: readonly Numbering[];
  readonly acts: readonly NamedAct[];
  readonly articles: readonly ArticleOfMatter[];
}

/** What a printed number may mean. */
export interface ArticleMeaning {
  /** Today's number. */
  readonly ref: string;
  /** Numberings in which the printed number means it. */
  readonly numberings: readonly string[];
  /** Name of the matter, where the table has one. */
  readonly matter: { readonly ja: string; readonly en: string } | null;
}

export interface ArticleReading {
  readonly printed: string;
  /** current: today's number. superseded: an old one. ambiguous: it was one article and was, or is, another. */
  readonly status: 'current' | 'superseded' | 'ambiguous' | 'unknown';
  /** Today's number by the likeliest meaning; null where it is unknown. */
  readonly current: string | null;
  /** Every meaning, the likeliest first. */
  readonly meanings: readonly ArticleMeaning[];
}

/**
 * Today's number of an article as somebody printed it. A number that is in use today is read as today's, with what it
 * was before beside it; `printedOn` before a change of numbers reads it by the numbers of that day.
 */
export function readArticle(
  table: ArticleTable,
  printed: string,
  known: (ref: string) => boolean,
  printedOn: Day | null = null,
): ArticleReading {
  const number = parseArticle(table.acts, printed);
  const order = inOrderOf(table.numberings, printedOn);
  const meanings = number === null ? knownByName(printed, known) : meaningsOf(table, order, number, known);
  const status = number === null ? (meanings.length > 0 ? 'current' : 'unknown') : statusOf(meanings, number, order);
  return { printed, status, current: meanings[0]?.ref ?? null, meanings: meanings.map(told) };
}

interface Candidate extends ArticleMeaning {
  readonly likelier: boolean;
}

// Guidelines and casebooks are not cut into articles: `GL 3-6-1`, `K345`.
function knownByName(printed: string, known: (ref: string) => boolean): Candidate[] {
  const ref = printed.normalize('NFKC').replace(/\s+/g, ' ').trim();
  return known(ref) ? [{ ref, numberings: [], matter: null, likelier: false }] : [];
}

function meaningsOf(
  table: ArticleTable,
  order: readonly Numbering[],
  number: ArticleNumber,
  known: (ref: string) => boolean,
): Candidate[] {
  const meanings: Candidate[] = [];
  for (const { id } of order) {
    const isCurrent = id === table.numberings[0]!.id;
    const found = table.articles.flatMap((article) =>
      meaningIn(article, isCurrent ? article.now : article.was[id], id, number),
    );
    const own = articleRef(number);
    if (isCurrent && found.length === 0 && known(own)) {
      found.push({ ref: own, numberings: [id], matter: null, likelier: false });
    }
    for (const one of found) addMeaning(meanings, one);
  }
  return meanings.toSorted((a, b) => Number(b.likelier) - Number(a.likelier));
}

/** The numbering of the day first, then from the newest to the oldest. */
function inOrderOf(numberings: readonly Numbering[], day: Day | null): Numbering[] {
  const first = numberings.find(({ from }) => day === null || from === null || from <= day)!;
  return [first, ...numberings.filter((one) => one !== first)];
}

function meaningIn(
  { now, ja, en }: ArticleOfMatter,
  numbered: NumberedArticle | undefined,
  numbering: string,
  number: ArticleNumber,
): Candidate[] {
  if (numbered === undefined || !reaches({ ...now, ...numbered }, number)) return [];
  const own = articleRef({ ...number, proviso: false });
  const ref = `${now.ref}${own.slice(numbered.ref.length)}${number.proviso ? ' proviso' : ''}`;
  return [{ ref, numberings: [numbering], matter: { ja, en }, likelier: numbered.likelier === true }];
}

// `APPI 23(5)` reaches `APPI 23(5)(iii)`, and `APPI 28` of five paragraphs reaches `APPI 28(5)`.
function reaches({ ref, paragraphs, items }: NumberedArticle, number: ArticleNumber): boolean {
  const { act, article, paragraph, item } = number;
  const whole = `${act} ${article}`;
  if (ref === whole) {
    if (paragraph === null) return item === null || paragraphs === 0;
    return paragraphs === undefined || paragraph <= paragraphs;
  }
  return paragraph !== null && ref === `${whole}(${paragraph})` && (item === null || item <= (items ?? item));
}

function addMeaning(meanings: Candidate[], one: Candidate): void {
  const index = meanings.findIndex(({ ref }) => ref === one.ref);
  const same = meanings[index];
  if (same === undefined) meanings.push(one);
  else meanings[index] = { ...same, numberings: [...same.numberings, ...one.numberings] };
}

// Only a number that its numbering does not use, or that more likely means another, leaves a doubt.
function statusOf(
  meanings: readonly Candidate[],
  number: ArticleNumber,
  order: readonly Numbering[],
): ArticleReading['status'] {
  const [first] = meanings;
  if (first === undefined) return 'unknown';
  if (first.ref === articleRef(number)) return 'current';
  return meanings.length === 1 || first.numberings.includes(order[0]!.id) ? 'superseded' : 'ambiguous';
}

function told({ ref, numberings, matter }: Candidate): ArticleMeaning {
  return { ref, numberings, matter };
}
