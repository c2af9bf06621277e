/** What is refused of answers that go on; registered with the edge by the module. */
export const watchProblems = {
  'streams-too-many': {
    status: 429,
    ja: '開いたままの回答が多すぎます。使っていないものを閉じるか、あとでもう一度お試しください',
    en: 'Too many answers are kept open: leave one that is not read, or try again later',
  },
} as const;
