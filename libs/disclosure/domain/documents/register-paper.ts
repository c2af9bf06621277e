import type { ExportedRecord } from '#records';
import { citation, labelOf } from '#statute';
import type { BuiltDocument, DocumentHead } from './issued-document.js';
import type { PaperBlock, PaperColumn, PaperFact, PaperLanguage } from './paper.js';
import { registerData } from './register-data.js';
import type { RegisterFacts, RegisterName } from './register-facts.js';
import { registerCites } from './register-cites.js';
import { remarksOn, untilText } from './register-remarks.js';
import { registerTable } from './register-table.js';
import { REGISTER_TEXTS as T } from './register-texts.js';
import { shownDay } from './paper-words.js';
import { fieldName, fieldText, partyText, rulesetOf } from './registered-field.js';

/** In which order fields stand; the party is said once for a group. */
const FIELDS = ['date', 'person', 'items', 'consent', 'acquisition', 'optOutPublication', 'confirmationMethod'];

/** Shares of the width of a row. */
const WIDTHS: Readonly<Record<string, number>> = { date: 4, person: 5, items: 5, consent: 4, acquisition: 4 };

/** A register of a period: art. 29 with Rules 20, art. 30 with Rules 24. One sheet may hold many persons: Rules 19(2), 23(2). */
export function registerPaper(head: DocumentHead, facts: RegisterFacts): BuiltDocument {
  const { language, issuedOn, code, url } = head;
  return {
    paper: {
      language,
      title: T.title[facts.register][language],
      issuer: facts.issuer,
      addressee: null,
      issuedOn: shownDay(issuedOn, language),
      blocks: [
        ...opening(facts, language),
        ...groups(facts.records).flatMap((one) => groupBlocks(one, facts, language)),
      ],
      check: { code, url, promises: facts.promises },
    },
    table: registerTable(facts, language),
    data: registerData(facts),
  };
}

function opening(facts: RegisterFacts, language: PaperLanguage): PaperBlock[] {
  const { register, from, to, recordsHeldFrom, through, records, ruleset } = facts;
  const count = (of: (record: ExportedRecord) => boolean) => String(records.filter(of).length);
  const span = language === 'ja' ? '～' : ' – ';
  const stated: PaperFact[] = [
    [
      T.register[language],
      registerCites(ruleset, register, records)
        .map((ref) => citation(ruleset, ref)[language])
        .join('\n'),
    ],
    [T.period[language], `${shownDay(from, language)}${span}${shownDay(to, language)}`],
    [T.heldFrom[language], shownDay(recordsHeldFrom, language)],
    [T.through[language], through],
    [T.counts[language], String(records.length)],
    [T.incomplete[language], count(({ complete }) => !complete)],
    [T.corrected[language], count(({ status }) => status === 'corrected')],
    [T.voided[language], count(({ status }) => status === 'voided')],
  ];
  const notes = [T.heldFromMeans, T.open, ...(records.length === 0 ? [T.none] : [])];
  return [
    { kind: 'facts', facts: stated },
    ...notes.map((note): PaperBlock => ({ kind: 'text', text: note[language] })),
  ];
}

/** Records that share everything that is said once: the party, the kind of record, how it was made, and its series. */
function groups(records: readonly ExportedRecord[]): ExportedRecord[][] {
  const found = new Map<string, ExportedRecord[]>();
  for (const record of records) {
    const { party, duty, method, proxyBy, contractRef, series, fields } = record;
    const left = fields.find(({ code }) => code === 'party');
    const key = JSON.stringify([party, duty, method, proxyBy, contractRef, series?.id, left?.present, left?.from]);
    const known = found.get(key);
    if (known) known.push(record);
    else found.set(key, [record]);
  }
  return [...found.values()];
}

function groupBlocks(group: readonly ExportedRecord[], facts: RegisterFacts, language: PaperLanguage): PaperBlock[] {
  const first = group[0]!;
  const { columns, cells } = columnsOf(first, facts.register, language);
  const rows = group.map((record, index) => [String(index + 1), ...cells.map((cell) => cell(record))]);
  const name = first.party.name ?? T.lacking[language];
  return [
    { kind: 'heading', text: `${name} – ${labelOf(rulesetOf(first), 'duties', first.duty)[language]}` },
    { kind: 'facts', facts: shared(first, facts.register, language) },
    { kind: 'table', caption: `${T.group[language]}: ${group.length}`, columns, rows },
  ];
}

function shared(record: ExportedRecord, register: RegisterName, language: PaperLanguage): PaperFact[] {
  const { method, proxyBy, contractRef, series } = record;
  const span = language === 'ja' ? '～' : ' – ';
  const days = (from: string | null | undefined, to: string | null | undefined) =>
    from && to ? `${shownDay(from, language)}${span}${shownDay(to, language)}` : null;
  const stated: (readonly [string, string | null])[] = [
    [fieldName(record, register, 'party', language), partyCell(record, language)],
    [T.method[language], labelOf(rulesetOf(record), 'methods', method ?? 'EACH')[language]],
    [T.proxyBy[language], proxyBy],
    [T.contract[language], contractRef],
    [T.seriesPeriod[language], days(series?.from, series?.to)],
    [T.seriesDays[language], days(series?.firstOn, series?.lastOn)],
  ];
  return stated.flatMap(([label, value]): PaperFact[] => (value === null ? [] : [[label, value]]));
}

// What is recorded of a party is said also where it is not all that the law asks for.
function partyCell(record: ExportedRecord, language: PaperLanguage): string {
  const field = record.fields.find(({ code }) => code === 'party');
  if (field?.present !== false) return fieldText(record, 'party', language);
  const known = partyText(record.party, language);
  return known === T.lacking[language] ? known : `${known} ${T.lacking[language]}`;
}

function columnsOf(first: ExportedRecord, register: RegisterName, language: PaperLanguage) {
  const codes = FIELDS.filter((code) => first.fields.some((field) => field.code === code));
  const columns: PaperColumn[] = [
    { title: T.number[language], width: 1.5 },
    ...codes.map((code) => ({ title: fieldName(first, register, code, language), width: WIDTHS[code] ?? 4 })),
    { title: T.made[language], width: 5 },
    { title: T.remarks[language], width: 5 },
  ];
  const cells = [
    ...codes.map((code) => (record: ExportedRecord) => fieldText(record, code, language)),
    (record: ExportedRecord) => untilText(record, language),
    (record: ExportedRecord) => remarksOn(record, register, language).join('\n'),
  ];
  return { columns, cells };
}
