/** What is refused about disclosure requests; registered with the edge by the module. */
export const requestProblems = {
  'disclosure-request-unknown': {
    status: 404,
    ja: 'この請求が見つかりません。識別子を一覧で確かめてください',
    en: 'This disclosure request is not on record: check its id in the list',
  },
  'disclosure-request-differs': {
    status: 409,
    ja: '同じ識別子で別の請求が記録されています。新しい識別子で送ってください',
    en: 'Another disclosure request is on record under this id: choose a new id',
  },
  'disclosure-request-state': {
    status: 409,
    ja: '請求がこの操作のできる状態にありません。状態を読み直してください',
    en: 'The disclosure request is in no state in which this can be done: read its state again',
  },
  'disclosure-request-changed': {
    status: 409,
    ja: 'この本人の請求が同時に変更されました。読み直してください',
    en: 'Somebody else changed the disclosure requests of this member at the same moment: read them again',
  },
  'disclosure-channel-closed': {
    status: 422,
    ja: '組合の定めにより、この方法では受付・回答をしません。別の方法を選んでください',
    en: 'The association neither takes requests nor answers by this channel: choose another',
  },
  'disclosure-channel-risk': {
    status: 422,
    ja: 'この方法による回答は、本人がリスクを承知した場合に限ります。承知を確かめて atOwnRisk を付けてください',
    en: 'An answer by this channel is at the own risk of the person: make sure that it is accepted, and say atOwnRisk',
  },
  'disclosure-identity-missing': {
    status: 422,
    ja: '本人又は代理人であることの確認が済んでいません。不足を補ってください',
    en: 'It was not shown who asks: have what is missing shown first',
  },
  'disclosure-not-delivered': {
    status: 409,
    ja: 'まだ回答していないか、開示した記録がありません。請求の状態を確かめてください',
    en: 'It was not answered yet, or no records were disclosed: check the state of the request',
  },
  'disclosure-records-none': {
    status: 422,
    ja: '開示できる記録がありません。不存在（NO_RECORD）と決定してください',
    en: 'There is no record to be disclosed: take NO_RECORD for the outcome',
  },
  'disclosure-records-exist': {
    status: 422,
    ja: '対象の記録があるため、不存在とは決定できません。記録を読み直して決定してください',
    en: 'There are records that it is about, so it cannot be said that there are none: read them again',
  },
  'disclosure-records-kept': {
    status: 422,
    ja: '保存期間中の法定の記録があるため、消去と決定できません。代替措置（ALTERNATIVE）を KEPT_BY_LAW として決定してください',
    en: 'Statutory records have to be kept: take the measure in place of erasure (ALTERNATIVE, KEPT_BY_LAW)',
  },
  'disclosure-records-too-many': {
    status: 422,
    ja: '一つの決定で扱える記録の数を超えています。期間等で対象を分けた請求に分けてください',
    en: 'There are more records than one decision holds: ask the person for several requests, one for each period',
  },
} as const;
