/** What this lib refuses; registered with the edge by the module. */
export const ledgerProblems = {
  'association-taken': {
    status: 409,
    ja: 'この組合・共済会は別の内容で登録されています',
    en: 'This association is registered with other particulars',
  },
  'party-unknown': { status: 422, ja: '相手方が登録されていません', en: 'This party is not registered' },
  'party-taken': {
    status: 409,
    ja: 'この相手方は別の内容で登録されています',
    en: 'This party is registered with other particulars',
  },
  'no-such-publication': {
    status: 404,
    ja: 'この組合・共済会の公表事項はありません',
    en: 'Nothing is published under this name',
  },
  'no-such-party': { status: 404, ja: '相手方が見つかりません', en: 'This party is not on record' },
  'no-such-arrangement': { status: 404, ja: '取決めが見つかりません', en: 'This arrangement is not on record' },
  'arrangement-unknown': {
    status: 422,
    ja: '取決め、またはその版が登録されていません',
    en: 'This arrangement, or this version of it, is not registered',
  },
  'no-household-notice': {
    status: 422,
    ja: 'この取決めは、公表された黙示の同意によるものではないか、送付先がありません',
    en: 'This arrangement is no matter of implied consent, or names nobody to send to',
  },
  'arrangement-unlawful': {
    status: 422,
    ja: '法の定めにより、この取決めは定められません',
    en: 'The law does not allow this arrangement, or this change of it',
  },
  'arrangement-changed': {
    status: 409,
    ja: '取決めにはすでに別の版があります',
    en: 'The arrangement has another version already',
  },
  'check-differs': {
    status: 409,
    ja: '同じ識別子で別の確認が記録されています',
    en: 'Another check was recorded under this id',
  },
  'standing-unknown': { status: 404, ja: '意思表示が見つかりません', en: 'This declaration is not on record' },
  'standing-differs': {
    status: 409,
    ja: '同じ識別子で別の意思表示が登録されています',
    en: 'Another declaration was made under this id',
  },
  'ruleset-unknown': {
    status: 422,
    ja: 'この規則版は登録されていません',
    en: 'This version of the law is not known',
  },
  'asked-too-often': {
    status: 429,
    ja: '短い間に多くの判定が求められています。少し待って送り直してください',
    en: 'Too much was asked in a short time; try again shortly',
  },
  'transfer-unknown': { status: 404, ja: '授受が見つかりません', en: 'This transfer is not on record' },
  'transfer-differs': {
    status: 409,
    ja: '同じ識別子で別の内容の授受が記録されています',
    en: 'Other content was recorded under this source and externalId',
  },
  'transfer-blocked': {
    status: 422,
    ja: '法の定めによりこの授受は行えません',
    en: 'The law does not allow this transfer',
  },
  'transfer-changed': {
    status: 409,
    ja: '授受には新しい版があるか、すでに閉じられています',
    en: 'Another version of the transfer is the newest, or it is closed',
  },
  'record-unknown': { status: 422, ja: '記録が見つかりません', en: 'This record is not on record' },
  'record-not-kept': {
    status: 422,
    ja: '保存されていない記録を基にすることはできません',
    en: 'A record that is not kept cannot be the base of another',
  },
  'record-disposed': {
    status: 409,
    ja: 'この授受の記録は廃棄されているため、訂正できません',
    en: 'Records of this transfer were disposed of: it can no longer be amended',
  },
  'hold-unknown': { status: 404, ja: '保存の留保が見つかりません', en: 'This hold is not on record' },
  'hold-differs': {
    status: 409,
    ja: '同じ識別子で別の留保、または別の理由の解除が登録されています',
    en: 'Another hold, or a release for another reason, is registered under this id',
  },
  'transfer-not-quarantined': {
    status: 409,
    ja: 'この受領は隔離されていません',
    en: 'This receipt is not in quarantine',
  },
  'transfer-not-done': {
    status: 409,
    ja: 'この授受はまだ予定です。取り消して登録し直してください',
    en: 'This transfer is only planned: void it and post it again',
  },
  'line-unknown': { status: 404, ja: '授受にこの明細はありません', en: 'The transfer has no such line' },
  'line-of-another': {
    status: 409,
    ja: 'この明細は指定された加入者のものではありません',
    en: 'The line is not about the member from whom it should be moved',
  },
  'transfer-not-planned': { status: 409, ja: 'この授受は予定ではありません', en: 'This transfer is not a planned one' },
  'key-destroyed': {
    status: 409,
    ja: '加入者の鍵が廃棄されているため記録できません',
    en: 'A key was destroyed: nothing more can be written about this member',
  },
  'transfer-too-large': {
    status: 413,
    ja: '1件の授受として記録できる大きさを超えています',
    en: 'The transfer is too large to be recorded as one',
  },
  'finding-unknown': { status: 404, ja: '指摘が見つかりません', en: 'This finding is not on record' },
  'finding-closed': { status: 409, ja: 'この指摘はすでに閉じられています', en: 'This finding is closed already' },
  'finding-open': { status: 409, ja: 'この指摘は閉じられていません', en: 'This finding is open' },
  'finding-changed': {
    status: 409,
    ja: 'この指摘は同時に変更されました。読み直してください',
    en: 'Somebody else changed this finding at the same moment; read it again',
  },
  'import-unknown': { status: 404, ja: '取込が見つかりません', en: 'This import is not on record' },
  'import-ended': { status: 409, ja: 'この取込はすでに終わっています', en: 'This import has ended already' },
  'import-differs': {
    status: 409,
    ja: '同じ Idempotency-Key で別のファイルが送られています',
    en: 'Another file came under this Idempotency-Key',
  },
  'import-being-received': {
    status: 409,
    ja: '同じ Idempotency-Key のファイルを受信しています。少し待って送り直してください',
    en: 'A file is coming in under this Idempotency-Key; try again shortly',
  },
  'import-too-large': {
    status: 413,
    ja: 'ファイルが大きすぎます。分けて送ってください',
    en: 'The file is too large: send it in parts',
  },
  'imports-too-many': {
    status: 429,
    ja: '処理中の取込が多すぎます。終わるのを待つか、取り消してから送り直してください',
    en: 'Too many imports are open: wait until some have ended, or cancel them, and send the file again',
  },
  'register-mapping-unknown': {
    status: 404,
    ja: 'この名前の対応表は保存されていません',
    en: 'No mapping is saved under this name',
  },
  'import-header': {
    status: 400,
    ja: 'CSV の見出し行を読み取れません',
    en: 'The header row of the CSV cannot be read',
  },
} as const;
