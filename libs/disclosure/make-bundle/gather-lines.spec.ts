import { gatherLines } from './gather-lines.js';

describe('values as lines', () => {
  it.each([0, 1, 2, 3_000])('are one text however many there are: %s', (count) => {
    const values = Array.from({ length: count }, (_, index) => ({ index, name: '見本 𠮷' }));
    const pieces = [...gatherLines(values)];
    expect(Buffer.concat(pieces).toString()).toBe(values.map((one) => `${JSON.stringify(one)}\n`).join(''));
    expect(pieces.every(({ length }) => length > 0)).toBe(true);
  });

  it('have one in a piece of its own that is longer than any piece', () => {
    const long = { text: '見'.repeat(200_000) };
    const pieces = [...gatherLines([{ a: 1 }, long, { b: 2 }])];
    expect(Buffer.concat(pieces).toString()).toBe(`{"a":1}\n${JSON.stringify(long)}\n{"b":2}\n`);
  });
});
