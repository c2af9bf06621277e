import { Buffer } from 'node:buffer';
import type { ImportFileError } from '../import-file/import-entry.js';
import type { ImportEncoding } from '../import-file/line-decoder.js';
import { MemberReader } from './member-reader.js';

const HEADER = '記号,番号,枝番,社員番号,氏名,氏名カナ,生年月日,性別';

/** Every row, whatever the size of the pieces in which the file comes. */
function read(bytes: Uint8Array, encoding: ImportEncoding = 'utf-8', piece = 7): unknown[] {
  const reader = new MemberReader(encoding);
  const rows: unknown[] = [];
  for (let from = 0; from < bytes.length; from += piece) rows.push(...reader.push(bytes.subarray(from, from + piece)));
  return [...rows, ...reader.end()];
}
const text = (...rows: string[]) => Buffer.from(rows.join('\r\n'));
const refusal = (bytes: Uint8Array): readonly string[] => {
  try {
    read(bytes);
    return [];
  } catch (error) {
    return (error as ImportFileError).details;
  }
};

describe('a file of members', () => {
  it('is read by the names that columns are called by, and empty cells say nothing', () => {
    const rows = read(
      text(HEADER, '101,1,00,S-1,髙見本 太郎,タカミホン タロウ,昭和53年5月14日,男', '101,2,00,,見本 花子,,,'),
    );
    expect(rows).toMatchObject([
      {
        kind: 'member',
        span: { line: 2 },
        body: {
          symbol: '101',
          number: '1',
          branch: '00',
          ownKey: 'S-1',
          name: '髙見本 太郎',
          kana: 'タカミホン タロウ',
          birthDate: '1978-05-14',
          sex: '男',
        },
      },
      { kind: 'member', span: { line: 3 }, body: { symbol: '101', number: '2', branch: '00', name: '見本 花子' } },
    ]);
    expect((rows[1] as { body: object }).body).not.toHaveProperty('kana');
  });

  it('may be in Shift_JIS', () => {
    // 番号,氏名 / 1,見本
    const bytes = Buffer.from([
      0x94, 0xd4, 0x8d, 0x86, 0x2c, 0x8e, 0x81, 0x96, 0xbc, 0x0a, 0x31, 0x2c, 0x8c, 0xa9, 0x96, 0x7b,
    ]);
    expect(read(bytes, 'shift_jis', 1)).toMatchObject([{ body: { number: '1', name: '見本' } }]);
  });

  it('goes on behind a row that cannot be read, and quotes nothing of it', () => {
    const rows = read(text('number,name,birthDate', '1,見本,いつか', '2', '3,見本 三郎,2001-02-03'));
    expect(rows).toMatchObject([
      { kind: 'fault', code: 'cell-unreadable', pointer: '/birthDate', span: { line: 2 } },
      { kind: 'fault', code: 'cell-count', span: { line: 3 } },
      { kind: 'member', body: { number: '3', birthDate: '2001-02-03' } },
    ]);
    expect(JSON.stringify(rows)).not.toContain('いつか');
  });

  it.each([
    ['a column that nobody knows', 'number,name,体重', ['The column 3 (体重) is none of a member.']],
    ['a name that every object has', 'number,name,constructor', ['The column 3 (constructor) is none of a member.']],
    ['two columns of one field', '番号,被保険者番号,氏名', ['There are two columns for number.']],
    ['a column that is missing', '番号,記号', ['The column name is missing.']],
  ])('is refused for %s', (_, header, details) => {
    expect(refusal(text(header, '1,2,3'))).toEqual(details);
  });

  it('is refused where it is empty', () => {
    expect(refusal(Buffer.alloc(0))).toEqual(['The file has no header row.']);
  });
});
