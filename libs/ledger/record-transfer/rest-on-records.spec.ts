import { Refusal } from '#platform';
import type { NamedRecord } from '../domain/named-record.js';
import { aStatement, details } from '../testing/statements.js';
import { recordsNamedBy, restsOn } from './rest-on-records.js';

const BASE = '55555555-5555-4555-8555-555555555555:1';
const record = { method: null, seriesId: null, madeOn: null, proxyBy: null, baseRecord: null };
const confirmation = {
  providerHow: null,
  acquisition: null,
  acquisitionHow: null,
  documentRef: null,
  sameAsRecord: BASE,
};

function aRecord(over: Partial<NamedRecord> = {}): NamedRecord {
  return {
    transfer: BASE.slice(0, 36),
    line: 1,
    register: 'receipt',
    party: { id: 'mihon-seizo' },
    gone: null,
    holdsAcquisition: true,
    ...over,
  };
}

const receiptOnBase = aStatement({ direction: 'IN', details: details({ record: { ...record, baseRecord: BASE } }) });
const sameAgain = aStatement({ direction: 'IN', details: details({ confirmation }) });
const rests = (statement: typeof sameAgain, ...known: readonly NamedRecord[]) =>
  restsOn(statement, new Map(known.map((one) => [BASE, one])));

function refusalOf(act: () => unknown): [string, string | undefined] {
  try {
    act();
  } catch (error) {
    if (error instanceof Refusal) return [error.code, error.facts.errors?.[0]?.detail];
    throw error;
  }
  throw new Error('Nothing was refused.');
}

describe('a base record (Rules 20(2), 24(2))', () => {
  it('is named by its id in the header, and says which fields are left to it', () => {
    expect(rests(receiptOnBase, aRecord())).toEqual({
      base: { record: BASE, kept: true, omits: ['acquisition'] },
      sameAs: null,
      links: { base: BASE },
    });
  });

  it.each([
    ['nobody knows', undefined, 'record-unknown', 'is no record of this association'],
    ['was disposed of', { gone: 'disposed' }, 'record-not-kept', 'was disposed of'],
    ['is due for disposal', { gone: 'due' }, 'record-not-kept', 'is due for disposal'],
    ['was voided', { gone: 'voided' }, 'record-not-kept', 'was voided'],
    ['is in quarantine', { gone: 'in-quarantine' }, 'record-not-kept', 'is of a receipt in quarantine'],
    ['is in the other register', { register: 'provision' }, 'record-unknown', 'is a record of the other register'],
  ] as const)('is refused where it %s', (_what, over, code, detail) => {
    const known = over === undefined ? [] : [aRecord(over)];
    expect(refusalOf(() => rests(receiptOnBase, ...known))).toEqual([code, detail]);
  });

  it('is left no field that the statement holds itself', () => {
    const stated = { ...confirmation, acquisition: '本人から', sameAsRecord: null };
    const whole = aStatement({
      direction: 'IN',
      details: details({ record: { ...record, baseRecord: BASE }, confirmation: stated }),
    });
    expect(rests(whole, aRecord()).base).toMatchObject({ omits: [] });
  });
});

describe('an identical confirmation (Rules 22(3))', () => {
  it('counts where a kept receipt record of the same provider holds it', () => {
    expect(rests(sameAgain, aRecord())).toMatchObject({
      sameAs: { record: BASE, kept: true },
      links: { sameAs: BASE },
    });
  });

  it.each<[string, Partial<NamedRecord>]>([
    ['of another provider', { party: { id: 'mihon-shokuhin' } }],
    ['of a provider whose key is gone', { party: null }],
    ['that is disposed of', { gone: 'disposed' }],
    ['that holds no acquisition', { holdsAcquisition: false }],
    ['of what was sent', { register: 'provision' }],
  ])('does not count by a record %s, and takes nothing away from the receipt', (_what, over) => {
    expect(rests(sameAgain, aRecord(over))).toMatchObject({ sameAs: { kept: false }, links: {} });
  });
});

it('names both records that a statement points at', () => {
  expect(recordsNamedBy(sameAgain)).toEqual([BASE]);
  expect(recordsNamedBy(receiptOnBase)).toEqual([BASE]);
  expect(recordsNamedBy(aStatement())).toEqual([]);
});
