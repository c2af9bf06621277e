import type { PaperLanguage } from './paper.js';

type Text = Readonly<Record<PaperLanguage, string>>;

const text = (ja: string, en: string): Text => ({ ja, en });

/** What a retention certificate says besides the words of the law, which are in its ruleset. */
export const RETENTION_TEXTS = {
  title: text('記録の保存に関する証明書', 'Certificate of the retention of records'),
  certified: text(
    '次の記録を、次の期限まで保存することを証明します。',
    'It is certified that the records below are kept until the days below.',
  ),
  person: text('本人', 'Person'),
  reference: text('加入者参照', 'Reference'),
  period: text('対象期間', 'Period'),
  register: { provision: text('提供記録', 'provision records'), receipt: text('受領記録', 'receipt records') },
  about: text('対象', 'About'),
  asOf: text('基準日', 'As of'),
  through: text('台帳上の位置（この位置まで反映）', 'Position in the log, up to which it is complete'),
  heldFrom: text('台帳が記録を有する最初の日', 'The ledger has records from'),
  count: text('記録の件数', 'Records'),
  cites: text('根拠', 'Under'),
  moves: text(
    '一連の提供・受領が続く間、また訂正・保全・他の記録の省略により、期限は後の日に変わることがあります。',
    'While a series goes on, and by corrections, holds and records that rest on others, an end may become a later day.',
  ),
  open: text(
    'その存否を明らかにできない記録（番号法・捜査関係等）は、この証明書の対象ではありません。',
    'Records of which it must not be known whether they exist (Number Act, investigations) are no matter of this certificate.',
  ),
  none: text('保存している記録はありません。', 'No records are kept.'),
  records: text('保存している記録', 'Records that are kept'),
  holds: text('廃棄を止める保存の留保', 'Holds that stand against disposal'),
  noHolds: text('ありません。', 'None.'),
  scopes: {
    member: text('この本人の記録', 'records of this person'),
    party: text('ある相手方との記録', 'records with one party'),
    arrangement: text('ある取決めによる記録', 'records under one arrangement'),
    record: text('個別の記録', 'single records'),
  },
  released: text('解除されるまで', 'until it is released'),
  record: text('記録番号', 'Record'),
  date: text('提供・受領の日', 'Provided or received'),
  kind: text('記録の区分', 'Kind of record'),
  party: text('相手方', 'Party'),
  made: text('作成日', 'Made'),
  rule: text('期限の数え方', 'How its end is counted'),
  from: text('起算の基準となる日', 'Counted from'),
  until: text('保存期限', 'Kept until'),
  disposable: text('廃棄できる最初の日', 'May be disposed of from'),
  reasons: text('期限後も保存する理由', 'Kept beyond it for'),
  endless: text('未定', 'not known yet'),
  unnamed: text('【記載なし】', '[not recorded]'),
  erased: text('【消去済み】', '[erased]'),
} as const;
