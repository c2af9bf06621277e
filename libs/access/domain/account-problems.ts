/** What is refused to accounts, or about them: mandates, reasons, bindings, representations. */
export const accountProblems = {
  'mandate-missing': {
    status: 403,
    ja: 'この監査者には有効な監査の委任がありません',
    en: 'This auditor has no mandate in force',
  },
  'mandate-unknown': { status: 404, ja: '監査の委任が見つかりません', en: 'This mandate is not on record' },
  'mandate-differs': {
    status: 409,
    ja: 'この番号の監査の委任は別の内容で記録されています',
    en: 'A mandate with other particulars is on record under this id',
  },
  'mandate-own': {
    status: 403,
    ja: '自分自身への監査の委任は提案も承認もできません',
    en: 'Nobody proposes or approves a mandate of their own',
  },
  'mandate-same-person': {
    status: 403,
    ja: '提案した本人は承認できません。別の担当者が承認してください',
    en: 'Whoever proposed a mandate cannot approve it: a second person does',
  },
  'mandate-approved': {
    status: 409,
    ja: 'この監査の委任はすでに承認されています',
    en: 'This mandate was approved before',
  },
  'mandate-withdrawn': {
    status: 409,
    ja: 'この監査の委任の提案は取り下げられています',
    en: 'The proposal of this mandate was withdrawn',
  },
  'mandate-not-approved': {
    status: 409,
    ja: 'この監査の委任はまだ承認されていません',
    en: 'This mandate was not approved yet',
  },
  'reason-missing': {
    status: 403,
    ja: '特定の加入者について照会するには、閲覧の理由を先に登録してください',
    en: 'To ask about a person, give a reason first',
  },
  'reason-unknown': {
    status: 403,
    ja: '閲覧の理由が登録されていないか、有効期限が切れています',
    en: 'This reason was not given by this account, or it no longer counts',
  },
  'reason-differs': {
    status: 409,
    ja: 'この番号の閲覧の理由は別の内容で登録されています',
    en: 'Another reason is on record under this id',
  },
  'no-such-reason': {
    status: 404,
    ja: 'この番号の閲覧の理由は登録されていません。閲覧の記録にある番号を確かめてください',
    en: 'No reason is on record under this id: check the id that stands beside the look',
  },
  'token-ended': {
    status: 401,
    ja: 'このアクセストークンは無効にされています。ログインし直してください',
    en: 'This bearer token was ended: sign in again',
  },
  'account-closed': {
    status: 401,
    ja: 'このアカウントは閉鎖されています。組合・共済会の担当者にお問い合わせください',
    en: 'This account is closed here: ask an officer of the association',
  },
  'account-own': {
    status: 403,
    ja: '自分のアカウントは閉鎖も再開もできません。別の担当者に依頼するか、トークンを無効にしてください（POST /v1/me/tokens/ending）',
    en: 'Nobody closes or reopens the own account: ask another officer, or end your tokens (POST /v1/me/tokens/ending)',
  },
  'account-not-bound': {
    status: 403,
    ja: 'このアカウントはまだ加入者本人のものとして登録されていません',
    en: 'This account is nobody’s here yet: redeem the code that was handed to you',
  },
  'binding-refused': {
    status: 403,
    ja: '登録できませんでした。コードと生年月日を確かめるか、窓口にお問い合わせください',
    en: 'The account was not bound: check the code and the birth date, or ask the desk',
  },
  'account-bound': {
    status: 409,
    ja: 'この加入者にはすでにアカウントが登録されています',
    en: 'This member has an account already',
  },
  'birth-date-missing': {
    status: 409,
    ja: '生年月日が登録されていないため、コードを発行できません',
    en: 'The directory holds no birth date of this member, by which a code could be redeemed',
  },
  'no-such-binding': { status: 404, ja: 'このアカウントの登録はありません', en: 'No such account of this member' },
  'of-age': {
    status: 409,
    ja: 'この加入者は成年に達しています',
    en: 'This member is of age: nobody acts for a minor here',
  },
  'representation-differs': {
    status: 409,
    ja: 'この番号の代理は別の内容で登録されています',
    en: 'Another representation is on record under this id',
  },
  'representation-statutory': {
    status: 403,
    ja: '法律に基づく代理は本人が終わらせることはできません',
    en: 'What rests on statute is not ended by the member',
  },
  'no-such-representation': {
    status: 404,
    ja: 'この代理の登録はありません',
    en: 'No such representation of this member',
  },
  'not-represented': {
    status: 404,
    ja: '代理できる加入者が見つかりません',
    en: 'Nobody whom you may represent is known by this reference',
  },
} as const;
