/** What is said of a line that turned out to be about somebody else; nothing more of it is told. */
export const NOT_ABOUT_MEMBER = {
  code: 'not-about-member',
  ja: '本人に関するものではありません（誤って登録されたもの）',
  en: 'Not about this member; recorded by mistake',
} as const;
