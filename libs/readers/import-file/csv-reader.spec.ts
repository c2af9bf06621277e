import { Buffer } from 'node:buffer';
import fc from 'fast-check';
import { inShort, readAll, TAKASAKI_SHIFT_JIS } from '../testing/files.js';
import type { CsvColumn } from './csv-columns.js';
import { CsvReader } from './csv-reader.js';
import { FILE_START, ImportFileError, type FilePlace } from './import-entry.js';
import type { ImportEncoding } from './line-decoder.js';

const column = (name: string, part: CsvColumn['part'], kind: CsvColumn['kind'] = 'text'): CsvColumn => ({
  name,
  part,
  kind,
  path: name.replace('member.', '').split('.'),
});
const columns = [
  column('key', 'key'),
  column('count', 'count', 'int'),
  column('purpose', 'transfer'),
  column('party.id', 'transfer'),
  column('items', 'transfer', 'codes'),
  column('groupSize', 'transfer', 'int'),
  column('ground.sale', 'transfer', 'flag'),
  column('ground.masking', 'transfer', 'texts'),
  column('member.ref', 'member'),
  column('member.number', 'member'),
];
const reader = (
  encoding: ImportEncoding = 'utf-8',
  place: FilePlace = FILE_START,
  header: readonly string[] | null = null,
) => new CsvReader({ encoding, columns, place, header });
const read = (file: Uint8Array | string, encoding?: ImportEncoding) => readAll(reader(encoding), file).map(inShort);

const HEADER = 'key,count,purpose,party.id,member.ref';
const TWO = [HEADER, 'k1,2,"健診, 結果",p1,a', 'k1,,,,b', '', 'k2,,"of two\nlines",p1,"c""d"', ',,,,'];
const TWO_READ = [
  '2 transfer k1 {"purpose":"健診, 結果","party":{"id":"p1"}}',
  '2 member k1 {"ref":"a"}',
  '3 member k1 {"ref":"b"}',
  '3 end k1 2',
  '5 transfer k2 {"purpose":"of two\\nlines","party":{"id":"p1"}}',
  '5 member k2 {"ref":"c\\"d"}',
  '5 end k2 null',
];

describe('reading CSV', () => {
  it.each([
    ['LF', TWO.join('\n')],
    ['CRLF, and one at the end', `${TWO.join('\r\n')}\r\n`],
    ['a mark in front', `\uFEFF${TWO.join('\r\n')}`],
  ])('gives a transfer, its members and its end: %s', (_name, file) => {
    expect(read(file)).toEqual(TWO_READ);
  });

  it('comes to the same whatever pieces the file comes in', () => {
    const file = Buffer.from(TWO.join('\r\n'));
    fc.assert(
      fc.property(fc.integer({ min: 1, max: file.length }), (piece) => {
        expect(readAll(reader(), file, piece).map(inShort)).toEqual(TWO_READ);
      }),
    );
  });

  it('goes on behind a transfer with the header that was read', () => {
    const file = Buffer.from(TWO.join('\r\n'));
    const first = reader();
    const all = readAll(first, file);
    const end = all.find(({ kind }) => kind === 'end')!;
    const place = { offset: end.span.offset + end.span.bytes, line: end.span.lastLine };
    const rest = readAll(reader('utf-8', place, first.header), file.subarray(place.offset));
    expect(rest).toEqual(all.slice(all.indexOf(end) + 1));
  });

  it('makes values of the kinds that the columns have, and leaves to the rules what is none', () => {
    const rows = ['key,items,groupSize,ground.sale,ground.masking', 'k1,NAME  SEX,7,true,A|B', 'k2,NAME,7.5,yes,A'];
    const [one, two] = readAll(reader(), rows.join('\n')).filter(({ kind }) => kind === 'transfer');
    expect(one).toMatchObject({
      body: { items: [{ code: 'NAME' }, { code: 'SEX' }], groupSize: 7, ground: { sale: true, masking: ['A', 'B'] } },
    });
    expect(two).toMatchObject({ body: { groupSize: '7.5', ground: { sale: 'yes' } } });
  });

  it('reads Shift_JIS as Windows writes it', () => {
    const file = Buffer.concat([Buffer.from('key,purpose\r\nk,"'), TAKASAKI_SHIFT_JIS, Buffer.from('"\r\n')]);
    expect(read(file, 'shift_jis')[0]).toBe('2 transfer k {"purpose":"髙﨑"}');
  });

  it.each([
    ['k1,,p,p1', 'cell-count'],
    ['k1,,p,p1,b,c', 'cell-count'],
    [',,p,p1,b', 'line-invalid /key'],
    ['k1,,other,p1,b', 'transfer-columns-differ'],
    ['k1,,p,p1,b"c', 'quotes-wrong'],
    ['k1,,p,p1,"b"c', 'quotes-wrong'],
    ['k1,,p,p1,"b', 'quotes-wrong'],
  ])('faults the row %s alone', (row, fault) => {
    const file = [HEADER, 'k1,,p,p1,a', row, 'k1,,p,p1,z', 'k2,,p,p1,y'].join('\n');
    expect(read(file).filter((line) => !line.includes('transfer k') && !line.includes('end'))).toEqual([
      '2 member k1 {"ref":"a"}',
      `3 ${fault}`,
      '4 member k1 {"ref":"z"}',
      '5 member k2 {"ref":"y"}',
    ]);
  });

  it('faults bytes that are none of the encoding in their row alone', () => {
    const file = Buffer.concat([
      Buffer.from(`${HEADER}\nk1,,p,p1,`),
      Buffer.from([0xff]),
      Buffer.from('\nk1,,p,p1,b\n'),
    ]);
    expect(read(file)).toEqual([
      '2 bytes-unreadable',
      '3 transfer k1 {"purpose":"p","party":{"id":"p1"}}',
      '3 member k1 {"ref":"b"}',
      '3 end k1 null',
    ]);
  });

  it('loses one line to a quote that is never closed, however much follows', () => {
    const rows = Array.from({ length: 3_000 }, (_, index) => `k${index},,p,p1,a`);
    const found = read([HEADER, 'k,,"p,p1,a', ...rows].join('\n'));
    expect(found[0]).toBe('2 quotes-wrong');
    expect(found.filter((line) => line.includes('member'))).toHaveLength(3_000);
  });

  it.each([
    ['key,purpose,Purpose2,member.ref', 'Column 3 (Purpose2) is no column of an import.'],
    ['key,purpose,purpose', 'Column 3 (purpose) stands there twice.'],
    ['purpose,member.ref', 'The column key is missing.'],
    ['key,山田太郎', 'Column 2 is no column of an import.'],
  ])('refuses the header row %s and says why', (header, detail) => {
    const details = () => {
      try {
        readAll(reader(), `${header}\nk,a,b`);
        return [];
      } catch (error) {
        return (error as ImportFileError).details;
      }
    };
    expect(details()).toEqual([detail]);
  });

  it('refuses a file without a header row', () => {
    expect(() => readAll(reader(), '')).toThrow(ImportFileError);
    expect(() => readAll(reader(), '\r\n\r\n')).toThrow('header-missing');
  });
});
