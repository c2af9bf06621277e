import fc from 'fast-check';
import { foldName, variantsOf } from '../domain/fold-name.js';
import { VARIANT_CHARACTERS } from './variant-characters.js';

const fold = (name: string) => foldName(name, VARIANT_CHARACTERS);

describe('a name that is compared', () => {
  it.each([
    ['of either width', 'ﾀｶｻｷ ﾐﾎﾝ', 'タカサキ　ミホン'],
    ['with half-width voiced marks', 'ﾊﾞﾊﾞ ﾊﾟｳﾛ', 'ババ パウロ'],
    ['with voiced marks of their own', 'タ゛テ ハ゜', 'ダテ パ'],
    ['in either syllabary', 'さとう ひろみ', 'サトウ ヒロミ'],
    ['with small kana or without', 'シヨウコ', 'しょうこ'],
    ['with a long mark, a hyphen, or none', 'ローラ', 'ロ-ラ'],
    ['with ぢ and づ', 'みづほ ちぢわ', 'ミズホ チジワ'],
    ['in small letters', 'SMITH John', 'Ｓｍｉｔｈ　ＪＯＨＮ'],
    ['with points', 'ジャン・ポール', 'ジャン＝ポール'],
    ['with a mark of repetition', '佐々木', '佐佐木'],
    ['with the ladder 髙', '髙橋 高志', '高橋 髙志'],
    ['with 﨑 and 嵜', '山﨑', '山嵜'],
    ['with 邉 and 邊', '渡邉', '渡邊'],
    ['with 辺', '渡邉', '渡辺'],
    ['with 齋, 齊 and 斎', '齋藤', '斉藤'],
    ['with 齊 and 斎', '齊藤', '斎藤'],
    ['with 澤', '澤田', '沢田'],
    ['with 濵 and 濱', '濵口', '濱口'],
    ['with 浜', '濵口', '浜口'],
    ['with 𠮷, which is of two code units', '𠮷田', '吉田'],
    ['with 德', '德川', '徳川'],
    ['with a character of the compatibility block', '神\u{FA19}', '神神'],
    ['with a selector of a shape', '葛\u{E0100}城', '葛城'],
  ])('is the same %s', (_, one, other) => {
    expect(fold(one)).toBe(fold(other));
    expect(fold(one)).not.toBe('');
  });

  it.each([
    ['田中', '中田'],
    ['ハナ', 'バナ'],
    ['高橋', '橋高'],
    ['太田', '大田'],
  ])('%s is not %s', (one, other) => {
    expect(fold(one)).not.toBe(fold(other));
  });

  it('is folded once: again nothing changes', () => {
    const character = fc.oneof(
      fc.constantFrom(...VARIANT_CHARACTERS.keys(), 'ー', '々', '゛', 'ｶ', 'ﾞ', '・', ' ', 'ヶ', 'É', '\u0301'),
      fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 1 }),
    );
    fc.assert(
      fc.property(fc.array(character, { maxLength: 12 }), (characters) => {
        const once = fold(characters.join(''));
        expect(fold(once)).toBe(once);
      }),
    );
  });

  it('is nothing where nothing can be compared', () => {
    expect(['', ' 　', '・', '々', 'ー'].map(fold)).toEqual(['', '', '', '', '']);
  });
});

describe('the table of variants', () => {
  it('leads from every variant to a character that is none', () => {
    const bases = [...VARIANT_CHARACTERS.values()];
    expect(bases.filter((base) => VARIANT_CHARACTERS.has(base))).toEqual([]);
    expect(VARIANT_CHARACTERS.size).toBeGreaterThan(200);
  });

  it('is asked for characters that one width leaves alone', () => {
    expect([...VARIANT_CHARACTERS.keys()].filter((one) => one.normalize('NFKC') !== one)).toEqual([]);
  });

  it('takes a row of variants apart by characters and not by code units', () => {
    expect([...variantsOf({ 吉: '𠮷' })]).toEqual([['𠮷', '吉']]);
  });
});
