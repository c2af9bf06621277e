import { sha256 } from '../sha256.js';

/** Crockford's base 32: no letter that is taken for a digit or for another one. */
const SIGNS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const SIGN_BITS = 5;
const CODE_SIGNS = 16;
const GROUP = /.{4}(?=.)/g;
/** Random bytes of a code: 80 bits, so that nobody finds a document by trying. */
export const CHECK_CODE_BYTES = 10;
/** What people put between signs, and no more of it than somebody types. */
const BETWEEN = /[\s\u3000\-\u2010-\u2015\u2212\uff0d]/g;
const TYPED_MAX = 64;

/** The code by which a document is checked, of ten random bytes: `7K2M-…`, sixteen signs in groups of four. */
export function checkCodeOf(random: Uint8Array): string {
  if (random.length !== CHECK_CODE_BYTES) throw new RangeError(`A code is made of ${CHECK_CODE_BYTES} bytes.`);
  const bits = random.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
  return shownCode(
    Array.from({ length: CODE_SIGNS }, (_, at) => {
      const shift = BigInt(SIGN_BITS * (CODE_SIGNS - 1 - at));
      return SIGNS[Number((bits >> shift) & 31n)];
    }).join(''),
  );
}

/**
 * A code as somebody typed it, as sixteen signs without hyphens: in any case and width, with an O for a zero, an I or an L
 * for a one, and spaces and hyphens anywhere. Null where it is none.
 */
export function readCheckCode(typed: string): string | null {
  if (typed.length > TYPED_MAX) return null;
  const signs = typed.normalize('NFKC').replace(BETWEEN, '').toUpperCase().replace(/O/g, '0').replace(/[IL]/g, '1');
  return signs.length === CODE_SIGNS && [...signs].every((sign) => SIGNS.includes(sign)) ? signs : null;
}

/** Sixteen signs as they are printed. */
export function shownCode(signs: string): string {
  return signs.replace(GROUP, '$&-');
}

/** What the log has of a code: SHA-256 over its sixteen signs, hexadecimal; null where it is no code. */
export function codeSha256(code: string): string | null {
  const signs = readCheckCode(code);
  return signs === null ? null : hexOf(sha256(new TextEncoder().encode(signs)));
}

export function hexOf(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
