import { disposableFrom, endOfYears, retainUntil, type KeptRecord } from './retention.js';

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
    expect(disposableFrom(aRecord({ madeOn: '2024-02-29', lastOn: '2024-02-29' })).from).toBe('2027-03-01');
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
    expect(disposableFrom(open)).toEqual({ from: null, reasons: ['SERIES_OPEN'] });
  });

  it('is guarded by three years from the making of a batch, PPC Q&A 13-35', () => {
    const late = aRecord({ method: 'BATCH', madeOn: '2026-05-10', lastOn: '2026-04-30' });
    expect(disposableFrom(late).from).toBe('2029-05-11');
  });

  it('takes the day of the send where an EACH record was made before it', () => {
    expect(disposableFrom(aRecord({ madeOn: '2026-03-01', lastOn: '2026-04-01' })).from).toBe('2029-04-02');
  });

  it('waits for the records that leave out fields this one holds, Rules 20(2)', () => {
    const dependent = aRecord({ madeOn: '2027-01-01', lastOn: '2027-01-01' });
    expect(disposableFrom(aRecord({ dependents: [dependent] }))).toEqual({
      from: '2030-01-02',
      reasons: ['DEPENDENT_RECORD'],
    });
  });

  it('waits for a dependent series that is still open', () => {
    const open = aRecord({ method: 'BATCH', seriesClosed: false });
    expect(disposableFrom(aRecord({ dependents: [open] }))).toEqual({ from: null, reasons: ['DEPENDENT_RECORD'] });
  });

  it('is not there under a legal hold', () => {
    expect(disposableFrom(aRecord({ legalHold: true }))).toEqual({ from: null, reasons: ['LEGAL_HOLD'] });
  });
});

function aRecord(over: Partial<KeptRecord> = {}): KeptRecord {
  const day = '2026-04-01';
  return { method: 'EACH', madeOn: day, lastOn: day, seriesClosed: true, legalHold: false, dependents: [], ...over };
}
