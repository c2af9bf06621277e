import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import {
  checkDigitOf,
  compositeOf,
  identifiersOn,
  isInsurerNumber,
  isSameOwnKey,
  ownKeyOf,
  type InsuredIdentifiers,
} from './identifiers.js';

const digit = fc.constantFrom(...'0123456789');

describe('an insurer number', () => {
  it.each(['06990014', '00000000', '12345674', '01010016', '990010', '138057'])(
    '%s has the right check digit',
    (text) => {
      expect(isInsurerNumber(text)).toBe(true);
    },
  );

  it('is not right when two neighbours are exchanged', () => {
    expect(isInsurerNumber('60990014')).toBe(false);
  });

  it.each(['0699001', '069900144', '0699001x', '０６９９００１４', ' 06990014', '06990014\n', '00000', ''])(
    '%j is none',
    (text) => {
      expect(isInsurerNumber(text)).toBe(false);
    },
  );

  const digits = fc
    .constantFrom(5, 7)
    .chain((length) => fc.string({ unit: digit, minLength: length, maxLength: length }));

  it('has one right check digit among ten', () => {
    fc.assert(
      fc.property(digits, (text) => {
        const right = [...'0123456789'].filter((last) => isInsurerNumber(text + last));
        expect(right).toEqual([checkDigitOf(text)]);
      }),
    );
  });

  it('is a right one in every sample association', () => {
    const samples = new URL('../../../deploy/samples/', import.meta.url);
    const files = readdirSync(samples).filter((name) => name.endsWith('.json'));
    const numbers = files.flatMap((name) => {
      const text = readFileSync(new URL(name, samples), 'utf8');
      return [...text.matchAll(/"insurerNumber": "([^"]*)"/g)].map(([, number]) => number!);
    });
    expect(numbers.length).toBeGreaterThan(3);
    expect(numbers.filter((number) => !isInsurerNumber(number))).toEqual([]);
  });

  it('is wrong whenever one digit was mistyped', () => {
    fc.assert(
      fc.property(digits, fc.nat(), digit, (text, place, typed) => {
        const number = text + checkDigitOf(text);
        const at = place % number.length;
        const mistyped = number.slice(0, at) + typed + number.slice(at + 1);
        expect(isInsurerNumber(mistyped)).toBe(typed === number[at]);
      }),
    );
  });
});

describe('the full composite', () => {
  const person: InsuredIdentifiers = { insurerNumber: '06990014', symbol: '10-A', number: '123', branch: '01' };
  const same = (other: Partial<InsuredIdentifiers>) => compositeOf({ ...person, ...other }) === compositeOf(person);

  it.each([
    ['full-width digits', { number: '１２３' }],
    ['full-width letters and hyphen', { symbol: '１０－Ａ' }],
    ['the minus sign of another conversion', { symbol: '10−A' }],
    ['the hyphen of Unicode', { symbol: '10‐A' }],
    ['spaces of either width', { symbol: ' 10 -　A' }],
  ])('is the same in %s', (_what, typed) => {
    expect(same(typed)).toBe(true);
  });

  it.each([
    ['number', { number: '124' }],
    ['symbol', { symbol: '10-B' }],
    ['branch', { branch: '02' }],
    ['insurer', { insurerNumber: '00000000' }],
    ['symbol, which is absent', { symbol: null }],
    ['leading zero', { number: '0123' }],
  ])('is another with another %s', (_what, typed) => {
    expect(same(typed)).toBe(false);
  });

  it('never runs its parts together', () => {
    expect(compositeOf({ ...person, symbol: '1', number: '23' })).not.toBe(
      compositeOf({ ...person, symbol: '12', number: '3' }),
    );
    expect(compositeOf({ ...person, symbol: null, branch: '1' })).not.toBe(
      compositeOf({ ...person, symbol: '1', branch: null }),
    );
  });

  it('takes a blank for nothing', () => {
    expect(compositeOf({ ...person, symbol: '　' })).toBe(compositeOf({ ...person, symbol: null }));
  });
});

describe('an own key', () => {
  it.each([
    ['ＡＢ－１０', 'AB-10', true],
    [' AB-10 ', 'AB-10', true],
    ['ab-10', 'AB-10', false],
    ['AB-010', 'AB-10', false],
    [null, 'AB-10', false],
    [null, null, true],
  ])('%j beside %j is the same: %s', (one, other, isSame) => {
    expect(isSameOwnKey(one, other)).toBe(isSame);
  });

  it('is never taken for a composite', () => {
    fc.assert(
      fc.property(fc.string(), fc.option(fc.string()), (text, symbol) => {
        const composite = compositeOf({ insurerNumber: null, symbol, number: text, branch: null });
        expect(ownKeyOf({ ownKey: text })).not.toBe(composite);
      }),
    );
  });
});

describe('the identifiers of a person who was renumbered', () => {
  const had = (number: string) => ({ insurerNumber: '06990014', symbol: '10', number, branch: '00' });
  const person = {
    ...had('3'),
    former: [
      { ...had('1'), until: '2025-03-31' },
      { ...had('2'), until: '2026-03-31' },
    ],
  };

  it.each([
    ['2025-03-31', '1'],
    ['2025-04-01', '2'],
    ['2026-03-31', '2'],
    ['2026-04-01', '3'],
  ])('on %s are those of that day', (day, number) => {
    expect(identifiersOn(person, day)).toEqual(had(number));
  });

  it('are always the same where nothing changed', () => {
    expect(identifiersOn(had('1'), '2001-01-01')).toEqual(had('1'));
  });
});
