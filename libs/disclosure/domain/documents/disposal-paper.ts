import { citation, labelOf } from '#statute';
import { DISPOSAL_TEXTS as T } from './disposal-texts.js';
import { disposalData } from './disposal-data.js';
import type { DisposalFacts, SparedSum } from './disposal-facts.js';
import type { BuiltDocument, DocumentHead } from './issued-document.js';
import type { PaperBlock, PaperFact, PaperLanguage } from './paper.js';
import { shownDay } from './paper-words.js';
import { joined } from './registered-field.js';

const CITED = ['APPI 22', 'APPI 29(2)', 'Rules 21', 'APPI 30(4)', 'Rules 25'];
const METHODS = ['EACH', 'BATCH', 'CONTRACT'] as const;

/** That records were disposed of whose period of keeping was over: how many, by whom, and where that stands. */
export function disposalPaper(head: DocumentHead, facts: DisposalFacts): BuiltDocument {
  const { language, issuedOn, code, url } = head;
  const place = placeFacts(facts, language);
  return {
    paper: {
      language,
      title: T.title[language],
      issuer: facts.issuer,
      addressee: null,
      issuedOn: shownDay(issuedOn, language),
      blocks: [
        { kind: 'text', text: T.certified[language] },
        { kind: 'facts', facts: sumFacts(facts, language) },
        { kind: 'heading', text: T.steps[language] },
        { kind: 'table', caption: T.steps[language], ...stepTable(facts, language) },
        ...sparedBlocks(facts, language),
        { kind: 'heading', text: T.place[language] },
        { kind: 'facts', facts: place },
        ...[T.nobody, T.lines, T.backups, T.open].map((note): PaperBlock => ({
          kind: 'text',
          text: note[language],
        })),
      ],
      check: { code, url, promises: facts.promises },
    },
    table: tableOf(facts, language),
    data: disposalData(facts),
  };
}

function sumFacts({ certificate, asOf, ruleset }: DisposalFacts, language: PaperLanguage): PaperFact[] {
  const rules = METHODS.map((method) =>
    labelOf(ruleset, 'retentionRules', method)[language].replace('{years}', String(ruleset.retention[method])),
  );
  return [
    [T.records[language], String(certificate.records)],
    [T.transfers[language], String(certificate.transfers)],
    [T.keys[language], String(certificate.keys)],
    [T.asOf[language], shownDay(asOf, language)],
    [T.rules[language], rules.join('\n')],
    [T.cites[language], CITED.map((ref) => citation(ruleset, ref)[language]).join('\n')],
  ];
}

function stepTable(facts: DisposalFacts, language: PaperLanguage) {
  const steps = ['proposed', 'approved', 'executed'] as const;
  return {
    columns: [
      { title: T.step[language], width: 5 },
      { title: T.when[language], width: 4 },
      { title: T.role[language], width: 4 },
    ],
    rows: steps.map((step) => {
      const { on, role } = facts[step];
      return [T[step][language], shownDay(on, language), (T.roles[role] ?? { ja: role, en: role })[language]];
    }),
  };
}

function sparedBlocks({ kept, spared, ruleset, complete }: DisposalFacts, language: PaperLanguage): PaperBlock[] {
  const rows = [
    ...kept.map((sum) => [T.listed[language], ...sumCells(sum)]),
    ...spared.map((sum) => [T.since[language], ...sumCells(sum)]),
  ];
  function sumCells({ reasons, records }: SparedSum): string[] {
    const names = reasons.map((reason) => labelOf(ruleset, 'keepingReasons', reason)[language]);
    return [joined(names, language), String(records)];
  }
  const columns = [
    { title: T.step[language], width: 4 },
    { title: T.reason[language], width: 6 },
    { title: T.records[language], width: 3 },
  ];
  return [
    { kind: 'heading', text: T.spared[language] },
    rows.length === 0
      ? { kind: 'text', text: T.noneSpared[language] }
      : { kind: 'table', caption: T.spared[language], columns, rows },
    ...(complete ? [] : [{ kind: 'text', text: T.more[language] } as const]),
  ];
}

function placeFacts({ disposal, certificate, listDigest }: DisposalFacts, language: PaperLanguage): PaperFact[] {
  return [
    [T.disposal[language], disposal],
    [T.from[language], certificate.from ?? T.nothing[language]],
    [T.to[language], certificate.to ?? T.nothing[language]],
    [T.digest[language], certificate.digest],
    [T.list[language], listDigest],
    [T.position[language], certificate.position],
    [T.leaf[language], certificate.leafHash],
  ];
}

function tableOf(facts: DisposalFacts, language: PaperLanguage) {
  const { ruleset } = facts;
  const steps = (['proposed', 'approved', 'executed'] as const).map((step) => {
    const { on, role } = facts[step];
    return [T[step][language], `${on} ${role}`];
  });
  const sums = (label: string, some: readonly SparedSum[]) =>
    some.map(({ reasons, records }) => {
      const names = reasons.map((reason) => labelOf(ruleset, 'keepingReasons', reason)[language]);
      return [`${label}: ${joined(names, language)}`, String(records)];
    });
  const stated = sumFacts(facts, language).map(([label, value]) => [
    label,
    label === T.asOf[language] ? facts.asOf : value,
  ]);
  return [
    [T.matter[language], T.value[language]],
    ...stated,
    ...steps,
    ...sums(T.listed[language], facts.kept),
    ...sums(T.since[language], facts.spared),
    ...placeFacts(facts, language),
  ];
}
