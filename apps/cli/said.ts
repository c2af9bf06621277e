/** Languages of whoever is at the terminal. */
export type TerminalLanguage = 'ja' | 'en';

/** What a person at the terminal is told: in both languages, or in English where an operator alone meets it. */
export type Said = string | Readonly<Record<TerminalLanguage, string>>;

export function inLanguage(said: Said, language: TerminalLanguage): string {
  return typeof said === 'string' ? said : said[language];
}

/** Language of the environment: Japanese where it is said. */
export function languageOf(env: Readonly<Record<string, string | undefined>>): TerminalLanguage {
  return (env['LC_ALL'] || env['LC_MESSAGES'] || env['LANG'] || '').startsWith('ja') ? 'ja' : 'en';
}

/** The language that a command line asks for, before anybody could read its options; else that of the environment. */
export function languageAsked(
  words: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): TerminalLanguage {
  const at = words.lastIndexOf('--lang');
  const [, joined] = words.map((word) => /^--lang=(.*)$/.exec(word)).findLast((found) => found !== null) ?? [];
  const asked = at >= 0 ? words[at + 1] : joined;
  return asked === 'ja' || asked === 'en' ? asked : languageOf(env);
}
