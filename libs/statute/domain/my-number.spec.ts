import { checkDigitOf, maskMyNumbers, myNumberSuspects } from './my-number.js';

describe('the check digit of an individual number', () => {
  it.each([
    ['12345678901', 8],
    ['11111111111', 8],
    ['77777777777', 1],
    ['00000000001', 9],
    ['12300000003', 0],
  ])('of %s is %i', (digits, check) => {
    expect(checkDigitOf(digits)).toBe(check);
  });
});

describe('finding individual numbers in a text, Number Act 19 and 20', () => {
  it.each([
    ['an unbroken run of twelve', '番号は123456789018です', '123456789018'],
    ['A11: full-width digits with spaces', '１２３４ ５６７８ ９０１８', '１２３４ ５６７８ ９０１８'],
    ['full-width digits with wide spaces', '１２３４　５６７８　９０１８', '１２３４　５６７８　９０１８'],
    ['4-4-4 with hyphens', 'No.1234-5678-9018.', '1234-5678-9018'],
    ['4-4-4 with long-vowel marks for hyphens', '１２３４ー５６７８ー９０１８', '１２３４ー５６７８ー９０１８'],
    ['digits in threes', '123 456 789 018', '123 456 789 018'],
    ['digits in uneven groups, twelve in all', '12-3456-789018', '12-3456-789018'],
    ['a run of twelve beside another number', '123456789018 2024', '123456789018'],
    ['4-4-4 after a number and a space', '2026 1234-5678-9018', '1234-5678-9018'],
  ])('suspects %s', (_, text, found) => {
    expect(myNumberSuspects(text).map(({ start, end }) => text.slice(start, end))).toEqual([found]);
  });

  it.each([
    ['a wrong check digit', '123456789012'],
    ['a run of thirteen digits', '1234567890180'],
    ['a run of thirteen that begins with another digit', '9123456789018'],
    ['4-4-4 inside a longer hyphen group', '1234-5678-9018-1234'],
    ['4-4-4 behind another hyphen group', '0120-1234-5678-9018'],
    ['a corporate number written in groups', '1 1234 5678 9018'],
    ['groups with double spaces', '1234  5678  9018'],
    ['eleven digits', '12345678901'],
    ['nothing', ''],
  ])('does not suspect %s', (_, text) => {
    expect(myNumberSuspects(text)).toEqual([]);
  });

  it('does not let a corporate number hide a number that its check digit does not fit', () => {
    expect(myNumberSuspects('2 1234 5678 9018')).toHaveLength(1);
    expect(myNumberSuspects('1 1234-5678-9018')).toHaveLength(1);
  });

  it('masks every digit, keeps the length and the separators, and counts', () => {
    const { text, found } = maskMyNumbers('A 1234-5678-9018、B １１１１１１１１１１１８、C 777777777771');
    expect(text).toBe('A ****-****-****、B ************、C ************');
    expect(found).toBe(3);
  });

  it('takes two suspicions that overlap as one place', () => {
    expect(maskMyNumbers('0480 4605 5490 3151')).toEqual({ text: '**** **** **** ****', found: 1 });
  });

  it('leaves a text without suspects as it was', () => {
    expect(maskMyNumbers('証番号 １２３－４５６')).toEqual({ text: '証番号 １２３－４５６', found: 0 });
  });
});
