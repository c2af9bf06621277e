/** What this lib refuses; registered with the edge by the module. */
export const disclosureProblems = {
  'no-such-member': { status: 404, ja: '加入者が見つかりません', en: 'No such member here' },
} as const;
