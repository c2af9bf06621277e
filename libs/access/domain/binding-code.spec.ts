import fc from 'fast-check';
import { BINDING_CODE_BYTES, bindingCodeOf, readBindingCode } from './binding-code.js';

const someBytes = fc.uint8Array({ minLength: BINDING_CODE_BYTES, maxLength: BINDING_CODE_BYTES });
const plain = (code: string) => code.replaceAll('-', '');
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

describe('a binding code', () => {
  it('is twelve characters in three groups, of an alphabet without letters that look like others', () => {
    fc.assert(
      fc.property(someBytes, (bytes) => {
        expect(bindingCodeOf(bytes)).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){2}$/);
      }),
    );
  });

  it('holds 50 bits and more: each byte tells in its own character', () => {
    const zero = new Uint8Array(BINDING_CODE_BYTES);
    const codes = Array.from({ length: BINDING_CODE_BYTES }, (_, index) => bindingCodeOf(zero.with(index, 31)));
    expect(new Set(codes).size).toBe(BINDING_CODE_BYTES);
    expect(BINDING_CODE_BYTES * Math.log2(ALPHABET.length)).toBeGreaterThanOrEqual(50);
  });

  it('is read however it is typed', () => {
    const code = bindingCodeOf(new Uint8Array([0, 1, 10, 31, 7, 0, 1, 12, 13, 14, 15]));
    const kept = plain(code);
    const wide = [...code].map((one) => String.fromCharCode(one.charCodeAt(0) + 0xfee0)).join('');
    const spelled = code.replaceAll('0', 'o').replaceAll('1', 'l');
    for (const typed of [code, kept, code.toLowerCase(), ` ${code.replaceAll('-', ' ')} `, wide, spelled])
      expect([typed, readBindingCode(typed)]).toEqual([typed, kept]);
  });

  it('is refused with one wrong character, whichever it is', () => {
    fc.assert(
      fc.property(someBytes, fc.nat(11), fc.nat(31), (bytes, at, other) => {
        const kept = plain(bindingCodeOf(bytes));
        fc.pre(kept[at] !== ALPHABET[other]);
        expect(readBindingCode(kept.slice(0, at) + ALPHABET[other] + kept.slice(at + 1))).toBeNull();
      }),
    );
  });

  it('is none where it is too short, too long or of other characters', () => {
    for (const typed of ['', '-', 'ABCD', 'U'.repeat(12), '0'.repeat(13), '記号番号記号番号記号番号'])
      expect(readBindingCode(typed)).toBeNull();
    expect(readBindingCode('0'.repeat(12))).toBe('0'.repeat(12));
  });
});
