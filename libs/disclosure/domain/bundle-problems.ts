/** What is refused about bundles; registered with the edge by the module. */
export const bundleProblems = {
  'bundle-unknown': { status: 404, ja: '監査資料が見つかりません', en: 'This bundle is not on record' },
  'bundle-differs': {
    status: 409,
    ja: '同じ識別子で別の監査資料が求められています',
    en: 'Another bundle was asked for under this id',
  },
  'bundle-same-person': {
    status: 403,
    ja: '求めた本人は承認できません。別の担当者または監査人が承認してください',
    en: 'Whoever asked for a bundle cannot approve it: a second person does',
  },
  'bundle-approved': {
    status: 409,
    ja: 'この監査資料は別の人により承認されているか、承認の必要がありません',
    en: 'This bundle was approved by another person, or needs no approval',
  },
  'bundle-withdrawn': { status: 409, ja: 'この監査資料は取り下げられています', en: 'This bundle was withdrawn' },
  'bundle-not-approved': {
    status: 409,
    ja: 'この監査資料はまだ承認されていません',
    en: 'This bundle is not approved yet',
  },
  'bundle-not-ready': {
    status: 409,
    ja: 'この監査資料はまだできていないか、作成に失敗しました。状態を確認してください',
    en: 'This bundle is not ready, or could not be made: its state says which',
  },
  'bundle-expired': {
    status: 410,
    ja: 'この監査資料は保存期限を過ぎて削除されました。もう一度求めてください',
    en: 'The file of this bundle was deleted after its time: ask for another one',
  },
  'bundle-elsewhere': {
    status: 503,
    ja: 'この監査資料のファイルは、このサービスからは読めません',
    en: 'The file of this bundle cannot be read by the service that was asked',
  },
  'bundles-too-many': {
    status: 429,
    ja: '作成中または保存中の監査資料が多すぎます。終わるまで待つか、期限切れをお待ちください',
    en: 'Too many bundles are being made or kept: wait until some have ended or expired',
  },
} as const;
