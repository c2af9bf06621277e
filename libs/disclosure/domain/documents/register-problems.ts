/** What is refused about registers and certificates as documents; registered with the edge by the module. */
export const registerProblems = {
  'register-too-long': {
    status: 422,
    ja: '一つの書面に載せられる記録は10,000件までです。期間を分けて発行するか、POST /v1/registers/exports で CSV 又は NDJSON として書き出してください',
    en: 'A document holds up to 10,000 records: issue several for shorter periods, or take the register away as CSV or NDJSON by POST /v1/registers/exports',
  },
  'disposal-not-executed': {
    status: 409,
    ja: 'この廃棄はまだ実行されていません。実行の後に証明書を発行してください',
    en: 'This disposal is not executed yet: it is certified once it is',
  },
  'document-of-another': {
    status: 403,
    ja: 'この書面は別の方が発行したものです。理由を述べて、ご自分で発行してください',
    en: 'Somebody else had this document issued: say why, and have your own issued',
  },
} as const;
