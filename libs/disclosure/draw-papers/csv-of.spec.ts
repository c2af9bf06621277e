import { csvOf } from './csv-of.js';

const shiftJis = new TextDecoder('shift_jis');

describe('a table as CSV', () => {
  it('says its charset by the mark that programs look for, and ends its lines with CRLF', () => {
    const { bytes, replaced } = csvOf(
      [
        ['氏名', 'メモ'],
        ['髙﨑𠮷濵', null],
      ],
      'utf-8',
    );
    expect(Buffer.from(bytes).toString('utf8')).toBe('\uFEFF氏名,メモ\r\n髙﨑𠮷濵,\r\n');
    expect(replaced).toBe(0);
  });

  it('writes Shift_JIS as Windows does', () => {
    const { bytes, replaced } = csvOf([['髙﨑', '①㈱ｱ']], 'shift_jis');
    expect(shiftJis.decode(bytes)).toBe('髙﨑,①㈱ｱ\r\n');
    expect(replaced).toBe(0);
  });

  it('puts 〓 where Shift_JIS has no such sign, and counts', () => {
    const { bytes, replaced } = csvOf([['𠮷田', '栁', '㋿', 'é?']], 'shift_jis');
    expect(shiftJis.decode(bytes)).toBe('〓田,栁,〓,〓?\r\n');
    expect(replaced).toBe(3);
  });

  it('takes the code point that Windows has for the same sign', () => {
    const { bytes, replaced } = csvOf([['9時〜10時', '5−3']], 'shift_jis');
    expect(shiftJis.decode(bytes)).toBe('9時～10時,5－3\r\n');
    expect(replaced).toBe(0);
  });

  it('guards against formulas in the sign that is written', () => {
    expect(shiftJis.decode(csvOf([['−1']], 'shift_jis').bytes)).toBe("'－1\r\n");
  });

  it('is empty for no rows but its mark', () => {
    expect([...csvOf([], 'utf-8').bytes]).toEqual([0xef, 0xbb, 0xbf]);
    expect(csvOf([], 'shift_jis').bytes).toHaveLength(0);
  });
});
