import { aTransfer, ruleset } from '../testing/builders.js';
import { deriveTransfer } from './derive-transfer.js';
import { TRANSFER_FACT_NAMES } from './derived-facts.js';
import { note, placeOf, sheetOf } from './fact-sheet.js';

describe('a sheet of facts', () => {
  it('has each part of them at their places, and nothing at the others', () => {
    const sheet = sheetOf({ location: 'JP' }, { sale: false });
    expect(['location', 'sale', 'route'].map((name) => sheet[placeOf(name)])).toEqual(['JP', false, undefined]);
  });

  it('is another one each time, and is written over', () => {
    const [one, other] = [sheetOf({ sale: false }), sheetOf({ sale: false })];
    note(one, { sale: true });
    expect([one[placeOf('sale')], other[placeOf('sale')]]).toEqual([true, false]);
  });

  it('takes a fact that no condition has named before', () => {
    const sheet = sheetOf();
    note(sheet, { neverNamed: 'here' } as object);
    expect(sheet[placeOf('neverNamed')]).toBe('here');
  });

  it('of a transfer leaves none of its facts open', () => {
    const sheet = deriveTransfer(ruleset, aTransfer());
    expect(TRANSFER_FACT_NAMES.filter((name) => sheet[placeOf(name)] === undefined)).toEqual([]);
  });
});
