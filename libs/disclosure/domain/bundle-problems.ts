/** What is refused about bundles; registered with the edge by the module. */
export const bundleProblems = {
  'bundle-unknown': {
    status: 404,
    ja: '監査資料が見つかりません。識別子を一覧（GET /v1/audit/bundles）で確かめてください',
    en: 'This bundle is not on record: check its id in the list (GET /v1/audit/bundles)',
  },
  'bundle-differs': {
    status: 409,
    ja: '同じ識別子で別の監査資料が求められています。新しい識別子で求めてください',
    en: 'Another bundle was asked for under this id: choose a new id',
  },
  'bundle-same-person': {
    status: 403,
    ja: '求めた本人は承認できません。別の担当者または監査人が承認してください',
    en: 'Whoever asked for a bundle cannot approve it: ask a second person',
  },
  'bundle-approved': {
    status: 409,
    ja: 'この監査資料は別の人により承認されているか、承認の必要がありません。状態を読み直してください',
    en: 'This bundle was approved by another person, or needs no approval: read its state again',
  },
  'bundle-withdrawn': {
    status: 409,
    ja: 'この監査資料は取り下げられています。必要な場合はもう一度求めてください',
    en: 'This bundle was withdrawn: ask for another one if it is wanted',
  },
  'bundle-not-approved': {
    status: 409,
    ja: 'この監査資料はまだ承認されていません。別の人に承認を依頼してください',
    en: 'This bundle is not approved yet: ask a second person to approve it',
  },
  'bundle-not-ready': {
    status: 409,
    ja: 'この監査資料はまだできていないか、作成に失敗しました。状態を確認してください',
    en: 'This bundle is not ready, or could not be made: read its state, which says which',
  },
  'bundle-expired': {
    status: 410,
    ja: 'この監査資料は保存期限を過ぎて削除されました。もう一度求めてください',
    en: 'The file of this bundle was deleted after its time: ask for another one',
  },
  'bundle-elsewhere': {
    status: 503,
    ja: 'この監査資料のファイルは、このサービスからは読めません。少し待って取り直し、続く場合は運用担当者にお問い合わせください',
    en: 'The file of this bundle cannot be read by the service that was asked: try again shortly, and tell an operator if it stays so',
  },
  'bundles-too-many': {
    status: 429,
    ja: '作成中または保存中の監査資料が多すぎます。終わるまで待つか、期限切れをお待ちください',
    en: 'Too many bundles are being made or kept: wait until some have ended or expired',
  },
} as const;
