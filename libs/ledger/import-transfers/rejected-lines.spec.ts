import type { LineOutcome } from './line-outcome.js';
import { keptLine, packRejected, unpackRejected } from './rejected-lines.js';

// Synthetic: its check digit is right.
const NUMBER = '123456789018';
const ID = `3f2b7c0e-5b0a-4c5c-8d27-${NUMBER}`;
const outcome = { line: 3, status: 'rejected', code: 'member-unknown', pointer: '', detail: null } as LineOutcome;

function keptText(text: string): string | null {
  const bytes = Buffer.from(`${text}\r\n`);
  const span = { offset: 10, bytes: bytes.length, line: 3, lastLine: 3 };
  return keptLine('utf-8', { span, reason: null }, outcome, bytes).text;
}

describe('a rejected line that is kept for repair', () => {
  it('is kept without an individual number, Number Act 20', () => {
    expect(keptText(`{"t":"line","upstream":"${NUMBER}"}`)).toBe('{"t":"line","upstream":"************"}');
  });

  it('keeps the ids by which the sender names a transfer', () => {
    const text = `{"t":"transfer","key":"${ID}","externalId":"B04-${ID}"}`;
    expect(keptText(text)).toBe(text);
  });

  it('keeps no number that stands beside an id', () => {
    expect(keptText(`${ID},${NUMBER}`)).toBe(`${ID},************`);
  });
});

describe('rejected lines that are kept together', () => {
  it('are read as they were kept, also those that were kept unpacked', () => {
    const lines = [{ line: 3, code: 'member-unknown', pointer: '', detail: null, text: 'a,b' }];
    expect(unpackRejected(packRejected(lines))).toEqual(lines);
    expect(unpackRejected(Buffer.from(JSON.stringify(lines)))).toEqual(lines);
  });
});
