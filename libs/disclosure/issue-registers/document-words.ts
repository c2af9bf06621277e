import type { PaperLanguage } from '../domain/documents/paper.js';

const PROMISES: readonly Readonly<Record<PaperLanguage, string>>[] = [
  {
    ja: 'この書面のファイルと証明により、組合がこの内容のとおりに発行し、その事実を改変できない台帳に記録したことを確かめられます。',
    en: 'With its proof this file shows that the association issued it with exactly this content, and recorded so in a log that cannot be rewritten.',
  },
  {
    ja: '記録された内容そのものが事実であること、及び台帳に記録されなかった授受がないことまでは証明しません。',
    en: 'Not proved are that what was recorded is true, and that nothing happened which nobody recorded.',
  },
];

/** What is proved of a register or a certificate, and what is not. */
export const promisesIn = (language: PaperLanguage): string[] => PROMISES.map((promise) => promise[language]);
