import { endOfYears, keepingOf, retainUntil, type KeptRecord } from './retention.js';

describe('the statutory end of keeping, Rules 21 and 25, art. 29(2)', () => {
  it.each([
    ['2023-03-01', '2026-03-01', '2026-02-28', '2024-02-29'],
    ['2024-02-28', '2027-02-28', '2027-02-27', '2025-02-27'],
    ['2024-02-29', '2027-02-28', '2027-02-28', '2025-02-28'],
    ['2024-03-01', '2027-03-01', '2027-02-28', '2025-02-28'],
    ['2024-04-01', '2027-04-01', '2027-03-31', '2025-03-31'],
    ['2025-02-28', '2028-02-29', '2028-02-27', '2026-02-27'],
    ['2026-11-22', '2029-11-22', '2029-11-21', '2027-11-21'],
    ['2018-02-01', '2021-02-01', '2021-01-31', '2019-01-31'],
  ])('anchored on %s is EACH %s, BATCH %s, CONTRACT %s', (anchor, each, batch, contract) => {
    expect(retainUntil('EACH', anchor)).toBe(each);
    expect(retainUntil('PROXY', anchor)).toBe(each);
    expect(retainUntil('BATCH', anchor)).toBe(batch);
    expect(retainUntil('CONTRACT', anchor)).toBe(contract);
  });

  it('A03: a record made on 29 February is kept until 28 February and disposable from 1 March', () => {
    expect(retainUntil('EACH', '2024-02-29')).toBe('2027-02-28');
    expect(keepingOf(aRecord({ madeOn: '2024-02-29', lastOn: '2024-02-29' })).disposableFrom).toBe('2027-03-01');
  });

  it('A04: a record made on 28 February 2025 is kept over the leap day of 2028', () => {
    expect(retainUntil('EACH', '2025-02-28')).toBe('2028-02-29');
  });

  it('A05: a contract record counts the day of the last send as day 1, Rules 21(i)', () => {
    expect(retainUntil('CONTRACT', '2023-03-01')).toBe('2024-02-29');
  });

  it('ends on the day before the anniversary, Civil Code 143(2)', () => {
    expect(endOfYears('2026-04-01', 1)).toBe('2027-03-31');
    expect(endOfYears('2024-02-29', 4)).toBe('2028-02-28');
    expect(endOfYears('2024-02-29', 1)).toBe('2025-02-28');
  });
});

describe('the first day of disposal', () => {
  it('A06: is not there while a batch series is open', () => {
    const open = aRecord({ method: 'BATCH', seriesClosed: false });
    expect(keepingOf(open)).toEqual({ retainUntil: null, disposableFrom: null, reasons: ['SERIES_OPEN'] });
  });

  it('is guarded by three years from the making of a batch, PPC Q&A 13-35; its statutory end stays', () => {
    const late = aRecord({ method: 'BATCH', madeOn: '2026-05-10', lastOn: '2026-04-30' });
    expect(keepingOf(late)).toEqual({
      retainUntil: '2029-04-29',
      disposableFrom: '2029-05-11',
      reasons: ['LATER_MAKING'],
    });
  });

  it('is guarded for every method where the association keeps the later date', () => {
    const rules = { years: { EACH: 3, BATCH: 3, CONTRACT: 1, PROXY: 3 }, keepLaterDate: true };
    const late = aRecord({ method: 'CONTRACT', madeOn: '2026-05-10', lastOn: '2026-04-30' });
    expect([keepingOf(late).disposableFrom, keepingOf(late, rules).disposableFrom]).toEqual([
      '2027-04-30',
      '2027-05-11',
    ]);
  });

  it('takes the day of the send where an EACH record was made before it', () => {
    expect(keepingOf(aRecord({ madeOn: '2026-03-01', lastOn: '2026-04-01' })).disposableFrom).toBe('2029-04-02');
  });

  it('follows the method that the proxy used', () => {
    const by = (proxyMethod: KeptRecord['proxyMethod']) =>
      keepingOf(aRecord({ method: 'PROXY', proxyMethod, madeOn: '2026-04-02' })).retainUntil;
    expect([by('CONTRACT'), by('BATCH'), by('EACH'), by(null)]).toEqual([
      '2027-03-31',
      '2029-03-31',
      '2029-04-02',
      '2029-04-02',
    ]);
  });

  it('waits for the records that leave out fields this one holds, Rules 20(2)', () => {
    const dependent = aRecord({ madeOn: '2027-01-01', lastOn: '2027-01-01' });
    expect(keepingOf(aRecord({ dependents: [dependent] }))).toEqual({
      retainUntil: '2029-04-01',
      disposableFrom: '2030-01-02',
      reasons: ['DEPENDENT_RECORD'],
    });
  });

  it('waits for a dependent series that is still open', () => {
    const open = aRecord({ method: 'BATCH', seriesClosed: false });
    const { disposableFrom, reasons } = keepingOf(aRecord({ dependents: [open] }));
    expect([disposableFrom, reasons]).toEqual([null, ['DEPENDENT_RECORD']]);
  });

  it('A54: is not there under a legal hold, and is there again without it', () => {
    const held = aRecord({ extensions: [{ code: 'LEGAL_HOLD', until: null }] });
    const { disposableFrom, reasons } = keepingOf(held);
    expect([disposableFrom, reasons]).toEqual([null, ['LEGAL_HOLD']]);
    expect(keepingOf(aRecord()).disposableFrom).toBe('2029-04-02');
  });

  it('waits for the day of another statute, where that is later', () => {
    const until = (day: string) => keepingOf(aRecord({ extensions: [{ code: 'OTHER_STATUTE', until: day }] }));
    expect(until('2031-03-31')).toMatchObject({ disposableFrom: '2031-04-01', reasons: ['OTHER_STATUTE'] });
    expect(until('2028-03-31')).toMatchObject({ disposableFrom: '2029-04-02', reasons: [] });
  });
});

function aRecord(over: Partial<KeptRecord> = {}): KeptRecord {
  const day = '2026-04-01';
  return { method: 'EACH', madeOn: day, lastOn: day, seriesClosed: true, extensions: [], dependents: [], ...over };
}
