import type { PositionedLeaf } from '#proof';

/** Something that is not disclosed, and why: a field of a record, a whole record, or an item of retained data. */
export interface Withheld {
  readonly record: string | null;
  readonly field: string | null;
  readonly reason: string;
}

/** What a record says in the fields that the law asks for; null where it is no statutory field of it, or withheld. */
export interface DisclosedContent {
  readonly record: string;
  readonly version: number;
  readonly register: 'provision' | 'receipt';
  readonly duty: string;
  /** Codes of the statutory fields of the record. */
  readonly fields: readonly string[];
  readonly date: string | null;
  readonly party: {
    readonly name: string | null;
    readonly address: string | null;
    readonly representative: string | null;
  } | null;
  readonly person: {
    readonly name: string | null;
    readonly symbol: string | null;
    readonly number: string | null;
    readonly branch: string | null;
  } | null;
  readonly items: readonly { readonly code: string; readonly ja: string; readonly en: string }[] | null;
  readonly consent: boolean | null;
  readonly acquisition: string | null;
  /** It was corrected, and says what stands now; left out where it was not. */
  readonly corrected?: true;
  /** Where its line stands in the log, as proofs of completeness name it; left out where nobody noted it. */
  readonly line?: PositionedLeaf;
}

const CONTENT = ['date', 'party', 'person', 'items', 'consent', 'acquisition'] as const;

/** The records as they go out: without what is withheld, and without records that are withheld as a whole. */
export function contentsToDisclose(
  all: readonly DisclosedContent[],
  withheld: readonly Withheld[],
): DisclosedContent[] {
  const isWhole = ({ record }: DisclosedContent) => withheld.some((one) => one.record === record && one.field === null);
  return all.filter((one) => !isWhole(one)).map((one) => without(one, fieldsWithheld(one.record, withheld)));
}

function fieldsWithheld(record: string, withheld: readonly Withheld[]): string[] {
  return withheld.flatMap((one) => (one.record === record && one.field !== null ? [one.field] : []));
}

function without(content: DisclosedContent, fields: readonly string[]): DisclosedContent {
  const emptied = CONTENT.filter((code) => fields.includes(code)).map((code) => [code, null]);
  return { ...content, ...(Object.fromEntries(emptied) as object) };
}

export type RecordDifference = 'same' | 'changed' | 'gone' | 'new';

/** How the records of today differ from those that were frozen. */
export function differenceOf(
  then: readonly { readonly record: string; readonly version: number }[],
  now: readonly { readonly record: string; readonly version: number }[],
): ReadonlyMap<string, RecordDifference> {
  const known = new Map(now.map(({ record, version }) => [record, version]));
  const old = then.map(({ record, version }): [string, RecordDifference] => {
    const today = known.get(record);
    return [record, today === undefined ? 'gone' : today === version ? 'same' : 'changed'];
  });
  const before = new Set(then.map(({ record }) => record));
  const added = now.filter(({ record }) => !before.has(record));
  return new Map([...old, ...added.map(({ record }): [string, RecordDifference] => [record, 'new'])]);
}
