import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { CHECK_CODE_BYTES, checkCodeOf, codeSha256, readCheckCode, shownCode } from './check-code.js';

const bytes = fc.uint8Array({ minLength: CHECK_CODE_BYTES, maxLength: CHECK_CODE_BYTES });

describe('the code of a document', () => {
  it('has 80 bits in sixteen signs that are not taken for each other', () => {
    expect(checkCodeOf(new Uint8Array(10))).toBe('0000-0000-0000-0000');
    expect(checkCodeOf(new Uint8Array(10).fill(0xff))).toBe('ZZZZ-ZZZZ-ZZZZ-ZZZZ');
    expect(checkCodeOf(Uint8Array.of(0x00, 0x44, 0x32, 0x14, 0xc7, 0x42, 0x54, 0xb6, 0x35, 0xcf))).toBe(
      '0123-4567-89AB-CDEF',
    );
    expect(() => checkCodeOf(new Uint8Array(9))).toThrow(RangeError);
    fc.assert(
      fc.property(bytes, (random) => /^(?:[0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}$/.test(checkCodeOf(random))),
    );
  });

  it('is the same however it is typed', () => {
    fc.assert(
      fc.property(bytes, (random) => {
        const code = checkCodeOf(random);
        const signs = code.replaceAll('-', '');
        const typed = [
          code,
          signs,
          code.toLowerCase(),
          ` ${code.replaceAll('-', '\u3000')} `,
          code.replaceAll('0', 'o').replaceAll('1', 'l'),
          signs.replaceAll('0', 'O').replaceAll('1', 'I'),
          Array.from(code, (sign) => (sign === '-' ? '－' : String.fromCodePoint(sign.codePointAt(0)! + 0xfee0))).join(
            '',
          ),
        ];
        for (const one of typed) expect(readCheckCode(one)).toBe(signs);
        expect(shownCode(signs)).toBe(code);
      }),
    );
  });

  it.each(['', '0123-4567-89AB-CDE', '0123-4567-89AB-CDEF0', '0123-4567-89AB-CDEU', 'あ'.repeat(16), '-'.repeat(100)])(
    'is not %j',
    (typed) => expect([readCheckCode(typed), codeSha256(typed)]).toEqual([null, null]),
  );

  it('stands in the log as a digest of its signs', () => {
    const digest = createHash('sha256').update('0123456789ABCDEF').digest('hex');
    expect(codeSha256('o123 4567 89ab cdef')).toBe(digest);
  });
});
