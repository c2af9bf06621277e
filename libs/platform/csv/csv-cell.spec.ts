import { csvCell } from './csv-cell.js';

describe('a cell of a CSV file', () => {
  it.each([
    '=1+1',
    '+81',
    '-5',
    '@SUM(A1)',
    '\tx',
    '\rx',
    '＝1',
    '＋1',
    '－1',
    '＠a',
    '−1',
    '  =1',
    '\u3000＝1',
    ' \t@x',
  ])('is no formula: %j', (text) => {
    expect(csvCell(text).replace(/^"/, '')[0]).toBe("'");
  });

  it.each(['髙﨑', '2026-11-29', 'a=b', 'a@example.jp', "'x", ''])('leaves %j as it is', (text) => {
    expect(csvCell(text)).toBe(text);
  });

  it('is quoted where it holds a comma, a quote or a line break', () => {
    expect(csvCell('a,"b"\r\nc')).toBe('"a,""b""\r\nc"');
  });

  it('is empty where nothing is known', () => {
    expect(csvCell(null)).toBe('');
  });
});
