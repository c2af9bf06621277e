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
  'disclosure-requests-open': {
    status: 409,
    ja: '回答待ちの請求が上限に達しています。回答を待つか、不要な請求を取り下げてください',
    en: 'As many requests as can be open at once wait for an answer: wait for one, or take one back',
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
  'disclosure-birth-date-unknown': {
    status: 422,
    ja: '生年月日が登録されていないため、親権者として請求できるか判断できません。加入者の生年月日を登録してください',
    en: 'It cannot be told whether a parent represents the person: register the birth date of the member first',
  },
  'disclosure-approval-missing': {
    status: 422,
    ja: '不開示等の申出があるため、本人以外への開示には別の担当者の承認が必要です。承認を得るか、拒否してください',
    en: 'A flag protects the person: have a second officer approve what is disclosed to somebody else, or refuse the request',
  },
  'disclosure-approval-same-person': {
    status: 403,
    ja: '決定した担当者は自ら承認できません。別の担当者が承認してください',
    en: 'Whoever decided cannot approve it: ask another officer',
  },
  'disclosure-inquiry-open': {
    status: 422,
    ja: '診療への支障の有無を医療機関に照会し、その回答を記録してから決定してください',
    en: 'It is not known whether the treatment would suffer: ask the medical institution, and take its answer down first',
  },
  'disclosure-channel-protected': {
    status: 422,
    ja: '不開示等の申出があるため、この方法又は登録以外の宛先には回答できません。窓口で本人に交付してください',
    en: 'A flag protects the person, and no answer goes out this way or to another place: give it to the person at the counter',
  },
  'disclosure-asker-not-entitled': {
    status: 422,
    ja: '本人が成年に達しているため、親権者に回答できません。NOT_REPRESENTATIVE で拒否し、本人又は委任による請求としてください',
    en: 'The person is of age, and no parent is answered: take REFUSED for the outcome (NOT_REPRESENTATIVE), then a request of the person',
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
    ja: '一つの決定で扱える記録の数を超えています。期間（period）を本人に確かめ、残りは別の期間の請求としてください',
    en: 'There are more records than one decision holds: ask the person which period comes first, and take further requests for the others',
  },
} as const;
