import type { Ruleset } from '#statute';
import type { Withheld } from '../requests/disclosed-content.js';
import type { VoluntaryContent } from '../requests/voluntary-content.js';
import { partyText } from './disclosure-rows.js';
import { DISCLOSURE_TEXTS as TEXTS } from './disclosure-texts.js';
import type { PaperBlock, PaperLanguage } from './paper.js';
import { shownDay } from './paper-words.js';
import type { RecordNumbers } from './record-numbers.js';

/** What stands beside the records of a disclosure: what the association tells of its own accord. */
export interface ToldExtras {
  readonly list: readonly VoluntaryContent[];
  /** True where older ones were left out. */
  readonly isCut: boolean;
}

interface Terms {
  readonly language: PaperLanguage;
  readonly ruleset: Ruleset;
  readonly withheld: readonly Withheld[];
  readonly numbers: RecordNumbers;
}

type Column = keyof typeof TEXTS.voluntaryColumns;
const COLUMNS: readonly (readonly [Column, number])[] = [
  ['date', 14],
  ['kind', 16],
  ['party', 24],
  ['items', 22],
  ['purpose', 16],
  ['means', 8],
];

/** A block of its own, under a heading that says that the law does not ask for it. */
export function voluntaryBlocks({ list, isCut }: ToldExtras, terms: Terms): PaperBlock[] {
  const { language, ruleset } = terms;
  return [
    { kind: 'heading', text: TEXTS.voluntary[language] },
    { kind: 'text', text: ruleset.requests.voluntary.note[language] },
    {
      kind: 'table',
      caption: TEXTS.voluntary[language],
      columns: [
        { title: TEXTS.number[language], width: 5 },
        ...COLUMNS.map(([column, width]) => ({ title: TEXTS.voluntaryColumns[column][language], width })),
      ],
      rows: list.map((one) => {
        const row = voluntaryRow(one, terms);
        return [terms.numbers.get(one.record) ?? '', ...COLUMNS.map(([column]) => row[column])];
      }),
    },
    ...(isCut ? [{ kind: 'text', text: TEXTS.voluntaryCut[language] } as const] : []),
  ];
}

function voluntaryRow(one: VoluntaryContent, terms: Terms): Readonly<Record<Column, string>> {
  const { language, ruleset, withheld } = terms;
  const { date, party, items, purpose, means } = one;
  const isWithheld = (field: string) => withheld.some((two) => two.record === one.record && two.field === field);
  const cell = (field: Column, text: string | null) => text ?? (isWithheld(field) ? TEXTS.withheld[language] : '');
  return {
    date: cell('date', date && shownDay(date, language)),
    kind: kindText(one, terms),
    party: cell('party', party && partyText(party, language)),
    items: cell('items', items && namesOf(items, language)),
    purpose: cell('purpose', purpose && purpose[language]),
    means: cell('means', means && meansText(means, ruleset, language)),
  };
}

function kindText({ label, direction, extra, record }: VoluntaryContent, { language, numbers }: Terms): string {
  const kind = `${label[language]}（${TEXTS.directions[direction][language]}）`;
  return extra === 'FURTHER_FIELDS' ? `${kind}\n${TEXTS.voluntaryOf[language](numbers.get(record) ?? record)}` : kind;
}

function namesOf(items: NonNullable<VoluntaryContent['items']>, language: PaperLanguage): string {
  return items.map((item) => item[language]).join(language === 'ja' ? '、' : '; ');
}

function meansText(means: string, { labels }: Ruleset, language: PaperLanguage): string {
  return labels['means']?.[means]?.[language] ?? means;
}

/** What it says in columns that stand behind those of records; a record says nothing there. */
export function voluntaryCells(
  one: VoluntaryContent,
  { language, ruleset }: Pick<Terms, 'language' | 'ruleset'>,
): (string | null)[] {
  const { requests } = ruleset;
  return [
    requests.voluntary.extras.find(({ code }) => code === one.extra)?.[language] ?? one.extra,
    one.label[language],
    TEXTS.directions[one.direction][language],
    one.purpose?.[language] ?? null,
    one.means && meansText(one.means, ruleset, language),
  ];
}
