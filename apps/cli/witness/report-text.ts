import type { Language } from '#platform';
import type { Broken, Unchecked } from './outcome.js';
import type { Failure, WitnessReport } from './report.js';

type Words = Readonly<Record<Language, string>>;

const OUTCOMES: Readonly<Record<WitnessReport['ok'], Words>> = {
  ok: { ja: '問題なし', en: 'In order' },
  broken: { ja: '証跡の破損', en: 'EVIDENCE BROKEN' },
  'cannot-check': { ja: '検証できず', en: 'Could not be checked' },
};

const FAILURES: Readonly<Record<Broken | Unchecked, Words>> = {
  'unknown-key': {
    ja: 'チェックポイントに、信頼している鍵の署名がありません。鍵の交代をログから証明できませんでした。',
    en: 'No trusted key signed the checkpoint, and the log did not prove that another follows.',
  },
  'bad-signature': {
    ja: 'チェックポイントの署名が本文と合いません。',
    en: 'A signature does not fit the checkpoint.',
  },
  'other-log': { ja: '別のログのチェックポイントです。', en: 'The checkpoint is another log’s.' },
  smaller: {
    ja: 'ログが短くなりました。既に記録された出来事が失われています。',
    en: 'The log became shorter: entries that it had are gone.',
  },
  forked: {
    ja: '同じ長さで内容の異なる木です。ログが分岐しています。',
    en: 'Same size, other root: the log was forked.',
  },
  'not-consistent': {
    ja: '新しい木は以前の木の続きではありません。過去の出来事が変更されました。',
    en: 'The log does not begin with what it was: something of the past was changed.',
  },
  'entries-differ': {
    ja: '記録本体から計算した木が、署名された木と一致しません。',
    en: 'The tree made from the stored entries is not the one that was signed.',
  },
  'map-differs': {
    ja: '加入者の連鎖から計算した地図が、ログに記された地図と一致しません。',
    en: 'The map made from the members’ chains is not the one that the log committed.',
  },
  unreachable: { ja: 'ログが応答しません。', en: 'The log does not answer.' },
  'too-large': { ja: '応答が大きすぎます。', en: 'The answer is too long.' },
  'not-readable': { ja: '応答を読み取れません。', en: 'The answer cannot be read.' },
  'older-answer': {
    ja: '以前の古い応答です（途中のキャッシュかもしれません）。',
    en: 'The answer is an older one; something on the way may have kept it.',
  },
  stale: {
    ja: 'チェックポイントが更新されていません。台帳の署名が止まっている可能性があります。',
    en: 'The checkpoint is old: the ledger may have stopped signing.',
  },
  'head-lost': {
    ja: '前回の木（状態ディレクトリの checkpoint）が失われています。以前の木の続きかどうかは分かりません。控えから戻すか、失われたことを承知のうえで --begin-anew を付けて実行してください。',
    en: 'The head that was kept (checkpoint in the state) is gone, so whether the log continues it cannot be told. Put it back from a copy; or, knowing that, run once with --begin-anew.',
  },
  'map-behind': {
    ja: 'ログに記された地図が行に追い付いていません。その間の完全性の証明には、記録済みの行が含まれないおそれがあります。',
    en: 'The maps that the log commits stand behind its lines: proofs of completeness of that time may leave lines out.',
  },
  'key-not-announced': {
    ja: 'ログが公開している鍵の告知を証明できません。その鍵は信頼しません。',
    en: 'The log publishes a key whose announcement it does not prove. It is not trusted.',
  },
  'no-such-log': {
    ja: 'このアドレスにログはありません。--log の組合の名を確かめてください。',
    en: 'There is no log at this address: look at the name of the association in --log.',
  },
  'not-permitted': { ja: 'ログがこの照会を拒みました。', en: 'The log refused to answer this.' },
  'not-posted': { ja: '連署をログに届けられませんでした。', en: 'The cosignature could not be handed to the log.' },
};

const NOT_PROMISED: Readonly<Record<string, Words>> = {
  'never-posted': {
    ja: '台帳に送られなかった授受は、この検証では分かりません。',
    en: 'What was never posted to the ledger cannot be seen by this.',
  },
  'first-use': {
    ja: '初回より前の変更は、この検証では分かりません。',
    en: 'What was changed before the first run cannot be seen by this.',
  },
  'not-replayed': {
    ja: '記録本体と加入者の地図は確認していません（--replay で確認できます）。',
    en: 'Entries and the map over members were not looked at (--replay does).',
  },
};

/** A report for whoever is at the terminal. */
export function told(report: WitnessReport, language: Language): string {
  const isJapanese = language === 'ja';
  const lines = [`${OUTCOMES[report.ok][language]}: ${report.origin ?? report.log}`];
  const { head, last, checked, cosigned } = report;
  if (last) lines.push(`${isJapanese ? '前回' : 'Last good'}: ${last.size} ${last.root}`);
  if (head) lines.push(`${isJapanese ? '今回' : 'Now'}: ${head.size} ${head.root} ${head.signedAt ?? ''}`.trim());
  if (checked.length > 0) {
    const counts = checked.map(({ what, count }) => `${what} ${count}`).join(', ');
    lines.push(`${isJapanese ? '確認' : 'Checked'}: ${counts}`);
  }
  if (report.behind !== undefined)
    lines.push(`${isJapanese ? '地図を待つ行' : 'Lines without a map'}: ${report.behind}`);
  for (const failure of report.failures)
    lines.push(...toldFailure(failure, language), ...toAnnounce(failure, report, language));
  if (report.failedAt) lines.push(...keptSince(report.failedAt, isJapanese));
  for (const key of cosigned) lines.push(`${isJapanese ? '連署' : 'Cosigned by'}: ${key}`);
  if (report.posted) lines.push(isJapanese ? '連署をログに届けました。' : 'The log took the cosignature.');
  for (const code of report.notPromised)
    lines.push(`${isJapanese ? '対象外' : 'Not promised'}: ${NOT_PROMISED[code]?.[language] ?? code}`);
  return `${lines.join('\n')}\n`;
}

function toldFailure({ what, ...facts }: Failure, language: Language): string[] {
  const words = FAILURES[what as Broken | Unchecked]?.[language] ?? what;
  const details = Object.entries(facts).map(([name, value]) => `  ${name}: ${String(value)}`);
  return [`${what}: ${words}`, ...details];
}

/** What has to be done where a log takes no word of this witness, and by whom. */
function toAnnounce({ what, problem }: Failure, { cosigned }: WitnessReport, language: Language): string[] {
  if (what !== 'not-posted' || !problem?.startsWith('witness-not-announced')) return [];
  const told =
    language === 'ja'
      ? '  組合の担当者が次の鍵を登録すると届きます（POST /v1/witnesses）:'
      : '  An officer of the association has to announce this key first, by POST /v1/witnesses:';
  return [told, ...cosigned.map((key) => `    {"key": "${key}"}`)];
}

function keptSince(at: string, isJapanese: boolean): string[] {
  return isJapanese
    ? [
        `この失敗は ${at} から残っています。連署は止まったままです。`,
        '内容を調べた人が `kiroku witness clear-failure --state … --because …` を実行すると再開します。',
      ]
    : [
        `This failure is kept since ${at}; nothing is cosigned.`,
        'Whoever looked into it lets runs go on: kiroku witness clear-failure --state … --because …',
      ];
}
