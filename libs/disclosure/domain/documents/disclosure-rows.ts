import type { DisclosedContent, Withheld } from '../requests/disclosed-content.js';
import { DISCLOSURE_TEXTS as TEXTS } from './disclosure-texts.js';
import type { PaperLanguage } from './paper.js';
import { shownDay } from './paper-words.js';

export type RecordColumn = 'date' | 'party' | 'person' | 'items' | 'consent' | 'acquisition' | 'remarks';

/** The cells of a record as people read it: empty where the law asks for no such field, "withheld" where it is. */
export function recordRow(
  { date, party, person, items, consent, acquisition, corrected }: DisclosedContent,
  withheld: readonly Withheld[],
  language: PaperLanguage,
): Readonly<Record<RecordColumn, string>> {
  const cell = (field: string, text: string | null) =>
    text ?? (withheld.some((one) => one.field === field) ? TEXTS.withheld[language] : '');
  return {
    date: cell('date', date && shownDay(date, language)),
    party: cell('party', party && partyText(party, language)),
    person: cell('person', person && personText(person, language)),
    items: cell('items', items && items.map((item) => item[language]).join(language === 'ja' ? '、' : '; ')),
    consent: cell('consent', consent === null ? null : TEXTS.consent[consent ? 'held' : 'missing'][language]),
    acquisition: cell('acquisition', acquisition),
    remarks: corrected ? TEXTS.corrected[language] : '',
  };
}

/** Whether any of these rows says something in the column. */
export function hasColumn(rows: readonly Readonly<Record<RecordColumn, string>>[], column: RecordColumn): boolean {
  return rows.some((row) => row[column] !== '');
}

export function partyText(party: NonNullable<DisclosedContent['party']>, language: PaperLanguage): string {
  const { name, address, representative } = party;
  return [name, address, representative && TEXTS.representative[language](representative)]
    .filter((part) => part !== null && part !== '')
    .join('\n');
}

function personText(person: NonNullable<DisclosedContent['person']>, language: PaperLanguage): string {
  const { name, symbol, number, branch } = person;
  const insured = symbol !== null && number !== null ? TEXTS.insured[language](symbol, number) : null;
  return [name, insured && insured + (branch === null ? '' : TEXTS.branch[language](branch))]
    .filter((part) => part !== null && part !== '')
    .join('\n');
}
