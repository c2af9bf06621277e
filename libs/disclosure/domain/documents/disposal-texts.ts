import type { PaperLanguage } from './paper.js';

type Text = Readonly<Record<PaperLanguage, string>>;

const text = (ja: string, en: string): Text => ({ ja, en });

/** What a disposal certificate says besides the words of the law, which are in its ruleset. */
export const DISPOSAL_TEXTS = {
  title: text('記録の廃棄に関する証明書', 'Certificate of the disposal of records'),
  certified: text(
    '保存期間を経過した記録を、次のとおり廃棄したことを証明します。',
    'It is certified that records whose period of keeping was over were disposed of as follows.',
  ),
  nobody: text(
    'この証明書には本人を特定する事項を記載しません。',
    'This certificate names no person, and nothing by which a person is found.',
  ),
  lines: text(
    '廃棄した記録の内容は読み出せません。記録があったことの証拠（葉ハッシュ）は台帳に残ります。',
    'What the records said cannot be read any more. That they were there stays in the log, as their leaf hashes.',
  ),
  backups: text(
    'バックアップに残る写しは、旧い組合鍵の廃止により読めなくなります。廃止までは運用者が保管します。',
    'Copies in backups become unreadable when the old key of the association is retired; until then the operator keeps them.',
  ),
  open: text(
    'その存否を明らかにできない記録（番号法・捜査関係等）は、この証明書の対象ではありません。',
    'Records of which it must not be known whether they exist (Number Act, investigations) are no matter of this certificate.',
  ),
  disposed: text('廃棄', 'Disposed of'),
  records: text('廃棄した記録の件数', 'Records disposed of'),
  transfers: text('それらが属する授受の件数', 'Transfers of which they were'),
  keys: text('破棄した暗号鍵の数', 'Data keys destroyed'),
  asOf: text('保存期間の満了を判定した基準日', 'Period of keeping judged as of'),
  rules: text('保存期間の根拠', 'Periods of keeping'),
  cites: text('根拠条文', 'Under'),
  steps: text('手続', 'Procedure'),
  step: text('段階', 'Step'),
  when: text('日', 'Day'),
  role: text('行った者の役割', 'Role of whoever did it'),
  proposed: text('提案', 'proposed'),
  approved: text('承認（提案した者とは別の者）', 'approved, by another person than the proposer'),
  executed: text('実行', 'executed'),
  roles: { officer: text('個人情報保護の担当者', 'privacy officer') } as Readonly<Record<string, Text>>,
  spared: text('廃棄しなかった記録', 'Records that were not disposed of'),
  noneSpared: text('ありません。', 'None.'),
  reason: text('理由', 'Reason'),
  listed: text('提案の時点で保存とした件数', 'Kept by the proposal'),
  since: text('提案の後に保存とした件数', 'Spared since the proposal'),
  more: text(
    '一度の廃棄の上限を超えたため、満了した記録がほかにも残っています。',
    'More records were due than one disposal takes: the next one takes them.',
  ),
  place: text('台帳における証拠', 'Evidence in the log'),
  from: text('最初の廃棄の位置', 'Position of the first disposal'),
  to: text('最後の廃棄の位置', 'Position of the last disposal'),
  digest: text('廃棄した記録全体のダイジェスト（SHA-256）', 'Digest over all that was disposed of (SHA-256)'),
  list: text('提案した一覧のダイジェスト（SHA-256）', 'Digest over the list that was proposed (SHA-256)'),
  position: text('廃棄の証明の位置', 'Position of the certificate'),
  leaf: text('廃棄の証明の葉ハッシュ', 'Leaf hash of the certificate'),
  disposal: text('廃棄の識別子', 'Id of the disposal'),
  nothing: text('なし', 'none'),
  matter: text('事項', 'Matter'),
  value: text('内容', 'Content'),
} as const;
