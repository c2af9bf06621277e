/** What is refused to accounts, or about them: mandates, reasons, bindings, representations. */
export const accountProblems = {
  'distinction-unknown': {
    status: 404,
    ja: '別人の確認が見つかりません。識別子を一覧（GET /v1/distinctions）で確かめてください',
    en: 'This distinction is not on record: check its id in the list (GET /v1/distinctions)',
  },
  'distinction-differs': {
    status: 409,
    ja: 'この番号の別人の確認は別の内容で記録されています。新しい識別子で提案してください',
    en: 'A distinction with other particulars is on record under this id: choose a new id',
  },
  'distinction-same-person': {
    status: 403,
    ja: '提案した本人は承認できません。別の担当者が承認してください',
    en: 'Whoever proposed a distinction cannot approve it: ask a second person',
  },
  'distinction-approved': {
    status: 409,
    ja: 'この別人の確認はすでに承認されています。取り消すには revocation を用いてください',
    en: 'This distinction was approved before: revoke it if it was wrong',
  },
  'distinction-withdrawn': {
    status: 409,
    ja: 'この別人の確認の提案は取り下げられています。必要な場合は新たに提案してください',
    en: 'The proposal of this distinction was withdrawn: propose another one if it is wanted',
  },
  'distinction-not-approved': {
    status: 409,
    ja: 'この別人の確認はまだ承認されていません。別の担当者に承認を依頼するか、取り下げてください',
    en: 'This distinction was not approved yet: ask a second person to approve it, or withdraw it',
  },
  'mandate-missing': {
    status: 403,
    ja: 'この監査者には有効な監査の委任がありません。組合・共済会の担当者2名に委任の登録を依頼してください',
    en: 'This auditor has no mandate in force: ask two officers of the association for one',
  },
  'mandate-unknown': {
    status: 404,
    ja: '監査の委任が見つかりません。識別子を一覧（GET /v1/mandates）で確かめてください',
    en: 'This mandate is not on record: check its id in the list (GET /v1/mandates)',
  },
  'mandate-differs': {
    status: 409,
    ja: 'この番号の監査の委任は別の内容で記録されています。新しい識別子で提案してください',
    en: 'A mandate with other particulars is on record under this id: choose a new id',
  },
  'mandate-own': {
    status: 403,
    ja: '自分自身への監査の委任は提案も承認もできません。別の担当者に依頼してください',
    en: 'Nobody proposes or approves a mandate of their own: ask another officer',
  },
  'mandate-same-person': {
    status: 403,
    ja: '提案した本人は承認できません。別の担当者が承認してください',
    en: 'Whoever proposed a mandate cannot approve it: ask a second person',
  },
  'mandate-approved': {
    status: 409,
    ja: 'この監査の委任はすでに承認されています。終わらせるには失効（revocation）させてください',
    en: 'This mandate was approved before: revoke it if it is to end',
  },
  'mandate-withdrawn': {
    status: 409,
    ja: 'この監査の委任の提案は取り下げられています。必要な場合は新たに提案してください',
    en: 'The proposal of this mandate was withdrawn: propose another one if it is wanted',
  },
  'mandate-not-approved': {
    status: 409,
    ja: 'この監査の委任はまだ承認されていません。承認を依頼するか、取り下げてください',
    en: 'This mandate was not approved yet: ask a second person to approve it, or withdraw it',
  },
  'reason-missing': {
    status: 403,
    ja: '特定の加入者について照会するには、閲覧の理由を登録し（POST /v1/reasons）、その番号を Kiroku-Reason に付けて送ってください',
    en: 'Nobody is asked about without a reason: give one (POST /v1/reasons) and send its id as Kiroku-Reason',
  },
  'reason-unknown': {
    status: 403,
    ja: '閲覧の理由が登録されていないか、有効期限が切れています。理由を登録し直してください（POST /v1/reasons）',
    en: 'This reason was not given by this account, or it no longer counts: give one anew (POST /v1/reasons)',
  },
  'reason-differs': {
    status: 409,
    ja: 'この番号の閲覧の理由は別の内容で登録されています。新しい番号で登録してください',
    en: 'Another reason is on record under this id: choose a new id',
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
    ja: 'このアカウントは閉鎖されています。組合・共済会の担当者（運用者の場合は別の運用者）にお問い合わせください',
    en: 'This account is closed here: ask an officer of the association, as an operator another operator',
  },
  'account-own': {
    status: 403,
    ja: '自分のアカウントは閉鎖も再開もできません。別の担当者（運用者の場合は別の運用者）に依頼するか、トークンを無効にしてください（POST /v1/me/tokens/ending）',
    en: 'Nobody closes or reopens the own account: ask another officer or operator, or end your tokens (POST /v1/me/tokens/ending)',
  },
  'account-not-bound': {
    status: 403,
    ja: 'このアカウントはまだ加入者本人のものとして登録されていません。お手元のコードと生年月日で登録してください',
    en: 'This account is nobody’s here yet: redeem the code that was handed to you',
  },
  'binding-refused': {
    status: 403,
    ja: '登録できませんでした。コードと生年月日を確かめるか、窓口にお問い合わせください',
    en: 'The account was not bound: check the code and the birth date, or ask the desk',
  },
  'account-bound': {
    status: 409,
    ja: 'この加入者にはすでにアカウントが登録されています。変えるには、先にいまの登録を解除してください',
    en: 'This member has an account already: unbind that one first',
  },
  'birth-date-missing': {
    status: 409,
    ja: '生年月日が登録されていないため、コードを発行できません。生年月日を登録してください',
    en: 'The directory holds no birth date of this member, by which a code could be redeemed: register it first',
  },
  'no-such-binding': {
    status: 404,
    ja: 'このアカウントの登録はありません。登録を読み直して確かめてください',
    en: 'No such account of this member: read which there are',
  },
  'of-age': {
    status: 409,
    ja: 'この加入者は成年に達しています。後見人または本人が選んだ代理人として登録してください',
    en: 'This member is of age, so that nobody acts for a minor here: enter a guardian of an adult, or an agent',
  },
  'representation-differs': {
    status: 409,
    ja: 'この番号の代理は別の内容で登録されています。新しい識別子で登録してください',
    en: 'Another representation is on record under this id: choose a new id',
  },
  'representation-statutory': {
    status: 403,
    ja: '法律に基づく代理は本人が終わらせることはできません。組合・共済会の窓口にお問い合わせください',
    en: 'What rests on statute is not ended by the member: ask the desk of the association',
  },
  'no-such-representation': {
    status: 404,
    ja: 'この代理の登録はありません。登録を読み直して確かめてください',
    en: 'No such representation of this member: read which there are',
  },
  'not-represented': {
    status: 404,
    ja: '代理できる加入者が見つかりません。代理できる加入者を一覧（GET /v1/represented）で確かめてください',
    en: 'Nobody whom you may represent is known by this reference: check the list (GET /v1/represented)',
  },
} as const;
