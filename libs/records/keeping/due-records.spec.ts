import type { Pool } from 'pg';
import { DueFinder } from './due-records.js';
import type { RecordFacts } from './record-facts.js';
import type { Keepings } from './record-keeping.js';

const PAGE = 1_000;
const ruleset = 'jp-appi-2022-04';

/** Pages of records that were due long ago. */
function pages(count: number, last: number): Partial<RecordFacts>[][] {
  const page = (of: number, length: number) =>
    Array.from({ length }, (_, line) => ({
      transferId: `t${of}`,
      line: line + 1,
      method: 'EACH' as const,
      proxyMethod: null,
      madeOn: '2016-06-10',
      occurredOn: '2016-06-10',
      ruleset,
    }));
  return [...Array.from({ length: count }, (_, of) => page(of, PAGE)), page(count, last)];
}

function finder(found: Partial<RecordFacts>[][], isHeld: (record: RecordFacts) => boolean): DueFinder {
  const rows = [...found];
  const pool = { query: async () => ({ rows: rows.shift() ?? [] }) } as unknown as Pool;
  const of = async (_association: string, records: readonly RecordFacts[]) =>
    records.map((record) =>
      isHeld(record)
        ? { disposableFrom: null, reasons: ['LEGAL_HOLD'] }
        : { disposableFrom: '2017-06-11', reasons: [] },
    );
  return new DueFinder(pool, { of } as unknown as Keepings);
}

describe('what is due', () => {
  it('is found behind however many are kept', async () => {
    const due = await finder(pages(12, 1), ({ transferId }) => transferId !== 't12').find('a', '2026-06-10');
    expect(due.disposable.map(({ transferId }) => transferId)).toEqual(['t12']);
    expect([due.kept.length, due.complete]).toEqual([10_000, true]);
  });

  it('is as much as one disposal takes', async () => {
    const due = await finder(pages(12, 1), () => false).find('a', '2026-06-10');
    expect([due.disposable.length, due.complete]).toEqual([10_000, false]);
  });
});
