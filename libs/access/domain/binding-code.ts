/** Digits and capitals that no hand confuses: Crockford's base 32. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const BASE = ALPHABET.length;
/** 55 bits; one more character proves that they were typed right. */
const RANDOM_CHARACTERS = 11;
const GROUP = 4;
const SPELLED: Readonly<Record<string, string>> = { O: '0', I: '1', L: '1' };

/** A code out of random bytes, of which there must be one for each character: `7F3K-Q2TW-9XM4`. */
export function bindingCodeOf(bytes: Uint8Array): string {
  // 256 is a multiple of 32: every character is as likely as every other.
  const random = [...bytes.subarray(0, RANDOM_CHARACTERS)].map((byte) => ALPHABET[byte % BASE]!).join('');
  const code = random + checkCharacter(random);
  return code.match(new RegExp(`.{${GROUP}}`, 'g'))!.join('-');
}

export const BINDING_CODE_BYTES = RANDOM_CHARACTERS;

/** A code as it is kept, out of what somebody typed: any width and case, with blanks and hyphens; null where it is none. */
export function readBindingCode(typed: string): string | null {
  const plain = typed
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s‐-―−ー-]/g, '');
  const code = [...plain].map((character) => SPELLED[character] ?? character).join('');
  if (code.length !== RANDOM_CHARACTERS + 1 || [...code].some((one) => !ALPHABET.includes(one))) return null;
  return checkCharacter(code.slice(0, -1)) === code.at(-1) ? code : null;
}

/** Luhn's sum in base 32: one wrong character is always found, and nearly every pair that changed places. */
function checkCharacter(text: string): string {
  let sum = 0;
  for (const [index, character] of [...text].reverse().entries()) {
    const value = ALPHABET.indexOf(character) * (index % 2 === 0 ? 2 : 1);
    sum += Math.floor(value / BASE) + (value % BASE);
  }
  return ALPHABET[(BASE - (sum % BASE)) % BASE]!;
}
