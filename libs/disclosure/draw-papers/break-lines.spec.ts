import fc from 'fast-check';
import { breakLines } from './break-lines.js';

/** A sign of the west is half as wide as one of Japan. */
const widthOf = (sign: string) => (/^[ -~]/.test(sign) ? 1 : 2);
const broken = (text: string, width: number) => breakLines(text, width, widthOf);

describe('breaking a text into lines', () => {
  it('breaks Japanese anywhere but where no line may begin or end', () => {
    expect(broken('あいうえお', 6)).toEqual(['あいう', 'えお']);
    expect(broken('あいう、えお', 6)).toEqual(['あい', 'う、え', 'お']);
    expect(broken('あい「うえ」', 6)).toEqual(['あい', '「う', 'え」']);
    expect(broken('あいッえ', 4)).toEqual(['あ', 'いッ', 'え']);
  });

  it('keeps words and numbers of the west together', () => {
    expect(broken('あい 2026-11-29まで', 12)).toEqual(['あい ', '2026-11-29ま', 'で']);
    expect(broken('one two three', 8)).toEqual(['one two ', 'three']);
  });

  it('breaks a word that no line can hold', () => {
    expect(broken('abcdefghij', 4)).toEqual(['abcd', 'efgh', 'ij']);
    expect(broken('・abcdefghij', 4)).toEqual(['・', 'abcd', 'efgh', 'ij']);
  });

  it('ends a line where the text does, and leaves an empty one', () => {
    expect(broken('あ\n\nい', 6)).toEqual(['あ', '', 'い']);
    expect(broken('', 6)).toEqual(['']);
  });

  it('draws a sign that is wider than a line', () => {
    expect(broken('あい', 1)).toEqual(['あ', 'い']);
  });

  it('loses nothing, and no line is too wide but by spaces and single signs', () => {
    const text = fc.string({ unit: fc.constantFrom(...'あ亜、「」（）ーa1-. 𠮷か\u3099'), maxLength: 60 });
    fc.assert(
      fc.property(text, fc.integer({ min: 1, max: 20 }), (said, width) => {
        const lines = broken(said, width);
        expect(lines.join('')).toBe(said);
        for (const line of lines) {
          const signs = Array.from(line.trimEnd()).filter((sign) => sign !== '\u3099');
          const used = signs.reduce((sum, sign) => sum + widthOf(sign), 0);
          expect(signs.length === 1 || used <= width).toBe(true);
        }
      }),
    );
  });
});
