interface Words {
  readonly ja: string;
  readonly en: string;
}

/** What of a member's data can be looked at, as events name it, with the words in which members read it. */
export const LOOKED_AT = {
  MEMBER: { ja: '加入者としての登録内容', en: 'The registration as a member' },
  STANDING: { ja: '同意・留保・申出などの意思表示', en: 'Consents, reservations, objections and stops' },
  TRANSFERS: { ja: 'データの授受の一覧', en: 'The list of transfers of the data' },
  TRANSFER: { ja: '個々の授受の記録', en: 'A single transfer of the data' },
  PROVISION_RECORDS: { ja: '第三者提供記録', en: 'Records of provision to third parties' },
  RECEIPT_RECORDS: { ja: '第三者からの受領記録', en: 'Records of receipt from third parties' },
  QUARANTINE: {
    ja: '取得の経緯を確認中の受領記録',
    en: 'Receipts kept apart until it is known how they were acquired',
  },
  PROVISION_EXPORT: { ja: '第三者提供記録簿の書き出し', en: 'The register of provisions, taken away as a file' },
  RECEIPT_EXPORT: { ja: '受領記録簿の書き出し', en: 'The register of receipts, taken away as a file' },
  AUDIT_BUNDLE: {
    ja: '氏名等を示した監査資料の作成',
    en: 'A bundle for the regulator that names persons',
  },
  LOG_ENTRIES: {
    ja: '改ざんの有無を検証するための記録そのもの',
    en: 'The entries of the log as they are, to verify them',
  },
  NUMBER_ACT_LOG: { ja: '番号法の記録', en: 'The Number Act log' },
  FINDINGS: { ja: '指摘の一覧', en: 'Findings of what is wrong or missing' },
  HOLDS: { ja: '保存の留保', en: 'What keeps records beyond their end' },
  BINDINGS: { ja: '本人のアカウントの登録状況', en: 'Which accounts are the own ones' },
  REPRESENTATIONS: { ja: '代理人の登録状況', en: 'In what rights somebody represents the member' },
  REASONS: { ja: '閲覧の理由', en: 'The reason why somebody looked' },
  DISCLOSURE_REQUESTS: { ja: '開示等の請求', en: 'Disclosure requests of the member' },
  LOOKS: { ja: '閲覧の記録', en: 'The log of who looked' },
  ASSESSMENT: { ja: '授受の前の判定', en: 'How a transfer of the data would be judged' },
} as const satisfies Readonly<Record<string, Words>>;

export type LookedAt = keyof typeof LOOKED_AT;

export const LOOKED_AT_CODES = Object.keys(LOOKED_AT) as readonly LookedAt[];
