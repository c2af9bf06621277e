import fc from 'fast-check';
import {
  addDays,
  endOfYears,
  isSeries,
  keepingOf,
  methodThatCounts,
  RECORD_METHODS,
  retainUntil,
  type KeptRecord,
} from './index.js';

const RUNS = { numRuns: 2_000 };
// Every day of 1999 to 2101: leap years, and 2100, which is none.
const day = fc.integer({ min: 0, max: 37_600 }).map((days) => addDays('1999-01-01', days));
const near = fc.integer({ min: 0, max: 1_200 });
const method = fc.constantFrom(...RECORD_METHODS);
const extension = fc.record({
  code: fc.constantFrom('LEGAL_HOLD' as const, 'OTHER_STATUTE' as const),
  until: fc.option(day),
});
const recordOn = (dependents: fc.Arbitrary<KeptRecord[]>): fc.Arbitrary<KeptRecord> =>
  fc.record({
    method,
    proxyMethod: fc.option(method),
    madeOn: day,
    lastOn: day,
    seriesClosed: fc.boolean(),
    extensions: fc.array(extension, { maxLength: 2 }),
    dependents,
  });
const alone = recordOn(fc.constant([]));
/** With records that rest on it, and others that rest on those. */
const record = recordOn(fc.array(recordOn(fc.array(alone, { maxLength: 2 })), { maxLength: 2 }));

/** The end of a period by the words of Civil Code 143(2), day by day on a calendar of numbers. */
function oracle(start: string, years: number): string {
  const [year, month, date] = start.split('-').map(Number) as [number, number, number];
  const isLeap = (one: number) => (one % 4 === 0 && one % 100 !== 0) || one % 400 === 0;
  const lengths = (one: number) => [31, isLeap(one) ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
  const text = (y: number, m: number, d: number) =>
    [String(y).padStart(4, '0'), String(m).padStart(2, '0'), String(d).padStart(2, '0')].join('-');
  const last = lengths(year + years)[month - 1]!;
  if (date > last) return text(year + years, month, last);
  if (date > 1) return text(year + years, month, date - 1);
  if (month > 1) return text(year + years, month - 1, lengths(year + years)[month - 2]!);
  return text(year + years - 1, 12, 31);
}

describe('the retention calendar', () => {
  it('ends years as Civil Code 143(2) says it, on every day', () => {
    const years = fc.integer({ min: 1, max: 10 });
    fc.assert(
      fc.property(day, years, (start, n) => expect(endOfYears(start, n)).toBe(oracle(start, n))),
      RUNS,
    );
  });

  it('is never shorter for a later day', () => {
    fc.assert(
      fc.property(method, day, near, (by, on, later) => {
        expect(retainUntil(by, addDays(on, later)) >= retainUntil(by, on)).toBe(true);
      }),
      RUNS,
    );
  });

  it('does not count the day of making (Civil Code 140), and counts the day of the last provision (Rules 21)', () => {
    fc.assert(
      fc.property(day, (on) => {
        expect(retainUntil('EACH', on)).toBe(oracle(addDays(on, 1), 3));
        expect(retainUntil('BATCH', on)).toBe(oracle(on, 3));
        expect(retainUntil('CONTRACT', on)).toBe(oracle(on, 1));
      }),
      RUNS,
    );
  });
});

describe('the keeping of any record', () => {
  it('lets nothing go before its statutory end, nor while its series is open', () => {
    fc.assert(
      fc.property(record, (one) => {
        const { retainUntil: end, disposableFrom } = keepingOf(one);
        if (end === null) expect(disposableFrom).toBeNull();
        if (end !== null && disposableFrom !== null) expect(disposableFrom > end).toBe(true);
      }),
      RUNS,
    );
  });

  it('gives a reason whenever it is kept beyond its statutory end, and none where it is not', () => {
    fc.assert(
      fc.property(record, (one) => {
        const { retainUntil: end, disposableFrom, reasons } = keepingOf(one);
        const isExtended = end === null || disposableFrom === null || disposableFrom > addDays(end, 1);
        expect(reasons.length > 0).toBe(isExtended);
      }),
      RUNS,
    );
  });

  it('lets no base go before its dependents', () => {
    fc.assert(
      fc.property(record, (one) => {
        const { disposableFrom: own } = keepingOf(one);
        for (const { disposableFrom } of one.dependents.map((dependent) => keepingOf(dependent))) {
          if (own !== null) expect(disposableFrom !== null && own >= disposableFrom).toBe(true);
        }
      }),
      RUNS,
    );
  });

  it('is never shorter for a later last day, another hold or one more dependent', () => {
    const from = (one: KeptRecord) => keepingOf(one).disposableFrom ?? '9999-12-31';
    fc.assert(
      fc.property(record, record, extension, near, (one, dependent, hold, later) => {
        const longer = [
          { ...one, lastOn: addDays(one.lastOn, later) },
          { ...one, extensions: [...one.extensions, hold] },
          { ...one, dependents: [...one.dependents, dependent] },
        ];
        // A batch that is made late is guarded from its making: a later send may end the guard, but not the keeping.
        for (const other of isSeries(methodThatCounts(one.method, one.proxyMethod)) ? longer.slice(1) : longer)
          expect(from(other) >= from(one)).toBe(true);
      }),
      RUNS,
    );
  });
});
