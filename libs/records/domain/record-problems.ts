/** What this lib refuses; registered with the edge by the module. */
export const recordProblems = {
  'series-unknown': { status: 404, ja: '一連の記録が見つかりません', en: 'This series is not on record' },
  'series-closed': {
    status: 409,
    ja: 'この一連の記録は別の日付または理由で締められています',
    en: 'This series is closed already, on another day or for another reason',
  },
} as const;
