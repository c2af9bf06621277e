import fc from 'fast-check';
import { fromBase64, toBase64 } from './bytes.js';

describe('base 64', () => {
  it('reads back what it wrote, as everybody else writes it', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
        const text = toBase64(bytes);
        expect(text).toBe(Buffer.from(bytes).toString('base64'));
        expect(fromBase64(text)).toEqual(bytes);
      }),
    );
  });

  it('reads nothing that is written in another way', () => {
    const wellFormed = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;
    const digits = fc.string({ unit: fc.constantFrom(...'AB/+z9=-_ あ\n'), maxLength: 12 });
    fc.assert(
      fc.property(digits, (text) => {
        const isOurs = wellFormed.test(text) && Buffer.from(text, 'base64').toString('base64') === text;
        expect(fromBase64(text) !== null).toBe(isOurs);
      }),
      { numRuns: 2_000 },
    );
  });

  it.each(['====', '=', 'A===', 'AA=A', 'AB==', 'AAB=', 'AA', 'AAAAA', '\u0100AAA', 'AAA=AAA='])(
    'refuses %j',
    (text) => {
      expect(fromBase64(text)).toBeNull();
    },
  );
});
