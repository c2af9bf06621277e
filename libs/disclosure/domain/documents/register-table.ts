import type { ExportedRecord } from '#records';
import { labelOf } from '#statute';
import type { PaperLanguage, PaperTable } from './paper.js';
import { earlierTexts, keptForText, missingText } from './register-remarks.js';
import { REGISTER_COLUMNS, REGISTER_TEXTS as T } from './register-texts.js';
import { consentText, joined, rulesetOf } from './registered-field.js';
import type { RegisterFacts } from './register-facts.js';

type ColumnName = keyof typeof REGISTER_COLUMNS;
type Cells = Readonly<Record<ColumnName, string | null>>;

const COLUMNS = Object.keys(REGISTER_COLUMNS) as ColumnName[];

/** A register as a table: a row for each record, days as ISO 8601. */
export function registerTable({ register, records }: RegisterFacts, language: PaperLanguage): PaperTable {
  return [
    COLUMNS.map((name) => REGISTER_COLUMNS[name][language]),
    ...records.map((record) => {
      const cells = cellsOf(record, register, language);
      return COLUMNS.map((name) => cells[name]);
    }),
  ];
}

function cellsOf(record: ExportedRecord, register: RegisterFacts['register'], language: PaperLanguage): Cells {
  const { party, person, series } = record;
  const has = (code: string) => record.fields.some((field) => field.code === code && field.present);
  const named = (kind: string, code: string | null) =>
    code === null ? null : labelOf(rulesetOf(record), kind, code)[language];
  return {
    record: record.id,
    status: (T.status[record.status] ?? { ja: record.status, en: record.status })[language],
    duty: named('duties', record.duty),
    route: named('routes', record.route),
    method: named('methods', record.method),
    proxyBy: record.proxyBy,
    contract: record.contractRef,
    occurredOn: record.occurredOn,
    seriesFrom: series?.from ?? null,
    seriesTo: series?.to ?? null,
    firstOn: series?.firstOn ?? null,
    lastOn: series?.lastOn ?? null,
    partyName: party.name,
    partyAddress: party.address,
    partyRepresentative: party.representative,
    reference: person.ref,
    name: person.erased ? T.erased[language] : person.name,
    symbol: person.symbol,
    number: person.number,
    branch: person.branch,
    items: joined(
      record.items.map((item) => item[language]),
      language,
    ),
    consent: has('consent') ? consentText(record, language) : null,
    acquisition: record.acquisition,
    published: has('optOutPublication') ? T.published[language] : null,
    confirmed: has('confirmationMethod') ? (record.confirmedHow ?? '') : null,
    missing: missingText(record, register, language),
    madeOn: record.madeOn,
    retainUntil: record.retainUntil,
    keptFor: keptForText(record, language),
    notEvidencedBefore: record.notEvidencedBefore,
    correctionReason: record.correctionReason,
    before: earlierTexts(record, language).join(' '),
    position: record.linePosition,
    leaf: record.leafHash,
  };
}
