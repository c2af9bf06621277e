export type Language = 'ja' | 'en';

export const WORDS = {
  title: { ja: '書面の確認', en: 'Check a document' },
  intro: {
    ja: '組合・共済会が発行した書面が、発行されたときのままであることを確かめます。ファイルはこの端末の中だけで検証し、どこにも送りません。送るのは確認コードと、どの組合の検証鍵が要るかだけです。',
    en: 'Checks that a document of an association is as it was issued. The file is verified on this device alone and sent nowhere: only the code of the document, and whose verifier keys are needed, are asked for.',
  },
  byFile: { ja: 'ファイルで確かめる', en: 'By the file' },
  choose: { ja: '書面のファイルを選ぶ', en: 'Choose the file of the document' },
  drop: { ja: 'ここにドロップすることもできます。', en: 'Or drop it here.' },
  proof: {
    ja: 'PDF 以外の書面（CSV・JSON）は、一緒に渡された証明のファイルも選んでください',
    en: 'For a document that is no PDF (CSV, JSON), choose the proof that came beside it as well',
  },
  byCode: { ja: '確認コードで確かめる', en: 'By the code' },
  code: { ja: '確認コード（16 文字）', en: 'Code of the document (16 signs)' },
  codeHint: { ja: '例: 7K2M-0ABC-9XYZ-1DEF', en: 'Such as 7K2M-0ABC-9XYZ-1DEF' },
  ask: { ja: '確かめる', en: 'Check' },
  keys: { ja: '別に入手した検証鍵を使う', en: 'Use verifier keys that you got elsewhere' },
  keysWhy: {
    ja: '空欄のときは、このサイトが公開している鍵で検証します。このサイト自体を信用せずに確かめるには、組合のウェブサイトなど別の経路で入手した鍵を、1 行に 1 つ貼り付けてください。',
    en: 'Where it is empty the keys that this site publishes are used. To trust this site for nothing, paste keys that you got by another way, such as the association’s own pages, one a line.',
  },
  result: { ja: '結果', en: 'Result' },
  working: { ja: '確かめています…', en: 'Checking…' },
  fileOk: {
    ja: 'この書面は、発行されたときのままです。',
    en: 'This document is as it was issued.',
  },
  fileBroken: {
    ja: 'この書面は、発行されたときのものではありません。使わないでください。',
    en: 'This document is NOT as it was issued. Do not rely on it.',
  },
  fileUnchecked: {
    ja: 'この書面を確かめられませんでした。本物とも偽物とも言えません。',
    en: 'This document could not be checked: it may be genuine or not.',
  },
  fileOther: {
    ja: 'このファイルは、入力された確認コードの書面ではありません。',
    en: 'This file is not the document of the code that was given.',
  },
  fileSame: {
    ja: 'このファイルは、この確認コードで発行されたファイルと同じです。ファイルに証明が付いていないため、このサイトの答えだけによります。',
    en: 'This file is the one that was issued under this code. It has no proof, so this rests on the word of this site alone.',
  },
  codeOk: {
    ja: 'この確認コードの書面は発行されています。お手元の書面の種類・発行日・発行者が、下と同じか見比べてください。',
    en: 'A document was issued under this code. Compare kind, day and issuer with the one in your hands.',
  },
  replaced: {
    ja: 'この書面は、後で別の書面に差し替えられています。',
    en: 'Another document was issued in the place of this one since.',
  },
  notReplaced: { ja: '差し替えられていません。', en: 'No other document was issued in its place.' },
  codeUnknown: {
    ja: 'この確認コードの書面は見つかりません。文字を見直してください（0 と O、1 と I・L は区別しません）。',
    en: 'No document has this code. Look at its signs again (0 and O, and 1, I and L, are the same).',
  },
  askedTooOften: {
    ja: '問い合わせが多すぎます。しばらく待ってからお試しください。',
    en: 'Asked too often: wait a while and try again.',
  },
  noAnswer: {
    ja: 'サイトから答えがありません。しばらく待ってからお試しください。',
    en: 'This site does not answer: wait a while and try again.',
  },
  noBrowser: {
    ja: 'このブラウザーでは検証できませんでした。新しいブラウザーで https のアドレスを開いてください。',
    en: 'It could not be verified in this browser: open the https address in a recent one.',
  },
  tooLarge: { ja: 'ファイルが書面としては大きすぎます。', en: 'The file is too large for a document.' },
  badKey: { ja: '検証鍵を読めません。', en: 'A verifier key cannot be read.' },
  details: { ja: '検証の内訳', en: 'What was verified' },
  issuer: { ja: '発行者', en: 'Issued by' },
  kind: { ja: '書面の種類', en: 'Kind' },
  issuedOn: { ja: '発行日', en: 'Issued on' },
  language: { ja: '言語', en: 'Language' },
  position: { ja: 'ログの位置', en: 'Position in the log' },
  digest: { ja: 'ファイルの SHA-256', en: 'SHA-256 of the file' },
  proved: { ja: '確かめられること', en: 'What is shown' },
  notProved: { ja: '確かめられないこと', en: 'What is not shown' },
} as const satisfies Record<string, Record<Language, string>>;

export type Word = keyof typeof WORDS;

/** What a verified file shows, and what it does not, in plain words; the report below has all of it. */
export const PROVED: Record<Language, readonly string[]> = {
  ja: [
    'ファイルが、発行されたときから一文字も変わっていないこと',
    '発行したことが、組合の書き換えられないログに記録されていること',
    '記録の開示なら、載っている記録がログにあり、本人の通常の（存在を知らせてよい記録の）連鎖にある記録が（発行の時点で）何件あるか',
  ],
  en: [
    'that not a sign of the file was changed since it was issued',
    'that its issue stands in the log of the association, which cannot be rewritten',
    'where records are disclosed: that each is in the log, and how many the open chain of the person had at that time',
  ],
};

export const NOT_PROVED: Record<Language, readonly string[]> = {
  ja: [
    'そもそも記録されなかった授受がないこと',
    '法令により存在を知らせてはならない記録について（書面の対象ではありません）',
    '書かれている内容が事実であること、組合が書き誤っていないこと',
    '発行の日時が正しいこと（台帳の時計によります）',
    'このサイトが見せるログと、ほかの人が見るログが同じであること',
  ],
  en: [
    'that nothing was left unrecorded',
    'anything of records that the law says must not be known to exist: documents do not tell them',
    'that what it says is true, and that the association printed what it meant',
    'that the time of its issue is right: it is by the clock of the ledger',
    'that this site shows everybody the same log',
  ],
};

/** Paper alone shows less: whoever has the code may print anything around it. */
export const CODE_NOT_PROVED: Record<Language, readonly string[]> = {
  ja: ['お手元の書面の本文が、発行されたものと同じであること（確かめるにはファイルが必要です）'],
  en: ['that the text of the paper in your hands is what was issued: for that the file is needed'],
};

export const KINDS: Readonly<Record<string, Record<Language, string>>> = {
  RECORDS_DISCLOSURE: { ja: '第三者提供記録の開示書', en: 'Disclosure of provision records' },
  DECISION_NOTICE: { ja: '開示等の請求に対する決定通知書', en: 'Notice of the decision on a request' },
  EXTENSION_NOTICE: { ja: '回答期限の延長通知書', en: 'Notice that an answer takes longer' },
  REGISTER: {
    ja: '第三者提供記録簿又は第三者提供を受ける際の確認記録簿',
    en: 'Register of provisions to, or receipts from, third parties',
  },
  RETENTION_CERTIFICATE: { ja: '記録の保存に関する証明書', en: 'Certificate of the retention of records' },
  DISPOSAL_CERTIFICATE: { ja: '記録の廃棄に関する証明書', en: 'Certificate of the disposal of records' },
};
