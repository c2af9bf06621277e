import type { Day } from '#statute';

/** The full composite by which a health-insurance association knows a person. */
export interface InsuredIdentifiers {
  readonly insurerNumber: string | null;
  readonly symbol: string | null;
  readonly number: string;
  readonly branch: string | null;
}

/** The association's own key of a person (社員番号, 会員番号): one text that is enough by itself. */
export interface OwnKey {
  readonly ownKey: string;
}

/** Identifiers that a person had up to a day. */
export interface FormerIdentifiers extends InsuredIdentifiers {
  readonly until: Day;
}

/** The identifiers that a person had on a day, of one who has these now and had those before, oldest first. */
export function identifiersOn(
  person: InsuredIdentifiers & { readonly former?: readonly FormerIdentifiers[] },
  day: Day,
): InsuredIdentifiers {
  const { insurerNumber, symbol, number, branch } = person.former?.find(({ until }) => day <= until) ?? person;
  return { insurerNumber, symbol, number, branch };
}

/**
 * One text for one composite, whatever width it was typed in. Only identifiers are folded so; names never are.
 * A number alone is no composite of a health-insurance association: symbol and branch keep their empty places.
 */
export function compositeOf({ insurerNumber, symbol, number, branch }: InsuredIdentifiers): string {
  return JSON.stringify([insurerNumber, symbol, number, branch].map((part) => fold(part)));
}

/** One text for one own key, whatever width it was typed in, and never one that is a composite's. */
export function ownKeyOf({ ownKey }: OwnKey): string {
  return JSON.stringify({ ownKey: fold(ownKey) });
}

export function isSameOwnKey(one: string | null, other: string | null): boolean {
  if (one === null || other === null) return one === other;
  return ownKeyOf({ ownKey: one }) === ownKeyOf({ ownKey: other });
}

// One hyphen has several code points, depending on who converted from Shift_JIS. Blank is as good as absent.
function fold(part: string | null): string | null {
  return (
    (part ?? '')
      .normalize('NFKC')
      .replaceAll(/\s/g, '')
      .replaceAll(/[‐‑‒–—−]/g, '-') || null
  );
}

/** Eight digits; six for national health insurance, which has no prefix of two digits for the law it rests on. */
export const INSURER_NUMBER = /^(?:\d{6}|\d{8})$/;

/** Whether the last digit of an insurer number (保険者番号) is the check digit (検証番号) of those before. */
export function isInsurerNumber(text: string): boolean {
  return INSURER_NUMBER.test(text) && checkDigitOf(text.slice(0, -1)) === text.at(-1);
}

/** Weights 2, 1, 2, 1 … from the right; the digits of each product are added, and what is missing to a ten is the digit. */
export function checkDigitOf(digits: string): string {
  let sum = 0;
  for (let index = 0; index < digits.length; index += 1) {
    const product = Number(digits[index]) * ((digits.length - index) % 2 === 1 ? 2 : 1);
    sum += product > 9 ? product - 9 : product;
  }
  return String((10 - (sum % 10)) % 10);
}
