/** A place in a text, in UTF-16 code units, `end` exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Weights of the first eleven digits, left to right: ordinance no. 85 of 2014, art. 5. */
const WEIGHTS = [6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2];
const NUMBER_DIGITS = 12;
const CORPORATE_DIGITS = 13;
const GROUP_DIGITS = 4;
const MASK = '*';

const FULL_WIDTH_DIGIT = /[０-９]/g;
const WIDE_SPACE = /[\u00a0\u3000]/g;
const HYPHEN_LIKE = /[\u2010-\u2015\u2212\u30fc\uff0d\uff70]/g;
const CHAIN = /\d+(?:[ -]\d+)*/g;

interface Run extends Span {
  /** Separator before and after the run within its chain; '' at the ends. */
  readonly before: string;
  readonly after: string;
}

/** The check digit of eleven digits of an individual number (個人番号). */
export function checkDigitOf(elevenDigits: string): number {
  let sum = 0;
  for (let i = 0; i < WEIGHTS.length; i += 1) sum += Number(elevenDigits[i]) * (WEIGHTS[i] ?? 0);
  const rest = sum % 11;
  return rest <= 1 ? 0 : 11 - rest;
}

/**
 * Places that may hold an individual number: twelve digits with a right check digit, in one run, as 4-4-4, or joined
 * by single spaces or hyphens. One random run in ten passes, so a hit is a suspicion that a person has to settle.
 */
export function myNumberSuspects(text: string): Span[] {
  const plain = normalise(text);
  const spans: Span[] = [];
  for (const match of plain.matchAll(CHAIN)) {
    for (const span of candidatesIn(match[0], match.index)) {
      if (passes(plain, span)) addMerged(spans, span);
    }
  }
  return spans;
}

/**
 * The text with every suspected digit replaced by `*`, of the same length, and how many places were masked. `searched`
 * is the text as it is looked at, place for place, where something in it is known to be no number of a person.
 */
export function maskMyNumbers(text: string, searched = text): { text: string; found: number } {
  const spans = myNumberSuspects(searched);
  let masked = '';
  let at = 0;
  for (const { start, end } of spans) {
    masked += text.slice(at, start) + text.slice(start, end).replace(/[0-9０-９]/g, MASK);
    at = end;
  }
  return { text: masked + text.slice(at), found: spans.length };
}

// Every replacement is one code unit for one, so places found here are places in the original.
function normalise(text: string): string {
  return text
    .replace(FULL_WIDTH_DIGIT, (digit) => String.fromCharCode(digit.charCodeAt(0) - 0xfee0))
    .replace(WIDE_SPACE, ' ')
    .replace(HYPHEN_LIKE, '-');
}

function candidatesIn(chain: string, offset: number): Span[] {
  const whole = { start: offset, end: offset + chain.length };
  const digits = digitsOf(chain);
  if (digits.length === NUMBER_DIGITS) return [whole];
  if (isWrittenAlike(chain) && isCorporateNumber(digits)) return [];
  const runs = runsOf(chain, offset);
  const single = runs.filter((run) => run.end - run.start === NUMBER_DIGITS);
  return [...single, ...groupsOfFour(runs)].sort((one, other) => one.start - other.start);
}

function groupsOfFour(runs: readonly Run[]): Span[] {
  const groups: Span[] = [];
  for (let i = 0; i + 2 < runs.length; i += 1) {
    const [first, , last] = [runs[i], runs[i + 1], runs[i + 2]];
    if (first === undefined || last === undefined) continue;
    const fours = runs.slice(i, i + 3).every((run) => run.end - run.start === GROUP_DIGITS);
    if (fours && first.before !== '-' && last.after !== '-') groups.push({ start: first.start, end: last.end });
  }
  return groups;
}

function runsOf(chain: string, offset: number): Run[] {
  return [...chain.matchAll(/\d+/g)].map((match) => {
    const end = match.index + match[0].length;
    const before = match.index === 0 ? '' : (chain[match.index - 1] ?? '');
    return { start: offset + match.index, end: offset + end, before, after: chain[end] ?? '' };
  });
}

// `1 1234-5678-9018` is a count and a number; only one kind of separator makes it one number in groups.
function isWrittenAlike(chain: string): boolean {
  return !(chain.includes(' ') && chain.includes('-'));
}

/** A corporate number (法人番号) is thirteen digits led by its own check digit. */
function isCorporateNumber(digits: string): boolean {
  if (digits.length !== CORPORATE_DIGITS) return false;
  let sum = 0;
  for (let n = 1; n < CORPORATE_DIGITS; n += 1) sum += Number(digits[CORPORATE_DIGITS - n]) * (n % 2 === 1 ? 1 : 2);
  return Number(digits[0]) === 9 - (sum % 9);
}

function passes(plain: string, span: Span): boolean {
  const digits = digitsOf(plain.slice(span.start, span.end));
  return Number(digits[NUMBER_DIGITS - 1]) === checkDigitOf(digits);
}

function digitsOf(text: string): string {
  return text.replace(/[^0-9]/g, '');
}

function addMerged(spans: Span[], span: Span): void {
  const last = spans.at(-1);
  if (last !== undefined && span.start < last.end)
    spans[spans.length - 1] = { start: last.start, end: Math.max(last.end, span.end) };
  else spans.push({ start: span.start, end: span.end });
}
