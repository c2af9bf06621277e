import { citation, labelOf, rulesetById } from '#statute';
import type { BuiltDocument, DocumentHead } from './issued-document.js';
import type { PaperBlock, PaperColumn, PaperFact, PaperLanguage, PaperTable } from './paper.js';
import { shownDay } from './paper-words.js';
import { keepingCites } from './register-cites.js';
import { joined } from './registered-field.js';
import { retentionData, retentionGroups, type RetentionGroup } from './retention-data.js';
import type { RetainedRecord, RetentionFacts } from './retention-facts.js';
import { retentionRule, ruleText } from './retention-rule.js';
import { RETENTION_TEXTS as T } from './retention-texts.js';

/** Until when records are kept, and by which rule: of a person record by record, of a period in sums without persons. */
export function retentionPaper(head: DocumentHead, facts: RetentionFacts): BuiltDocument {
  const { language, issuedOn, code, url } = head;
  const { columns, rows } = facts.matter.kind === 'member' ? ofRecords(facts, language) : ofGroups(facts, language);
  return {
    paper: {
      language,
      title: T.title[language],
      issuer: facts.issuer,
      addressee: null,
      issuedOn: shownDay(issuedOn, language),
      blocks: [
        ...opening(facts, language),
        ...recordBlocks(facts, { columns, rows }, language),
        ...holdBlocks(facts, language),
      ],
      check: { code, url, promises: facts.promises },
    },
    table: tableOf(facts, language),
    data: retentionData(facts),
  };
}

function opening(facts: RetentionFacts, language: PaperLanguage): PaperBlock[] {
  const { matter, asOf, through, recordsHeldFrom, records, ruleset } = facts;
  const cites = keepingCites(matter.kind === 'period' ? [matter.register] : records.map(({ register }) => register));
  const stated: PaperFact[] = [
    ...matterFacts(matter, language),
    [T.asOf[language], shownDay(asOf, language)],
    [T.heldFrom[language], shownDay(recordsHeldFrom, language)],
    [T.through[language], through],
    [T.count[language], String(records.length)],
    ...(cites.length === 0
      ? []
      : [[T.cites[language], cites.map((ref) => citation(ruleset, ref)[language]).join('\n')] as const]),
  ];
  return [
    { kind: 'text', text: T.certified[language] },
    { kind: 'facts', facts: stated },
    { kind: 'text', text: T.moves[language] },
    { kind: 'text', text: T.open[language] },
  ];
}

function matterFacts(matter: RetentionFacts['matter'], language: PaperLanguage): PaperFact[] {
  const span = language === 'ja' ? '～' : ' – ';
  if (matter.kind === 'period')
    return [
      [T.about[language], T.register[matter.register][language]],
      [T.period[language], `${shownDay(matter.from, language)}${span}${shownDay(matter.to, language)}`],
    ];
  const { ref, name, symbol, number, branch } = matter;
  const known = [name, symbol, number, branch].filter((part) => part !== null && part !== '').join(' ');
  return [
    [T.person[language], known === '' ? T.erased[language] : known],
    [T.reference[language], ref],
  ];
}

function recordBlocks(
  { records }: RetentionFacts,
  table: { readonly columns: readonly PaperColumn[]; readonly rows: string[][] },
  language: PaperLanguage,
): PaperBlock[] {
  if (records.length === 0) return [{ kind: 'text', text: T.none[language] }];
  return [{ kind: 'table', caption: T.records[language], ...table }];
}

function holdBlocks({ holds, ruleset }: RetentionFacts, language: PaperLanguage): PaperBlock[] {
  if (holds === null) return [];
  const items = holds.map(({ code, scope, until }) => {
    const end = until === null ? T.released[language] : shownDay(until, language);
    const parts = [labelOf(ruleset, 'keepingReasons', code)[language], T.scopes[scope][language], end];
    return parts.join(language === 'ja' ? '　' : ', ');
  });
  return [
    { kind: 'heading', text: T.holds[language] },
    items.length === 0 ? { kind: 'text', text: T.noHolds[language] } : { kind: 'list', items },
  ];
}

function ofRecords({ records }: RetentionFacts, language: PaperLanguage) {
  const columns: PaperColumn[] = [
    { title: T.date[language], width: 4 },
    { title: T.kind[language], width: 4 },
    { title: T.party[language], width: 4 },
    { title: T.made[language], width: 4 },
    { title: T.rule[language], width: 5 },
    { title: T.until[language], width: 4 },
    { title: T.disposable[language], width: 4 },
    { title: T.reasons[language], width: 4 },
  ];
  const rows = records.map((record) => [
    shownDay(record.occurredOn, language),
    dutyText(record, language),
    record.party.name ?? T.unnamed[language],
    shownDay(record.madeOn, language),
    `${ruleText(record, language)}\n${T.from[language]} ${shownDay(retentionRule(record).from, language)}`,
    endText(record.retainUntil, language),
    endText(record.disposableFrom, language),
    reasonsText(record, language),
  ]);
  return { columns, rows };
}

function ofGroups(facts: RetentionFacts, language: PaperLanguage) {
  const columns: PaperColumn[] = [
    { title: T.kind[language], width: 5 },
    { title: T.rule[language], width: 6 },
    { title: T.until[language], width: 4 },
    { title: T.disposable[language], width: 4 },
    { title: T.reasons[language], width: 4 },
    { title: T.count[language], width: 2 },
  ];
  const rows = retentionGroups(facts.records).map(({ record, count }: RetentionGroup) => [
    dutyText(record, language),
    ruleText(record, language),
    endText(record.retainUntil, language),
    endText(record.disposableFrom, language),
    reasonsText(record, language),
    String(count),
  ]);
  return { columns, rows };
}

const endText = (day: string | null, language: PaperLanguage) =>
  day === null ? T.endless[language] : shownDay(day, language);

function dutyText({ duty, ruleset }: RetainedRecord, language: PaperLanguage): string {
  return labelOf(rulesetById(ruleset)!, 'duties', duty)[language];
}

function reasonsText({ keptFor, ruleset }: RetainedRecord, language: PaperLanguage): string {
  const names = keptFor.map((reason) => labelOf(rulesetById(ruleset)!, 'keepingReasons', reason)[language]);
  return joined(names, language);
}

/** Days as ISO 8601; the columns are those of the paper, with the record where it is one. */
function tableOf({ matter, records }: RetentionFacts, language: PaperLanguage): PaperTable {
  const names = [T.kind, T.rule, T.until, T.disposable, T.reasons];
  const shared = (record: RetainedRecord) => [
    dutyText(record, language),
    ruleText(record, language),
    record.retainUntil,
    record.disposableFrom,
    reasonsText(record, language),
  ];
  if (matter.kind === 'period')
    return [
      [...names, T.count].map((name) => name[language]),
      ...retentionGroups(records).map(({ record, count }) => [...shared(record), String(count)]),
    ];
  return [
    [T.record, T.date, T.party, T.made, T.from, ...names].map((name) => name[language]),
    ...records.map((record) => {
      const { id, occurredOn, party, madeOn } = record;
      return [id, occurredOn, party.name, madeOn, retentionRule(record).from, ...shared(record)];
    }),
  ];
}
