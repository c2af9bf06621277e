/** Longer than any hash, path or key that a report has. */
const SHOWN_MAX = 300;
/**
 * What a terminal or a page would obey instead of showing it: controls, what turns the direction of writing, ends of lines
 * and what has no width.
 */
const UNSHOWN = /[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu;

/** A text of any origin as it can be shown: what was verified must not be able to write the report on itself. */
export function shownText(text: string): string {
  const shown = text.slice(0, SHOWN_MAX).replace(UNSHOWN, escaped);
  return text.length > SHOWN_MAX ? `${shown}…` : shown;
}

/** JSON with the same escaped, in which it says what it said before. */
export function shownJson(value: unknown): string {
  return JSON.stringify(value, null, 2).replace(/[^\P{Cc}\n]|[\p{Cf}\p{Cs}\u2028\u2029]/gu, (one) =>
    Array.from({ length: one.length }, (_, at) => escaped(one[at]!)).join(''),
  );
}

function escaped(text: string): string {
  return `\\u${text.codePointAt(0)!.toString(16).padStart(4, '0')}`;
}
