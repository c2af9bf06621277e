/** What this lib refuses; registered with the edge by the module. */
export const recordProblems = {
  'series-unknown': { status: 404, ja: '一連の記録が見つかりません', en: 'This series is not on record' },
  'series-closed': {
    status: 409,
    ja: 'この一連の記録は別の日付または理由で締められています',
    en: 'This series is closed already, on another day or for another reason',
  },
  'disposal-unknown': { status: 404, ja: '廃棄の手続が見つかりません', en: 'This disposal is not on record' },
  'disposal-differs': {
    status: 409,
    ja: '同じ識別子で別の基準日の廃棄が提案されています',
    en: 'A disposal as of another day was proposed under this id',
  },
  'disposal-same-person': {
    status: 403,
    ja: '提案した本人は承認できません。別の担当者が承認してください',
    en: 'Whoever proposed a disposal cannot approve it: a second person does',
  },
  'disposal-approved': {
    status: 409,
    ja: 'この廃棄は別の担当者により承認されています',
    en: 'This disposal was approved by another person',
  },
  'disposal-withdrawn': {
    status: 409,
    ja: 'この廃棄の提案は取り下げられています',
    en: 'The proposal of this disposal was withdrawn',
  },
  'disposal-not-approved': {
    status: 409,
    ja: 'この廃棄はまだ承認されていません',
    en: 'This disposal is not approved yet',
  },
} as const;
