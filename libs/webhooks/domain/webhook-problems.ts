/** What is refused about webhooks; registered with the edge by the module. */
export const webhookProblems = {
  'webhook-unknown': {
    status: 404,
    ja: 'この通知先が見つかりません。識別子を一覧（GET /v1/webhooks）で確かめてください',
    en: 'This webhook is not on record: check its id in the list (GET /v1/webhooks)',
  },
  'webhook-differs': {
    status: 409,
    ja: 'この識別子の通知先は別の内容で登録されています。新しい識別子で登録するか、変更（PATCH）してください',
    en: 'Another webhook is on record under this id: choose a new id, or change it (PATCH)',
  },
  'webhook-ended': {
    status: 409,
    ja: 'この通知先は終了しています。必要な場合は新たに登録してください',
    en: 'This webhook is over: register another one if it is wanted',
  },
  'webhook-of-another': {
    status: 403,
    ja: 'この通知先は連携システムが登録したものです。担当者は停止・再開・終了だけができます。宛先などの変更は登録したアカウントで行ってください',
    en: 'An integrator registered this webhook, which officers switch off and on, and end: ask its account for anything else',
  },
  'webhook-off': {
    status: 409,
    ja: 'この通知先は停止しています。先に再開してください（PATCH、status: active）',
    en: 'This webhook is switched off: make it active first (PATCH, status: active)',
  },
  'webhook-replaying': {
    status: 409,
    ja: 'この通知先では前の再送がまだ終わっていません。配信の一覧（GET …/deliveries）を確かめ、送り終わってから依頼してください',
    en: 'A replay of this webhook waits still: look at its deliveries (GET …/deliveries), and ask again when they were tried',
  },
  'webhooks-too-many': {
    status: 409,
    ja: '通知先の数がこのアカウントまたは組合の上限に達しています。使っていない通知先を終了してください',
    en: 'There are as many webhooks as this account or the association may have: leave one that is not used (DELETE)',
  },
} as const;
