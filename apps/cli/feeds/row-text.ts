import { citation, currentRuleset, dayInJapan, type Duty } from '#statute';
import type { SampleArrangement } from '../serve/samples.js';
import type { CatalogueRow, ExpectedJudgement } from './catalogue.js';

const RECORDS = {
  none: { ja: '記録不要', en: 'no record' },
  provision: { ja: '提供記録', en: 'provision record' },
  receipt: { ja: '受領記録', en: 'receipt record' },
  number: { ja: '番号法の記録', en: 'Number Act log' },
} as const;

/** One line of the list: code, routes or bases, records, views, associations, title in both languages. */
export function lineOf(row: CatalogueRow, title: SampleArrangement['title']): string {
  const lawful = row.cases.map(({ expected }) => expected).filter(({ allowed }) => allowed);
  const cells = [
    row.feed,
    unique(lawful.map(groundOf)).padEnd(8),
    unique(lawful.map((one) => recordOf(one).en)),
    unique(lawful.map(({ memberView }) => memberView)),
    unique(
      row.cases.flatMap(({ at }) => Object.keys(at)),
      ',',
    ),
    `${title.ja} / ${title.en}`,
  ];
  return cells.join('\t');
}

/** A row as a person reads it: each case with its condition, what follows, and the articles in both languages. */
export function explanationOf(row: CatalogueRow, title: SampleArrangement['title']): string {
  const head = [`${row.feed}  ${title.ja}`, `     ${title.en}`];
  const note = row.note ? [`  ${row.note.ja}`, `  ${row.note.en}`] : [];
  return [...head, ...note, ...row.cases.flatMap(caseLines)].join('\n');
}

function caseLines({ when, at, expected }: CatalogueRow['cases'][number]): string[] {
  const { allowed, citations, memberView, findings = [] } = expected;
  const { ja, en } = recordOf(expected);
  const method = expected.method ? ` (${expected.method})` : '';
  const ruleset = currentRuleset(dayInJapan(new Date().toISOString()));
  return [
    '',
    ...(when ? [`  ${when.ja} / ${when.en}`] : []),
    `  ${Object.keys(at).join(', ')}: ${groundOf(expected)}, ${ja} / ${en}${method}, ${memberView}`,
    ...(allowed ? [] : [`  できない / not allowed: ${findings.join(', ')}`]),
    ...citations.map((ref) => citation(ruleset, ref)).map((one) => `    ${one.ref}: ${one.ja} / ${one.en}`),
  ];
}

function groundOf({ route, basis, exclusion }: ExpectedJudgement): string {
  return [route ?? basis, exclusion].filter(Boolean).join('+') || '-';
}

function recordOf({ duty, record }: { duty: Duty; record: ExpectedJudgement['record'] }) {
  return RECORDS[duty === 'NUM_LOG' ? 'number' : (record ?? 'none')];
}

function unique(words: readonly string[], separator = '/'): string {
  return [...new Set(words)].join(separator);
}
