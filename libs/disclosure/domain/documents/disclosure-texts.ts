/** Sentences of the paper that discloses provision and receipt records (RQ3). */
export const DISCLOSURE_TEXTS = {
  title: { ja: '第三者提供記録の開示書', en: 'Disclosure of provision records' },
  intro: {
    ja: '次の請求について、個人情報の保護に関する法律（以下「個人情報保護法」という。）第33条第5項により、第三者提供記録を次のとおり開示します。',
    en: 'On the following request the records of provisions and receipts are disclosed, under art. 33(5) of the Act on the Protection of Personal Information.',
  },
  labels: {
    count: { ja: '開示する記録', en: 'Records disclosed' },
    asOf: { ja: '台帳の位置', en: 'Position of the log' },
    heldFrom: { ja: '台帳による記録の開始日', en: 'The ledger has records from' },
  },
  number: { ja: '番号', en: 'No.' },
  count: { ja: (count: number) => `${count}件`, en: (count: number) => String(count) },
  scope: { ja: 'この書面の範囲', en: 'What this document covers' },
  asAnswered: {
    ja: (day: string, position: string) =>
      `${day}の決定の時に台帳の位置${position}までに記録されていたものを、その時に開示したとおりに示します。その後の変更は含みません。`,
    en: (day: string, position: string) =>
      `It shows what the ledger held up to position ${position} when it was decided on ${day}, as it was answered then. What changed later is not in it.`,
  },
  heldFrom: {
    ja: (day: string) =>
      `台帳による記録の開始日は${day}です。開始日より前の授受は、以前の記録簿から移したものだけが含まれます。`,
    en: (day: string) =>
      `Records are made in the ledger since ${day}. Of earlier transfers it has only what was taken over from a register of before.`,
  },
  notPart: {
    ja: '法令が求める記録事項のみを示しています。法令により存在を明らかにできない記録（個人情報保護法施行令11条）、第三者提供に当たらない共同利用・委託等の授受、及び保存期間の満了により廃棄された記録は、含まれません。',
    en: 'It shows nothing but the fields that the law asks for. Not part of it are records of which the law says that they must not be known to exist (Cabinet Order art. 11), transfers that are no provisions, such as joint use and entrustment, and records that were disposed of after the period of keeping.',
  },
  /** Where something stands beside the records that the law does not ask for. */
  notPartBeside: {
    ja: '法令により存在を明らかにできない記録（個人情報保護法施行令11条）、及び保存期間の満了により廃棄された記録は、含まれません。第三者提供記録は、法令が求める記録事項のみを示しています。「任意の記載」は、当団体が加えると定めた種類の授受に限られます。',
    en: 'Not part of it are records of which the law says that they must not be known to exist (Cabinet Order art. 11), and records that were disposed of after the period of keeping. The records show nothing but the fields that the law asks for. What was added voluntarily is of the kinds of transfers alone that the association settled to add.',
  },
  notProvenWhole: {
    ja: 'この書面には、ほかに明細がないことの証明は付いていません。本人以外の方への開示、期間を限った開示、又は全部を開示しない記録がある開示には、その証明を付けません。',
    en: 'No proof that there are no other lines goes with it: none does where it is disclosed to somebody else than the person, for a period, or with records withheld as a whole.',
  },
  voluntary: {
    ja: '任意の記載（法令が求めるものではありません）',
    en: 'Added voluntarily (the law does not ask for it)',
  },
  voluntaryCount: { ja: '任意の記載', en: 'Added voluntarily' },
  voluntaryCut: {
    ja: 'これより前のものは、件数が多いため記載していません。',
    en: 'Older ones are left out, for there are too many.',
  },
  voluntaryColumns: {
    date: { ja: '年月日', en: 'Date' },
    kind: { ja: '種類', en: 'Kind' },
    party: { ja: '相手方', en: 'Other side' },
    items: { ja: '個人データの項目', en: 'Items' },
    purpose: { ja: '利用目的', en: 'Purpose' },
    means: { ja: '手段', en: 'Means' },
  },
  directions: { OUT: { ja: '当団体から', en: 'sent' }, IN: { ja: '当団体へ', en: 'received' } },
  voluntaryOf: {
    ja: (record: string) => `番号${record}の記録の補足`,
    en: (record: string) => `beside record no. ${record}`,
  },
  provisions: { ja: '提供の記録（個人情報保護法29条1項）', en: 'Records of provisions (art. 29(1))' },
  receipts: { ja: '受領の記録（個人情報保護法30条3項）', en: 'Records of receipts (art. 30(3))' },
  columns: {
    date: { ja: '年月日', en: 'Date' },
    provisionParty: { ja: '提供先', en: 'Recipient' },
    receiptParty: { ja: '提供元', en: 'Provider' },
    person: { ja: '本人', en: 'Person' },
    items: { ja: '個人データの項目', en: 'Items' },
    consent: { ja: '本人の同意', en: 'Consent' },
    acquisition: { ja: '取得の経緯', en: 'How the provider acquired it' },
    remarks: { ja: '備考', en: 'Remarks' },
  },
  consent: { held: { ja: 'あり', en: 'held' }, missing: { ja: '確認できず', en: 'not on record' } },
  representative: { ja: (name: string) => `代表者：${name}`, en: (name: string) => `Representative: ${name}` },
  insured: {
    ja: (symbol: string, number: string) => `記号${symbol} 番号${number}`,
    en: (symbol: string, number: string) => `symbol ${symbol}, number ${number}`,
  },
  branch: { ja: (branch: string) => ` 枝番${branch}`, en: (branch: string) => `, branch ${branch}` },
  corrected: { ja: '（訂正済み）', en: '(corrected)' },
  withheld: { ja: '不開示', en: 'withheld' },
  withheldHeading: { ja: '開示しない部分', en: 'What is not disclosed' },
  withheldField: {
    ja: (record: string, field: string, reason: string) => `番号${record}の記録の「${field}」：${reason}`,
    en: (record: string, field: string, reason: string) => `"${field}" of record no. ${record}: ${reason}`,
  },
  withheldItem: {
    ja: (field: string, reason: string) => `「${field}」：${reason}`,
    en: (field: string, reason: string) => `"${field}": ${reason}`,
  },
  withheldWhole: {
    ja: (reason: string) => `一部の記録は、次の理由により開示しません：${reason}`,
    en: (reason: string) => `Some records are not disclosed for this reason: ${reason}`,
  },
  fields: {
    date: { ja: '年月日', en: 'date' },
    party: { ja: '相手方', en: 'other side' },
    person: { ja: '本人', en: 'person' },
    items: { ja: '個人データの項目', en: 'items' },
    consent: { ja: '本人の同意', en: 'consent' },
    acquisition: { ja: '取得の経緯', en: 'how it was acquired' },
    purpose: { ja: '利用目的', en: 'purpose' },
    means: { ja: '手段', en: 'means' },
    optOutPublication: { ja: 'オプトアウトの公表', en: 'publication of the opt-out' },
  },
  table: [
    { ja: '記録', en: 'record' },
    { ja: '版', en: 'version' },
    { ja: '記録簿', en: 'register' },
    { ja: '年月日', en: 'date' },
    { ja: '相手方の氏名又は名称', en: 'party name' },
    { ja: '相手方の住所', en: 'party address' },
    { ja: '相手方の代表者', en: 'party representative' },
    { ja: '本人の氏名', en: 'person name' },
    { ja: '記号', en: 'symbol' },
    { ja: '番号', en: 'number' },
    { ja: '枝番', en: 'branch' },
    { ja: '項目', en: 'items' },
    { ja: '本人の同意', en: 'consent' },
    { ja: '取得の経緯', en: 'acquisition' },
    { ja: '訂正', en: 'corrected' },
    { ja: '不開示とその理由', en: 'withheld, and why' },
  ],
  voluntaryTable: [
    { ja: '任意の記載（法令が求めないもの）', en: 'voluntary (no law asks for it)' },
    { ja: '種類', en: 'kind' },
    { ja: '方向', en: 'direction' },
    { ja: '利用目的', en: 'purpose' },
    { ja: '手段', en: 'means' },
  ],
  registers: { provision: { ja: '提供', en: 'provision' }, receipt: { ja: '受領', en: 'receipt' } },
} as const;
