/** What this lib refuses; registered with the edge by the module. */
export const accessProblems = {
  'token-missing': { status: 401, ja: 'アクセストークンがありません', en: 'A bearer token is missing' },
  'token-refused': {
    status: 401,
    ja: 'アクセストークンが正しくないか、期限が切れています',
    en: 'The bearer token is not valid or has expired',
  },
  'issuer-unavailable': {
    status: 503,
    ja: 'トークンの発行者の鍵を取得できません。少し待って送り直してください',
    en: 'The keys of the token issuer cannot be read now; try again shortly',
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
    ja: 'この記号・番号の加入者は別の内容で登録されています',
    en: 'The member with these identifiers is registered with other particulars',
  },
  'no-such-member': { status: 404, ja: '加入者が見つかりません', en: 'No such member here' },
  'member-merged': {
    status: 409,
    ja: 'この加入者参照は別の加入者参照に統合されています',
    en: 'This member reference went into another one, under which the person is known now',
  },
  'member-change-differs': {
    status: 409,
    ja: 'この加入者については、これと両立しない変更がすでに記録されています',
    en: 'What is on record about this member contradicts this change',
  },
  'portal-closed': {
    status: 403,
    ja: 'この加入者のための開示画面は閉じられています',
    en: 'The portal of this member is closed',
  },
  'association-unknown': {
    status: 422,
    ja: '組合・共済会が登録されていません',
    en: 'This association is not registered',
  },
} as const;
