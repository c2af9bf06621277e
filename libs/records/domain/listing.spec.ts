import { inParts, toKept, toListed, type ListedRecord } from './listing.js';

const aRecord = (transferId: string, line: number, isRestricted = false): ListedRecord => ({
  transferId,
  line,
  isRestricted,
});

describe('a list of records', () => {
  it('joins the lines of a transfer into runs, in the order in which transfers come first', () => {
    const records = [aRecord('b', 2), aRecord('a', 7), aRecord('b', 1), aRecord('b', 4)];
    expect(toListed(records)).toEqual([
      {
        transfer: 'b',
        lines: [
          [1, 2],
          [4, 4],
        ],
      },
      { transfer: 'a', lines: [[7, 7]] },
    ]);
  });

  it('keeps apart the chains of one transfer', () => {
    expect(toListed([aRecord('a', 1), aRecord('a', 2, true), aRecord('a', 3)])).toEqual([
      {
        transfer: 'a',
        lines: [
          [1, 1],
          [3, 3],
        ],
      },
      { transfer: 'a', lines: [[2, 2]], restricted: true },
    ]);
  });

  it('keeps apart what is kept for other reasons', () => {
    const kept = [
      { ...aRecord('a', 1), reasons: ['LEGAL_HOLD'] as const },
      { ...aRecord('a', 2), reasons: ['SERIES_OPEN'] as const },
      { ...aRecord('a', 3), reasons: ['LEGAL_HOLD'] as const },
    ];
    expect(toKept(kept)).toEqual([
      {
        transfer: 'a',
        lines: [
          [1, 1],
          [3, 3],
        ],
        reasons: ['LEGAL_HOLD'],
      },
      { transfer: 'a', lines: [[2, 2]], reasons: ['SERIES_OPEN'] },
    ]);
  });

  it('says of the restricted chain that it is', () => {
    expect(toListed([aRecord('a', 1, true)])).toEqual([{ transfer: 'a', lines: [[1, 1]], restricted: true }]);
  });
});

describe('a list in parts', () => {
  it('loses nothing, keeps its order, and no part is larger than an event may be', () => {
    const entries = Array.from({ length: 2_000 }, (_, n) => ({
      transfer: String(n).padStart(36, '0'),
      lines: [[1, 1] as const],
    }));
    const parts = inParts(entries);
    expect(parts.flat()).toEqual(entries);
    expect(parts.length).toBeGreaterThan(1);
    for (const part of parts) expect(JSON.stringify(part).length).toBeLessThan(40_000);
  });

  it('cuts a transfer whose lines are far apart', () => {
    const lines = Array.from({ length: 10_000 }, (_, n) => [2 * n + 1, 2 * n + 1] as const);
    const parts = inParts([{ transfer: 'a', lines }]);
    expect(parts.flatMap((part) => part.flatMap((entry) => entry.lines))).toEqual(lines);
    for (const part of parts) expect(JSON.stringify(part).length).toBeLessThan(60_000);
  });

  it('has no part where it is empty', () => {
    expect(inParts([])).toEqual([]);
  });
});
