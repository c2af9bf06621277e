/** Sentences that papers about disclosure requests share. */
export const SHARED_TEXTS = {
  code: { ja: (code: string) => `確認コード ${code}`, en: (code: string) => `Check code ${code}` },
  addressed: { ja: (name: string) => `${name} 様`, en: (name: string) => name },
  labels: {
    title: { ja: '書面の名称', en: 'Title' },
    issuer: { ja: '発行者', en: 'Issued by' },
    addressee: { ja: '宛先', en: 'To' },
    issuedOn: { ja: '発行日', en: 'Issued on' },
    kind: { ja: '請求の種類', en: 'Request' },
    request: { ja: '請求番号', en: 'Number of the request' },
    arrivedOn: { ja: '請求の到達日', en: 'Arrived on' },
    grounds: { ja: '請求の理由', en: 'Grounds stated' },
    period: { ja: '対象期間', en: 'Period asked for' },
    decidedOn: { ja: '決定日', en: 'Decided on' },
    outcome: { ja: '決定', en: 'Decision' },
    fee: { ja: '手数料', en: 'Fee' },
  },
  days: {
    ja: (from: string, to: string) => `${from}から${to}まで`,
    en: (from: string, to: string) => `${from} to ${to}`,
  },
  yen: {
    ja: (yen: number) => (yen === 0 ? '無料' : `${yen.toLocaleString('en-US')}円`),
    en: (yen: number) => (yen === 0 ? 'none' : `${yen.toLocaleString('en-US')} yen`),
  },
  promises: {
    isIssued: {
      ja: 'この書面のファイルと証明により、発行者がこの内容のとおりに発行し、その事実を改変できない台帳に記録したことを確かめられます。',
      en: 'With its proof this file shows that the association issued it with exactly this content, and recorded so in a log that cannot be rewritten.',
    },
    isWhole: {
      ja: '証明には、証明の時点までに台帳の通常の（存在を知らせてよい記録の）連鎖にあるこの本人の明細がすべて並んでおり、その一つも抜かれていないことを確かめられます。',
      en: 'The proof lists every line that the open chain of the log holds of this person up to its own moment: that none was left out can be checked.',
    },
    isNoMore: {
      ja: '記録された内容そのものが事実であること、及び台帳に記録されなかった授受がないことまでは証明しません。紙に印刷したものは、コードにより発行の事実だけを確かめられます。',
      en: 'Not proved are that what was recorded is true, and that nothing happened which nobody recorded. Of a printed copy the code shows only that the document was issued.',
    },
  },
} as const;
