interface Text {
  readonly ja: string;
  readonly en: string;
}

/** Why an officer closes a finding. */
export const OFFICER_CLOSE_CODES = ['REMEDIED', 'ACCEPTED', 'MISTAKEN', 'REPORTED'] as const;
export type OfficerCloseCode = (typeof OFFICER_CLOSE_CODES)[number];

/** Every reason for which a finding is closed; the others than an officer's come of what happened. */
export const CLOSE_CODES = [
  ...OFFICER_CLOSE_CODES,
  'CORRECTED',
  'COMPLETED',
  'NOT_SENT',
  'VOIDED',
  'REJECTED',
  'LINE_MOVED',
  'ARRIVED_LATE',
  'NO_LONGER_EXPECTED',
  'NO_LONGER_DOUBLED',
  'WITHIN_TOTALS',
  'NOTHING_RESTS_ON_IT',
] as const;
export type CloseCode = (typeof CLOSE_CODES)[number];

export const CLOSE_TEXTS: Readonly<Record<CloseCode, Text>> = {
  REMEDIED: { ja: '是正した', en: 'It was put right' },
  ACCEPTED: { ja: '事情を確かめ、このままとした', en: 'It was looked into and left as it is' },
  MISTAKEN: { ja: '指摘に当たらなかった', en: 'There was nothing wrong' },
  REPORTED: { ja: '漏えい等の事案として扱うこととした', en: 'It is dealt with as a breach' },
  CORRECTED: { ja: '授受が訂正された', en: 'The transfer was corrected' },
  COMPLETED: { ja: '予定が実施された', en: 'The plan was carried out' },
  NOT_SENT: { ja: '予定は実施されなかった', en: 'The plan was not carried out' },
  VOIDED: { ja: '授受が取り消された', en: 'The transfer was voided' },
  REJECTED: { ja: '受領したものを返した', en: 'What was received was given back' },
  LINE_MOVED: { ja: '明細が別の加入者に付け替えられた', en: 'The line went to the member whom it is about' },
  ARRIVED_LATE: { ja: '遅れて届いた', en: 'It came late' },
  NO_LONGER_EXPECTED: {
    ja: '取決めが変わり、見込まれなくなった',
    en: 'The arrangement changed: it is no longer expected',
  },
  NO_LONGER_DOUBLED: { ja: '重複がなくなった', en: 'There is no longer more than expected' },
  WITHIN_TOTALS: { ja: '見込まれる範囲に収まった', en: 'It is within what is expected' },
  NOTHING_RESTS_ON_IT: {
    ja: '変更前の取決めによる授受がなくなった',
    en: 'No transfer rests on what stood before the change',
  },
};

/** Findings that no judgement under a ruleset makes, with their texts. */
export const WATCH_FINDINGS = {
  'overdue-planned': {
    code: 'PLAN_OVERDUE',
    ja: '予定日を過ぎても、実施したかどうかが登録されていません。',
    en: 'The day of the plan is over, and nobody said what became of it.',
  },
  'missing-feed': {
    code: 'FEED_MISSING',
    ja: '定例の授受が、見込まれる期間に足りません。',
    en: 'Fewer transfers came in the period than the cadence of the arrangement expects.',
  },
  'doubled-feed': {
    code: 'FEED_DOUBLED',
    ja: '定例の授受が、見込まれる回数より多くあります。',
    en: 'More transfers came in the period than the cadence of the arrangement expects.',
  },
  'transfer-total': {
    code: 'TRANSFER_TOTAL_OUTSIDE',
    ja: '定例の授受の件数が、取決めの見込む範囲の外にあります。',
    en: 'The number of transfers of the period is outside of the control total of the arrangement.',
  },
  'line-total': {
    code: 'LINE_TOTAL_OUTSIDE',
    ja: '定例の授受の明細の数が、取決めの見込む範囲の外にあります。',
    en: 'The number of lines of the period is outside of the control total of the arrangement.',
  },
  'late-ground': {
    code: 'GROUND_CHANGED_LATE',
    ja: '取決めの終了又は変更がさかのぼって登録され、その日以後の授受は変更前の取決めで判断されています。訂正又は取消しをするか、事情を確かめて閉じてください。',
    en: 'An end or a change of the arrangement was entered for days that were over: transfers since then were judged without it. Correct or void them, or look into it and close this.',
  },
} as const;
