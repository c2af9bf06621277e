/** What this lib refuses; registered with the edge by the module. */
export const accessProblems = {
  'token-missing': { status: 401, ja: 'アクセストークンがありません', en: 'A bearer token is missing' },
  'token-refused': {
    status: 401,
    ja: 'アクセストークンが正しくないか、期限が切れています',
    en: 'The bearer token is not valid or has expired',
  },
  'token-too-long-lived': {
    status: 401,
    ja: 'アクセストークンの有効期間が、このサービスで認められる長さを超えています。発行者の設定で有効期間を短くしてください',
    en: 'The bearer token lives longer than this service takes: have its issuer give tokens that end sooner',
  },
  'issuer-unavailable': {
    status: 503,
    ja: 'トークンの発行者の鍵を取得できません。少し待って送り直してください',
    en: 'The keys of the token issuer cannot be read now; try again shortly',
  },
  'sign-in-too-weak': {
    status: 401,
    ja: 'この操作に必要な強さのログインではありません。ログインし直してください',
    en: 'The sign-in was not strong enough; sign in again in a stronger way',
  },
  'scope-missing': {
    status: 403,
    ja: 'アクセストークンのスコープに、この操作が含まれていません',
    en: 'The scopes of the bearer token do not hold this',
  },
  'arrangements-missing': {
    status: 403,
    ja: '連携システムのアクセストークンに、扱える取決め（arrangements）が示されていません',
    en: 'The bearer token of an integrating system names no arrangements of which it may touch transfers',
  },
  'not-permitted': { status: 403, ja: 'この役割では行えない操作です', en: 'This role may not do this' },
  'member-unknown': {
    status: 422,
    ja: '加入者が登録されていません',
    en: 'A member is not registered with this association',
  },
  'member-ambiguous': {
    status: 400,
    ja: '加入者の指し方が正しくありません',
    en: 'A member is named in no way or in two ways',
  },
  'member-taken': {
    status: 409,
    ja: 'この加入者参照または記号・番号はすでに使われています',
    en: 'This member reference or these identifiers are in use',
  },
  'member-differs': {
    status: 409,
    ja: 'この記号・番号の加入者は別の内容で登録されています。担当者が加入者を検索（lookup）し、氏名や番号の変更として記録してください',
    en: 'The member with these identifiers is registered with other particulars: an officer looks the member up and records the change as one',
  },
  'no-such-member': { status: 404, ja: '加入者が見つかりません', en: 'No such member here' },
  'member-merged': {
    status: 409,
    ja: 'この加入者参照は別の加入者参照に統合されています',
    en: 'This member reference went into another one, under which the person is known now',
  },
  'member-erased': {
    status: 410,
    ja: 'この加入者の情報は消去されています',
    en: 'What was known of this member was erased',
  },
  'erasure-unknown': { status: 404, ja: '消去の手続が見つかりません', en: 'This erasure is not on record' },
  'erasure-differs': {
    status: 409,
    ja: '同じ識別子で別の消去が提案されています',
    en: 'Another erasure was proposed under this id',
  },
  'erasure-blocked': {
    status: 409,
    ja: '保存義務のある記録または留保があるため消去できません。blockedBy の期限を待つか、留保を解除するか、理由（despite）を付けて新たに提案してください',
    en: 'Records that the law wants kept, or holds, stand against this erasure: wait until the days in blockedBy are over, release the holds, or propose it anew with a reason (despite)',
  },
  'erasure-changed': {
    status: 409,
    ja: '提案の後に加入者の参照が統合により変わりました。この消去は実行できません。取り下げて、新たに提案してください',
    en: 'A merger changed the references of the person since this erasure was proposed, so that it can never be executed: withdraw it, and propose another one',
  },
  'erasure-same-person': {
    status: 403,
    ja: '提案した本人は承認できません。別の担当者が承認してください',
    en: 'Whoever proposed an erasure cannot approve it: a second person does',
  },
  'erasure-approved': {
    status: 409,
    ja: 'この消去は別の担当者により承認されています',
    en: 'This erasure was approved by another person',
  },
  'erasure-executed': {
    status: 409,
    ja: 'この消去はすでに実行されたか、実行の途中です。取り下げることはできません。途中の場合は、もう一度実行して完了させてください',
    en: 'This erasure was executed or is under way, and cannot be taken back: where it is under way, execute it again to bring it to its end',
  },
  'erasure-withdrawn': {
    status: 409,
    ja: 'この消去の提案は取り下げられています',
    en: 'The proposal of this erasure was withdrawn',
  },
  'erasure-not-approved': {
    status: 409,
    ja: 'この消去はまだ承認されていません',
    en: 'This erasure is not approved yet',
  },
  'member-change-differs': {
    status: 409,
    ja: 'この加入者については、これと両立しない変更がすでに記録されています',
    en: 'What is on record about this member contradicts this change',
  },
  'key-version-differs': {
    status: 409,
    ja: 'この版は最新の版でも次の版でもありません',
    en: 'This version of the key is neither the newest nor the next',
  },
  'key-version-newest': {
    status: 409,
    ja: '最新の版は廃止できません。先に鍵を更新してください',
    en: 'The newest version of a key cannot be retired: rotate the key first',
  },
  'key-version-young': {
    status: 409,
    ja: '次の版が作られたばかりです。少し待って廃止してください',
    en: 'The version that follows was made just now: retire this one a little later',
  },
  'key-version-in-use': {
    status: 409,
    ja: 'この版で包まれたデータ鍵が残っています。先に包み直してください',
    en: 'Data keys are still wrapped by this version: wrap them anew first',
  },
  'portal-closed': {
    status: 403,
    ja: 'この加入者のための開示画面は閉じられています',
    en: 'The portal of this member is closed',
  },
  'association-unknown': {
    status: 422,
    ja: '組合・共済会が登録されていません。トークンの association を確かめるか、運用担当者に登録（POST /v1/associations）を依頼してください',
    en: 'This association is not registered: check the one that the token names, or ask an operator to register it (POST /v1/associations)',
  },
} as const;
