import { completenessSha256, type CompletenessDocument } from '#proof';
import { itemOf } from '#statute';
import type { DisclosedContent, Withheld } from '../requests/disclosed-content.js';
import { toldWithheld } from '../requests/told-withheld.js';
import { hasColumn, recordRow, type RecordColumn } from './disclosure-rows.js';
import { DISCLOSURE_TEXTS as TEXTS } from './disclosure-texts.js';
import type { BuiltDocument } from './issued-document.js';
import type { PaperBlock } from './paper.js';
import { requestBlock, requestData, requestPaper, shownDay, wordsWithLaw } from './paper-words.js';
import { recordNumbers, type RecordNumbers } from './record-numbers.js';
import type { DecidedFacts, RequestFacts } from './request-facts.js';
import { SHARED_TEXTS } from './shared-texts.js';
import type { VoluntaryContent } from '../requests/voluntary-content.js';
import { voluntaryBlocks, voluntaryCells, type ToldExtras } from './voluntary-block.js';

export interface DisclosureFacts extends DecidedFacts {
  /** The records as they were frozen by the decision, without what is withheld. */
  readonly disclosed: readonly DisclosedContent[];
  /** First day from which all transfers are in the ledger. */
  readonly heldFrom: string;
  /** All references of the person. */
  readonly references: readonly string[];
  /** What the association told beside them of its own accord; left out where it told nothing. */
  readonly extras?: ToldExtras;
  /** Left out where it would tell more than is disclosed, and where a record does not say where its line stands. */
  readonly completeness?: CompletenessDocument;
}

/** What a decision discloses of the provision and receipt records, art. 33(5): as it was answered then. */
export function disclosurePaper(facts: DisclosureFacts): BuiltDocument {
  const { head, decision, disclosed, extras, completeness } = facts;
  const { language } = head;
  const { ruleset } = facts;
  const numbers = numbersOf(facts);
  const blocks: PaperBlock[] = [
    { kind: 'text', text: TEXTS.intro[language] },
    requestBlock(facts),
    {
      kind: 'facts',
      facts: [
        [SHARED_TEXTS.labels.decidedOn[language], shownDay(decision.decidedOn, language)],
        [TEXTS.labels.count[language], TEXTS.count[language](disclosed.length)],
        ...(extras ? [[TEXTS.voluntaryCount[language], TEXTS.count[language](extras.list.length)] as const] : []),
      ],
    },
    ...recordBlocks(facts, 'provision', numbers),
    ...recordBlocks(facts, 'receipt', numbers),
    ...withheldBlocks(facts, numbers),
    ...(extras ? voluntaryBlocks(extras, { language, ruleset, withheld: decision.withheld, numbers }) : []),
    { kind: 'heading', text: TEXTS.scope[language] },
    { kind: 'list', items: scopeOf(facts) },
  ];
  return {
    paper: requestPaper(facts, { title: TEXTS.title, blocks, isComplete: completeness !== undefined }),
    table: tableOf(facts, numbers),
    data: dataOf(facts),
    ...(completeness && { completeness }),
  };
}

function numbersOf({ disclosed, decision, extras }: DisclosureFacts): RecordNumbers {
  return recordNumbers(disclosed, decision.withheld, extras?.list);
}

function scopeOf({ head: { language }, decision, heldFrom, extras, completeness }: DisclosureFacts): string[] {
  return [
    TEXTS.asAnswered[language](shownDay(decision.decidedOn, language), decision.records!.asOf),
    TEXTS.heldFrom[language](shownDay(heldFrom, language)),
    TEXTS[extras ? 'notPartBeside' : 'notPart'][language],
    ...(completeness ? [] : [TEXTS.notProvenWhole[language]]),
  ];
}

function recordBlocks(
  facts: DisclosureFacts,
  register: DisclosedContent['register'],
  numbers: RecordNumbers,
): PaperBlock[] {
  const { language } = facts.head;
  const records = facts.disclosed.filter((one) => one.register === register);
  if (records.length === 0) return [];
  const isProvision = register === 'provision';
  const all: readonly [RecordColumn, keyof typeof TEXTS.columns, number][] = [
    ['date', 'date', 13],
    ['party', isProvision ? 'provisionParty' : 'receiptParty', 25],
    ['person', 'person', 17],
    ['items', 'items', 22],
    isProvision ? ['consent', 'consent', 9] : ['acquisition', 'acquisition', 15],
    ['remarks', 'remarks', 14],
  ];
  const told = records.map((one) => recordRow(one, withheldOf(one, facts.decision.withheld), language));
  // What no record says stands in no column.
  const columns = all.filter(([column]) => hasColumn(told, column));
  const rows = told.map((row, index) => [
    numbers.get(records[index]!.record) ?? '',
    ...columns.map(([column]) => row[column]),
  ]);
  return [
    {
      kind: 'table',
      caption: TEXTS[isProvision ? 'provisions' : 'receipts'][language],
      columns: [
        { title: TEXTS.number[language], width: 5 },
        ...columns.map(([, title, width]) => ({ title: TEXTS.columns[title][language], width })),
      ],
      rows,
    },
  ];
}

/** Fields by record, and each reason for which records are withheld as a whole: neither which, nor how many. */
export function withheldBlocks(
  facts: RequestFacts & Pick<DecidedFacts, 'decision'>,
  numbers: RecordNumbers,
): PaperBlock[] {
  const { language } = facts.head;
  const told = toldWithheld(facts.decision.withheld, 'person');
  if (told.length === 0) return [];
  const items = told.map(({ record, field, reason }) => {
    const why = wordsWithLaw(facts.ruleset.requests.refusals, reason, facts);
    if (field === null) return TEXTS.withheldWhole[language](why);
    if (record === null) return TEXTS.withheldItem[language](itemOf(facts.ruleset, field)?.[language] ?? field, why);
    return TEXTS.withheldField[language](numbers.get(record) ?? record, fieldName(field, language), why);
  });
  return [
    { kind: 'heading', text: TEXTS.withheldHeading[language] },
    { kind: 'list', items },
  ];
}

export function fieldName(field: string, language: 'ja' | 'en'): string {
  return (TEXTS.fields as Readonly<Record<string, { ja: string; en: string }>>)[field]?.[language] ?? field;
}

function withheldOf({ record }: Pick<DisclosedContent, 'record'>, all: readonly Withheld[]): Withheld[] {
  return all.filter((one) => one.record === record && one.field !== null);
}

/** Records first; what no law asks for comes behind them, in columns that only it has. */
function tableOf(facts: DisclosureFacts, numbers: RecordNumbers): (string | null)[][] {
  const { head, disclosed, extras, ruleset } = facts;
  const { language } = head;
  const titles = [TEXTS.number, ...TEXTS.table].map((one) => one[language]);
  const rowOf = (one: TableContent) => [numbers.get(one.record) ?? null, ...tableRow(one, facts)];
  const records = disclosed.map(rowOf);
  if (!extras) return [titles, ...records];
  const own = TEXTS.voluntaryTable.map((one) => one[language]);
  return [
    [...titles, ...own],
    ...records.map((row) => [...row, ...own.map(() => null)]),
    ...extras.list.map((one) => [...rowOf(asRow(one)), ...voluntaryCells(one, { language, ruleset })]),
  ];
}

/** In the columns of records, without a register: it is none. */
function asRow({ record, version, date, party, items }: VoluntaryContent): TableContent {
  const none = { register: null, person: null, consent: null, acquisition: null };
  return { record, version, date, party, items, ...none };
}

type TableContent = Omit<DisclosedContent, 'register' | 'duty' | 'fields' | 'line'> & {
  readonly register: DisclosedContent['register'] | null;
};

function tableRow(one: TableContent, facts: DisclosureFacts): (string | null)[] {
  const { language } = facts.head;
  const { party, person, items, consent } = one;
  const { refusals } = facts.ruleset.requests;
  const withheld = withheldOf(one, facts.decision.withheld).map(
    ({ field, reason }) => `${fieldName(field!, language)}: ${wordsWithLaw(refusals, reason, facts)}`,
  );
  return [
    one.record,
    String(one.version),
    one.register && TEXTS.registers[one.register][language],
    one.date,
    party?.name ?? null,
    party?.address ?? null,
    party?.representative ?? null,
    person?.name ?? null,
    person?.symbol ?? null,
    person?.number ?? null,
    person?.branch ?? null,
    items?.map((item) => item[language]).join(language === 'ja' ? '、' : '; ') ?? null,
    consent === null ? null : TEXTS.consent[consent ? 'held' : 'missing'][language],
    one.acquisition,
    one.corrected ? TEXTS.corrected[language] : null,
    withheld.length === 0 ? null : withheld.join(language === 'ja' ? '、' : '; '),
  ];
}

function dataOf(facts: DisclosureFacts): object {
  const { head, decision, disclosed, extras, heldFrom, references, completeness, ruleset } = facts;
  const told = toldWithheld(decision.withheld, 'person');
  return {
    request: requestData(facts),
    ruleset: ruleset.id,
    decidedOn: decision.decidedOn,
    outcome: decision.outcome,
    recordsHeldFrom: heldFrom,
    asOf: decision.records!.asOf,
    notPart: TEXTS[extras ? 'notPartBeside' : 'notPart'][head.language],
    // The proof as it was then: another genuine one of the same person is not accepted in its place.
    ...(completeness && { references, completenessSha256: completenessSha256(completeness) }),
    records: disclosed.map(({ line, ...content }) => ({ ...(completeness && line), ...content })),
    ...(extras && {
      voluntary: {
        note: ruleset.requests.voluntary.note[head.language],
        isCut: extras.isCut,
        extras: extras.list,
      },
    }),
    withheld: told.map(({ record, field, reason }) => ({ record, field, reason })),
  };
}
