/** What this lib refuses; registered with the edge by the module. */
export const accessProblems = {
  'token-missing': {
    status: 401,
    ja: 'アクセストークンがありません。ログインして、Authorization: Bearer に付けて送ってください',
    en: 'A bearer token is missing: sign in and send it as Authorization: Bearer',
  },
  'token-refused': {
    status: 401,
    ja: 'アクセストークンが正しくないか、期限が切れています。ログインし直すか、発行者から新しいトークンを取得してください',
    en: 'The bearer token is not valid or has expired: sign in again, or get a new one from the issuer',
  },
  'token-too-long-lived': {
    status: 401,
    ja: 'アクセストークンの有効期間が、このサービスで認められる長さを超えています。発行者の設定で有効期間を短くしてください',
    en: 'The bearer token lives longer than this service takes: have its issuer give tokens that end sooner',
  },
  'issuer-unavailable': {
    status: 503,
    ja: 'トークンの発行者の鍵を取得できません。少し待って送り直してください',
    en: 'The keys of the token issuer cannot be read now: try again shortly',
  },
  'sign-in-too-weak': {
    status: 401,
    ja: 'この操作に必要な強さのログインではありません。より強い方法（多要素認証など）でログインし直してください',
    en: 'The sign-in was not strong enough: sign in again in a stronger way',
  },
  'scope-missing': {
    status: 403,
    ja: 'アクセストークンのスコープに、この操作が含まれていません。scope に示すスコープを付けたトークンを取得してください',
    en: 'The scopes of the bearer token do not hold this: get a token with the scope that is named',
  },
  'arrangements-missing': {
    status: 403,
    ja: '連携システムのアクセストークンに、扱える取決め（arrangements）が示されていません。発行者にその設定を依頼してください',
    en: 'The bearer token of an integrating system names no arrangements of which it may touch transfers: have the issuer name them',
  },
  'not-permitted': {
    status: 403,
    ja: 'この役割では行えない操作です。行える役割の担当者に依頼してください（/docs に操作ごとの役割があります）',
    en: 'This role may not do this: ask somebody whose role may (/docs names the roles of each route)',
  },
  'member-unknown': {
    status: 422,
    ja: '加入者が登録されていません。番号や参照を確かめるか、先に加入者を登録してください',
    en: 'A member is not registered with this association: check the identifiers or the reference, or register the member first',
  },
  'member-ambiguous': {
    status: 400,
    ja: '加入者の指し方が正しくありません。参照か、記号・番号か、独自の番号のうち、一つだけで指してください',
    en: 'A member is named in no way or in two ways: name each by reference, by identifiers or by own key, and by one of them alone',
  },
  'member-taken': {
    status: 409,
    ja: 'この加入者参照または記号・番号はすでに使われています。加入者を検索（lookup）して確かめ、別の参照・番号で送ってください',
    en: 'This member reference or these identifiers are in use: look up whose they are, and send others',
  },
  'member-differs': {
    status: 409,
    ja: 'この記号・番号の加入者は別の内容で登録されています。担当者には、登録と異なる項目を errors に示します。担当者が加入者を検索（lookup）し、氏名や番号の変更として記録してください',
    en: 'The member with these identifiers is registered with other particulars, which errors names to an officer: look the member up (an officer may), and record the change as one',
  },
  'no-such-member': {
    status: 404,
    ja: '加入者が見つかりません。参照を確かめるか、加入者を検索してください',
    en: 'No such member here: check the reference, or look the member up',
  },
  'member-merged': {
    status: 409,
    ja: 'この加入者参照は別の加入者参照に統合されています。加入者を読み直し、いまの参照を使ってください',
    en: 'This member reference went into another one, under which the person is known now: read the member again and use that one',
  },
  'member-erased': {
    status: 410,
    ja: 'この加入者の情報は消去されています。本人が再び加入した場合は、新しく登録してください',
    en: 'What was known of this member was erased: register the person anew if they are with the association again',
  },
  'identity-not-committed': {
    status: 404,
    ja: 'この加入者参照は身元コミットメントの導入前に登録されたため、まだログに記されていません。氏名または番号の次の変更で記されますので、それまでお待ちください',
    en: 'The log does not commit to who is behind this reference, which was registered before there were commitments: wait for the next change of name or numbers, which commits to it',
  },
  'erasure-unknown': {
    status: 404,
    ja: '消去の手続が見つかりません。識別子を一覧（GET /v1/erasures）で確かめてください',
    en: 'This erasure is not on record: check its id in the list (GET /v1/erasures)',
  },
  'erasure-differs': {
    status: 409,
    ja: '同じ識別子で別の消去が提案されています。新しい識別子で提案してください',
    en: 'Another erasure was proposed under this id: choose a new id',
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
    en: 'Whoever proposed an erasure cannot approve it: ask a second person',
  },
  'erasure-approved': {
    status: 409,
    ja: 'この消去は別の担当者により承認されています。そのまま実行するか、取り下げてください',
    en: 'This erasure was approved by another person: execute it, or withdraw it',
  },
  'erasure-executed': {
    status: 409,
    ja: 'この消去はすでに実行されたか、実行の途中です。取り下げることはできません。途中の場合は、もう一度実行して完了させてください',
    en: 'This erasure was executed or is under way, and cannot be taken back: execute it again if it is under way, to bring it to its end',
  },
  'erasure-withdrawn': {
    status: 409,
    ja: 'この消去の提案は取り下げられています。必要な場合は新たに提案してください',
    en: 'The proposal of this erasure was withdrawn: propose another one if it is wanted',
  },
  'erasure-not-approved': {
    status: 409,
    ja: 'この消去はまだ承認されていません。別の担当者に承認を依頼してください',
    en: 'This erasure is not approved yet: ask a second person to approve it',
  },
  'member-change-differs': {
    status: 409,
    ja: 'この加入者については、これと両立しない変更がすでに記録されています。加入者の履歴を読み、内容と日付を確かめてください',
    en: 'What is on record about this member contradicts this change: read the history of the member and check what is sent, and its days',
  },
  'key-version-differs': {
    status: 409,
    ja: 'この版は最新の版でも次の版でもありません。いまの版（GET /v1/keys）を読んでから送ってください',
    en: 'This version of the key is neither the newest nor the next: read which there are (GET /v1/keys) and send one of those',
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
    ja: 'この加入者のための開示画面は閉じられています。組合・共済会の窓口にお問い合わせください',
    en: 'The portal of this member is closed: ask the desk of the association',
  },
  'association-unknown': {
    status: 422,
    ja: '組合・共済会が登録されていません。トークンの association を確かめるか、運用担当者に登録（POST /v1/associations）を依頼してください',
    en: 'This association is not registered: check the one that the token names, or ask an operator to register it (POST /v1/associations)',
  },
} as const;
