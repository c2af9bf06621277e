/** What this lib refuses; registered with the edge by the module. */
export const ledgerProblems = {
  'association-taken': {
    status: 409,
    ja: 'この組合・共済会は別の内容で登録されています。変更として送るか（PATCH /v1/association）、識別子を確かめてください',
    en: 'This association is registered with other particulars: send a change (PATCH /v1/association), or check the id',
  },
  'party-unknown': {
    status: 422,
    ja: '相手方が登録されていません。識別子を確かめるか、先に相手方を登録してください',
    en: 'This party is not registered: check its id, or register it first',
  },
  'party-taken': {
    status: 409,
    ja: 'この相手方は別の内容で登録されています。変更として送るか（PATCH /v1/parties/{id}）、別の識別子で登録してください',
    en: 'This party is registered with other particulars: send a change (PATCH /v1/parties/{id}), or choose another id',
  },
  'no-such-publication': {
    status: 404,
    ja: 'この組合・共済会の公表事項はありません。識別子を確かめてください',
    en: 'Nothing is published under this name: check the id of the association',
  },
  'no-such-party': {
    status: 404,
    ja: '相手方が見つかりません。識別子を一覧で確かめてください',
    en: 'This party is not on record: check its id in the list',
  },
  'no-such-arrangement': {
    status: 404,
    ja: '取決めが見つかりません。識別子を一覧で確かめてください',
    en: 'This arrangement is not on record: check its id in the list',
  },
  'arrangement-unknown': {
    status: 422,
    ja: '取決め、またはその版が登録されていません。識別子と版を確かめるか、先に登録してください',
    en: 'This arrangement, or this version of it, is not registered: check id and version, or register it first',
  },
  'arrangement-not-permitted': {
    status: 403,
    ja: 'この取決めによる授受は、このアクセストークンでは扱えません。取決めを確かめるか、発行者に arrangements への追加を依頼してください',
    en: 'Transfers of this arrangement, or outside any, are not for this bearer token: check the arrangement, or have the issuer add it to those of the token',
  },
  'no-household-notice': {
    status: 422,
    ja: 'この取決めは、公表された黙示の同意によるものではないか、送付先がありません。取決めと加入者を確かめてください',
    en: 'This arrangement is no matter of implied consent, or names nobody to send to: check the arrangement and the members',
  },
  'arrangement-unlawful': {
    status: 422,
    ja: '法の定めにより、この取決めは定められません。示された指摘と条文に沿って内容を改めてください',
    en: 'The law does not allow this arrangement, or this change of it: mend what the findings and articles name',
  },
  'arrangement-hidden-in-the-open': {
    status: 422,
    ja: '本人に示さない（memberView: hidden）取決めの行は制限列に置きます。restricted を true にするか、memberView を改めてください',
    en: 'Lines that are hidden from members belong to the restricted chain: state restricted true, or choose another memberView',
  },
  'arrangement-changed': {
    status: 409,
    ja: '取決めにはすでに別の版があります。読み直して、次の版として送ってください',
    en: 'The arrangement has another version already: read it again and send the next one',
  },
  'check-differs': {
    status: 409,
    ja: '同じ識別子で別の確認が記録されています。新しい識別子で送ってください',
    en: 'Another check was recorded under this id: choose a new id',
  },
  'standing-unknown': {
    status: 404,
    ja: '意思表示が見つかりません。加入者の意思表示を読み直して確かめてください',
    en: 'This declaration is not on record: read those of the member again',
  },
  'mandate-ended': {
    status: 422,
    ja: '本人が成年に達しているため、親権者が本人に代わって意思表示をすることはできません。本人の意思表示として受け付けてください',
    en: 'The member has come of age, and a parent declares nothing for the member any more: take the declaration from the member',
  },
  'standing-differs': {
    status: 409,
    ja: '同じ識別子で別の意思表示が登録されています。新しい識別子で送ってください',
    en: 'Another declaration was made under this id: choose a new id',
  },
  'ruleset-unknown': {
    status: 422,
    ja: 'この規則版は登録されていません。一覧（GET /v1/rulesets）で確かめてください',
    en: 'This version of the law is not known: check the list (GET /v1/rulesets)',
  },
  'transfer-unknown': {
    status: 404,
    ja: '授受が見つかりません。識別子を確かめてください',
    en: 'This transfer is not on record: check its id',
  },
  'transfer-version-unknown': {
    status: 404,
    ja: '授受は記録されていますが、この版はありません。versions（GET /v1/transfers/{id}）で版を確かめてください',
    en: 'The transfer is on record, but not this version of it: check its versions (GET /v1/transfers/{id})',
  },
  'transfer-differs': {
    status: 409,
    ja: '同じ識別子で別の内容の授受が記録されています。訂正として送るか、別の externalId で送ってください',
    en: 'Other content was recorded under this source and externalId: send a correction, or choose another externalId',
  },
  'transfer-blocked': {
    status: 422,
    ja: '法の定めによりこの授受は行えません。示された理由と不足している事項を確かめ、行わないか、改めて判定を受けてください',
    en: 'The law does not allow this transfer: read the reasons and what is missing, and leave it undone or mend it and ask again',
  },
  'transfer-changed': {
    status: 409,
    ja: '授受には新しい版があるか、すでに閉じられています。読み直してから送ってください',
    en: 'Another version of the transfer is the newest, or it is closed: read it again first',
  },
  'record-unknown': {
    status: 422,
    ja: '記録が見つかりません。記録の識別子を確かめてください',
    en: 'This record is not on record: check what names it',
  },
  'record-not-kept': {
    status: 422,
    ja: '保存されていない記録を基にすることはできません。保存中の記録を指すか、記録事項をすべて送ってください',
    en: 'A record that is not kept cannot be the base of another: name one that is, or send all matters of the record',
  },
  'record-disposed': {
    status: 409,
    ja: 'この授受の記録は廃棄されているため、訂正できません。必要な場合は新しい授受として記録してください',
    en: 'Records of this transfer were disposed of, and it can no longer be amended: record a new transfer if there was one',
  },
  'hold-unknown': {
    status: 404,
    ja: '保存の留保が見つかりません。識別子を一覧（GET /v1/holds）で確かめてください',
    en: 'This hold is not on record: check its id in the list (GET /v1/holds)',
  },
  'hold-differs': {
    status: 409,
    ja: '同じ識別子で別の留保、または別の理由の解除が登録されています。新しい識別子で送るか、読み直してください',
    en: 'Another hold, or a release for another reason, is registered under this id: choose a new id, or read the hold again',
  },
  'transfer-not-quarantined': {
    status: 409,
    ja: 'この受領は隔離されていません。授受を読み直してください',
    en: 'This receipt is not in quarantine: read the transfer again',
  },
  'transfer-not-done': {
    status: 409,
    ja: 'この授受はまだ予定です。取り消して登録し直してください',
    en: 'This transfer is only planned: void it and post it again',
  },
  'line-unknown': {
    status: 404,
    ja: '授受にこの明細はありません。授受を読み、明細の番号を確かめてください',
    en: 'The transfer has no such line: read the transfer and check the number',
  },
  'line-of-another': {
    status: 409,
    ja: 'この明細は指定された加入者のものではありません。授受を読み、明細の番号と加入者を確かめてください',
    en: 'The line is not about the member from whom it should be moved: read the transfer and check line and member',
  },
  'transfer-not-planned': {
    status: 409,
    ja: 'この授受は予定ではありません。変えるには、訂正または取消しとして送ってください',
    en: 'This transfer is not a planned one: send a correction or void it',
  },
  'key-destroyed': {
    status: 409,
    ja: '加入者の鍵が廃棄されているため記録できません。この加入者を除いて送るか、授受を取り消してください',
    en: 'A key was destroyed, and nothing more can be written about this member: leave the member out, or void the transfer',
  },
  'transfer-too-large': {
    status: 413,
    ja: '1件の授受として記録できる大きさを超えています。加入者を分けて、複数の授受として送ってください',
    en: 'The transfer is too large to be recorded as one: send its members in several',
  },
  'breach-unknown': {
    status: 404,
    ja: '漏えい等の事案が見つかりません。識別子を一覧で確かめてください',
    en: 'This breach is not on record: check its id in the list',
  },
  'breach-differs': {
    status: 409,
    ja: '同じ識別子で別の漏えい等の事案が登録されています。新しい識別子で登録するか、追記として送ってください',
    en: 'Another breach was opened under this id: choose a new id, or send an amendment',
  },
  'breach-closed': {
    status: 409,
    ja: 'この事案はすでに閉じられています。新しい事実がある場合は、新しい事案として登録してください',
    en: 'This breach is closed: open another one for what came to be known since',
  },
  'breach-reported': {
    status: 409,
    ja: 'この報告はすでに行われています。事案を読み直してください',
    en: 'This report was made already: read the breach again',
  },
  'breach-incomplete': {
    status: 422,
    ja: '報告事項に、記載も後日報告の旨もない事項があります。示された事項を記載するか、後日報告（toFollow）としてください',
    en: 'Matters of the report are neither stated nor said to follow: state those that are named, or say that they follow (toFollow)',
  },
  'breach-not-done': {
    status: 409,
    ja: '報告や本人への通知が済んでいません。残りを記録してから閉じてください',
    en: 'Reports or the notice to the persons are still to be made: record them first',
  },
  'breach-changed': {
    status: 409,
    ja: '漏えい等の事案が同時に変更されました。読み直してください',
    en: 'Somebody else changed a breach at the same moment: read it again',
  },
  'finding-unknown': {
    status: 404,
    ja: '指摘が見つかりません。識別子を一覧（GET /v1/findings）で確かめてください',
    en: 'This finding is not on record: check its id in the list (GET /v1/findings)',
  },
  'finding-closed': {
    status: 409,
    ja: 'この指摘はすでに閉じられています。続きがある場合は再開してください',
    en: 'This finding is closed already: reopen it if there is more to do',
  },
  'finding-open': {
    status: 409,
    ja: 'この指摘は閉じられていません。指摘を読み直してください',
    en: 'This finding is open: read it again',
  },
  'finding-changed': {
    status: 409,
    ja: 'この指摘は同時に変更されました。読み直してください',
    en: 'Somebody else changed this finding at the same moment: read it again',
  },
  'import-unknown': {
    status: 404,
    ja: '取込が見つかりません。識別子と、送ったアカウントを確かめてください',
    en: 'This import is not on record: check its id, and that the account is the one that sent it',
  },
  'import-ended': {
    status: 409,
    ja: 'この取込はすでに終わっています。結果を読んでください',
    en: 'This import has ended already: read its outcomes',
  },
  'import-differs': {
    status: 409,
    ja: '同じ Idempotency-Key で別のファイルが送られています。新しい Idempotency-Key で送ってください',
    en: 'Another file came under this Idempotency-Key: send it under a new one',
  },
  'import-being-received': {
    status: 409,
    ja: '同じ Idempotency-Key のファイルを受信しています。少し待って送り直してください',
    en: 'A file is coming in under this Idempotency-Key: try again shortly',
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
    ja: 'この名前の対応表は保存されていません。名前を確かめるか、先に保存してください',
    en: 'No mapping is saved under this name: check the name, or save it first',
  },
  'import-header': {
    status: 400,
    ja: 'CSV の見出し行を読み取れません。示された列名と文字コード（UTF-8 または Shift_JIS）を確かめてください',
    en: 'The header row of the CSV cannot be read: check the names of the columns and the encoding (UTF-8 or Shift_JIS)',
  },
} as const;
