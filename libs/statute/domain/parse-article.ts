/** An article as a citation writes it (`APPI 27(5)(iii)`), in its parts. */
export interface ArticleNumber {
  /** Code of the act, as citations have it. */
  readonly act: string;
  /** `27`, or `22-2` for 22条の2. */
  readonly article: string;
  readonly paragraph: number | null;
  readonly item: number | null;
  readonly proviso: boolean;
}

/** Acts by the names under which people cite them. */
export interface NamedAct {
  readonly code: string;
  readonly names: readonly string[];
}

/** A text longer than this is no number of an article. */
const LENGTH_MAX = 120;

const DIGITS = '[0-9]{1,4}|[一二三四五六七八九十百]{1,7}';
const JAPANESE = new RegExp(
  `^第?(${DIGITS})条(?:の(${DIGITS}))?(?:第?(${DIGITS})項)?(?:第?(${DIGITS})号)?(ただし書き?)?$`,
);
const ENGLISH =
  /^(?:articles?|art\.?|section|sec\.?|s\.|§)? ?(\d{1,4})(?:-(\d{1,2}))?(?: ?\((\d{1,2})\)|,? ?para(?:graph|\.)? ?\(?(\d{1,2})\)?)?(?: ?\(([ivxl]{1,6}|\d{1,2})\)|,? ?(?:item|no\.?) ?\(?([ivxl]{1,6}|\d{1,2})\)?)?(,? ?proviso)?$/i;

/**
 * Reads the number of an article in Japanese ("第23条第4項第3号", "番号法９条４項") or English ("APPI 23(4)(iii)",
 * "Art. 23, para. 4, item iii"). Without the name of an act it is the Act on the Protection of Personal Information.
 */
export function parseArticle(acts: readonly NamedAct[], text: string): ArticleNumber | null {
  if (text.length > LENGTH_MAX) return null;
  const plain = text
    .normalize('NFKC')
    .replace(/[「」『』【】]/g, '')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/^(?:旧|改正前の?|former |old )/i, '');
  const { act, rest } = withoutAct(acts, plain);
  return japanese(act, rest.replaceAll(' ', '')) ?? english(act, rest);
}

/** The number as a citation writes it. */
export function articleRef({ act, article, paragraph, item, proviso }: ArticleNumber): string {
  const parts = [paragraph === null ? '' : `(${paragraph})`, item === null ? '' : `(${roman(item)})`];
  return `${act} ${article}${parts.join('')}${proviso ? ' proviso' : ''}`;
}

// The longest name counts: the rules of the Act begin with the name of the Act.
function withoutAct(acts: readonly NamedAct[], text: string): { act: string; rest: string } {
  const lower = text.toLowerCase();
  let found = { act: acts[0]!.code, name: '' };
  for (const { code, names } of acts) {
    for (const name of names) {
      if (name.length > found.name.length && lower.startsWith(name.toLowerCase())) found = { act: code, name };
    }
  }
  return { act: found.act, rest: text.slice(found.name.length).replace(/^(?: ?[,、の]| )+/, '') };
}

function japanese(act: string, text: string): ArticleNumber | null {
  const found = JAPANESE.exec(text);
  if (!found) return null;
  const [, article, branch, paragraph, item, proviso] = found;
  return {
    act,
    article: `${numberOf(article!)}${branch === undefined ? '' : `-${numberOf(branch)}`}`,
    paragraph: paragraph === undefined ? null : numberOf(paragraph),
    item: item === undefined ? null : numberOf(item),
    proviso: proviso !== undefined,
  };
}

function english(act: string, text: string): ArticleNumber | null {
  const found = ENGLISH.exec(text);
  if (!found) return null;
  const [, article, branch, inBrackets, inWords, itemInBrackets, itemInWords, proviso] = found;
  const paragraph = inBrackets ?? inWords;
  const item = itemInBrackets ?? itemInWords;
  return {
    act,
    article: `${Number(article)}${branch === undefined ? '' : `-${Number(branch)}`}`,
    paragraph: paragraph === undefined ? null : Number(paragraph),
    item: item === undefined ? null : itemNumber(item.toLowerCase()),
    proviso: proviso !== undefined,
  };
}

const KANJI = '一二三四五六七八九';

function numberOf(text: string): number {
  if (/^[0-9]+$/.test(text)) return Number(text);
  let total = 0;
  let digit = 0;
  for (const sign of text) {
    const unit = sign === '百' ? 100 : sign === '十' ? 10 : 0;
    if (unit === 0) digit = KANJI.indexOf(sign) + 1;
    else {
      total += (digit || 1) * unit;
      digit = 0;
    }
  }
  return total + digit;
}

const ROMAN = [
  ['l', 50],
  ['xl', 40],
  ['x', 10],
  ['ix', 9],
  ['v', 5],
  ['iv', 4],
  ['i', 1],
] as const;

function roman(value: number): string {
  let rest = value;
  let text = '';
  for (const [sign, worth] of ROMAN) {
    while (rest >= worth) {
      text += sign;
      rest -= worth;
    }
  }
  return text;
}

function itemNumber(text: string): number {
  if (/^\d+$/.test(text)) return Number(text);
  let rest = text;
  let value = 0;
  for (const [sign, worth] of ROMAN) {
    while (rest.startsWith(sign)) {
      rest = rest.slice(sign.length);
      value += worth;
    }
  }
  return value;
}
