import type { ArticleReading } from './articles.js';
import { isStated } from './ground.js';
import type { Lints, Misprint } from './lint-rules.js';
import type { PrintedArrangement, PrintedPurpose, Publication } from './publication.js';
import type { Item } from './ruleset.js';

/** A place in what is published: a pointer into the version or the association, and the word in question. */
export interface Place {
  readonly pointer: string;
  readonly printed?: string;
  readonly instead?: string;
}

export type LintFacts = Readonly<Record<string, string | boolean | null | readonly string[] | readonly Place[]>>;

/** What the facts are read with. */
export interface LintLens {
  readonly lints: Lints;
  readonly items: ReadonlyMap<string, Item>;
  readonly readArticle: (printed: string) => ArticleReading;
}

/** The facts of one arrangement; lists of places are empty where there is nothing to find. */
export function arrangementFactsOf(one: PrintedArrangement, all: readonly PrintedArrangement[], lens: LintLens) {
  const { lints, items } = lens;
  const { kind, routeChosen, basisChosen, recordMethod, routeCandidates, responsible, users } = one;
  return {
    kind,
    routeChosen,
    basisChosen,
    recordMethod,
    routeCandidates,
    itemsOpen: one.itemsOpen,
    itemsListed: one.items.length > 0,
    isJointUse: isJointUse(one),
    mattersMissing: isJointUse(one) ? mattersMissing(one) : [],
    responsibleTitle: names(lints.jobTitles, responsible?.name) ? [{ pointer: '/responsible/name' }] : [],
    responsibleMissing: responsible ? partsMissing(responsible) : [],
    entrusteesAmongUsers: places(users, '/users', ({ name, entrustee }) => !entrustee && names(lints.entrustees, name)),
    usersByReference: places(users, '/users', ({ name }) => names(lints.references, name)),
    itemsSensitive: places(one.items, '/items', (code) => items.get(code)?.sensitive ?? true),
    itemsBeyondJointUse: itemsBeyondJointUse(one, all),
    citationsOld: oldCitations(one.printedCitations, lens),
    misprints: [...misprints('/title/ja', one.title.ja, lints.misprints)],
    terms: [...misprints('/title/en', one.title.en, lints.terms)],
  } satisfies LintFacts;
}

export function associationFactsOf(
  { class: kind, purposes, retainedPurposes, arrangements }: Publication,
  lens: LintLens,
) {
  const { lints } = lens;
  const printed = (language: 'ja' | 'en', words: readonly Misprint[]): Place[] =>
    purposes.flatMap(({ text }, index) => [
      ...misprints(`/purposes/${index}/text/${language}`, text?.[language], words),
    ]);
  const complete = lints.completeTable[kind] ?? [];
  return {
    purposesEmpty: places(purposes, '/purposes', isEmptyCell),
    misprints: printed('ja', lints.misprints),
    terms: printed('en', lints.terms),
    numberingsMixed: areMixed(
      arrangements.flatMap(({ printedCitations }) => printedCitations),
      lens,
    ),
    retainedPurposesSame: retainedPurposes === 'same',
    isTableComplete:
      complete.length > 0 && complete.every((code) => purposes.some((one) => one.code === code && !isEmptyCell(one))),
  } satisfies LintFacts;
}

function isJointUse({ kind, routeChosen, routeCandidates }: PrintedArrangement): boolean {
  return kind === 'joint-use' || routeChosen === 'N3' || routeCandidates.includes('N3');
}

// The five matters of art. 27(5)(iii); that there is joint use is said by the arrangement itself.
function mattersMissing({ items, users, purposes, responsible }: PrintedArrangement): Place[] {
  const stated = {
    '/items': items.length > 0,
    '/users': users.length > 0,
    '/purposes': purposes.length > 0,
    '/responsible': isStated(responsible?.name),
  };
  return Object.entries(stated).flatMap(([pointer, isThere]) => (isThere ? [] : [{ pointer }]));
}

function partsMissing(responsible: NonNullable<PrintedArrangement['responsible']>): Place[] {
  const parts = ['address', 'representative'] as const;
  return parts.filter((part) => !isStated(responsible[part])).map((part) => ({ pointer: `/responsible/${part}` }));
}

/** Items that go to a user of a joint use although the list of that joint use has them not. */
function itemsBeyondJointUse(one: PrintedArrangement, all: readonly PrintedArrangement[]): Place[] {
  const shared = all.filter((other) => other !== one && isJointUse(other) && meet(other.parties, one.parties));
  if (shared.length === 0) return [];
  const listed = new Set(shared.flatMap(({ items }) => items));
  return places(one.items, '/items', (code) => !listed.has(code));
}

function oldCitations(printedCitations: readonly string[], { readArticle }: LintLens): Place[] {
  return printedCitations.flatMap((printed, index) => {
    const { status, current } = readArticle(printed);
    const isOld = status === 'superseded' || status === 'ambiguous';
    return isOld ? [{ pointer: `/printedCitations/${index}`, printed, instead: current! }] : [];
  });
}

// Articles are mixed where no one numbering gives all of them their meaning.
function areMixed(printedCitations: readonly string[], { readArticle }: LintLens): string[] {
  const numberings = [...new Set(printedCitations)].flatMap((printed) => {
    const [meaning] = readArticle(printed).meanings;
    return meaning && meaning.numberings.length > 0 ? [meaning.numberings] : [];
  });
  const [first = [], ...others] = numberings;
  const common = first.filter((one) => others.every((other) => other.includes(one)));
  return numberings.length > 0 && common.length === 0 ? [...new Set(numberings.flat())] : [];
}

function isEmptyCell({ text }: PrintedPurpose): boolean {
  return text !== undefined && !isStated(text.ja) && !isStated(text.en);
}

function* misprints(pointer: string, text: string | undefined, words: readonly Misprint[]): Generator<Place> {
  for (const { printed, instead } of words) if (text?.includes(printed)) yield { pointer, printed, instead };
}

function names(words: readonly string[], text: string | null | undefined): boolean {
  const lower = (text ?? '').toLowerCase();
  return words.some((word) => lower.includes(word));
}

function meet(some: readonly string[], others: readonly string[]): boolean {
  return some.some((one) => others.includes(one));
}

function places<Value>(values: readonly Value[], pointer: string, wanted: (value: Value) => boolean): Place[] {
  return values.flatMap((value, index) => (wanted(value) ? [{ pointer: `${pointer}/${index}` }] : []));
}
