import { ABOUT, CHECKS, FAILURES, NOT_PROMISED } from './report-texts.js';
import { shownText } from './shown-text.js';
import type { About, Failure, Verdict, VerificationReport } from './report.js';

export type ReportLanguage = 'ja' | 'en';

const VERDICTS = {
  ok: { ja: '検証できました。改変は見つかりませんでした。', en: 'Verified: nothing was found to be altered.' },
  broken: { ja: '証拠が壊れています。', en: 'The evidence is broken.' },
  own: {
    ja: '資料に付いてきた鍵だけで検証しました。資料は互いに矛盾しませんが、本物であることは示されていません。',
    en: 'Verified by the keys that came with it alone: it is consistent in itself, and NOT shown to be genuine.',
  },
  'cannot-check': { ja: '検証できませんでした。', en: 'It could not be verified.' },
} as const satisfies Record<Verdict | 'own', Record<ReportLanguage, string>>;

/** What is told in place of "broken" where nothing else was found: it ends with 1 as well, and yet nobody altered anything. */
const SOUND_BUT: Partial<Record<Failure['what'], Record<ReportLanguage, string>>> = {
  'too-old': {
    ja: '改変は見つかりませんでしたが、許される期間より古いものです。',
    en: 'Nothing was found to be altered, but it is older than is allowed.',
  },
  'second-reference': {
    ja: '改変は見つかりませんでしたが、一人に二つの加入者参照があります。',
    en: 'Nothing was found to be altered, but one person has two references.',
  },
};

const HEADINGS = {
  checked: { ja: '検査したもの', en: 'Checked' },
  notPromised: { ja: 'この検証が保証しないこと', en: 'This does not promise' },
  older: { ja: '古い方', en: 'The older document' },
  newer: { ja: '新しい方', en: 'The newer document' },
  position: { ja: '位置', en: 'position' },
  expected: { ja: '期待値', en: 'expected' },
  found: { ja: '実際の値', en: 'found' },
} as const;

/** Failures told in words; the JSON has all of them. */
const FAILURES_TOLD_MAX = 20;

/** A report for people, a line each. */
export function wordsOf(report: VerificationReport, language: ReportLanguage): string[] {
  const { checked, failures, notPromised, about = [] } = report;
  const told = failures.slice(0, FAILURES_TOLD_MAX).flatMap((failure) => failureWords(failure, language));
  const rest = failures.length - FAILURES_TOLD_MAX;
  return [
    headline(report)[language],
    ...told,
    ...(rest > 0 ? [language === 'ja' ? `  ほか ${rest} 件` : `  and ${rest} more`] : []),
    ...aboutWords(about, language),
    ...(checked.length > 0 ? [`${HEADINGS.checked[language]}:`] : []),
    ...checked.map(({ what, count }) => `  ${count.toLocaleString('en')}  ${CHECKS[what][language]}`),
    ...(notPromised.length > 0 ? [`${HEADINGS.notPromised[language]}:`] : []),
    ...notPromised.map((code) => `  ${NOT_PROMISED[code][language]}`),
  ];
}

/** What each of two documents says of itself stands under its own heading. */
function aboutWords(about: readonly About[], language: ReportLanguage): string[] {
  return about.flatMap(({ what, value, of }, index) => {
    const heading = of !== undefined && of !== about[index - 1]?.of ? [`${HEADINGS[of][language]}:`] : [];
    return [...heading, `  ${ABOUT[what][language]}: ${shownText(value)}`];
  });
}

function headline({ ok, failures, notPromised }: VerificationReport): Record<ReportLanguage, string> {
  if (ok === 'ok' && notPromised.includes('own-keys')) return VERDICTS.own;
  const [first] = failures;
  const sound = first && failures.every(({ what }) => what === first.what) ? SOUND_BUT[first.what] : undefined;
  return (ok === 'broken' && sound) || VERDICTS[ok];
}

function failureWords({ what, position, where, expected, found }: Failure, language: ReportLanguage): string[] {
  const place = position === undefined ? [] : [`${HEADINGS.position[language]} ${shownText(position)}`];
  if (where) place.push(shownText(where));
  return [
    `  ${what}${place.length > 0 ? ` (${place.join(', ')})` : ''}: ${FAILURES[what][language]}`,
    ...(expected === undefined ? [] : [`    ${HEADINGS.expected[language]}: ${shownText(expected)}`]),
    ...(found === undefined ? [] : [`    ${HEADINGS.found[language]}: ${shownText(found)}`]),
  ];
}
