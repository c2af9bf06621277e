import { Buffer } from 'node:buffer';
import fc from 'fast-check';
import { inShort, readAll, TAKASAKI_SHIFT_JIS } from '../testing/files.js';
import type { ImportEntry } from './import-entry.js';
import type { ImportEncoding } from './line-decoder.js';
import { LINE_BYTES_MAX } from './line-splitter.js';
import { NdjsonReader } from './ndjson-reader.js';

const read = (file: Uint8Array | string, encoding: ImportEncoding = 'utf-8') =>
  readAll(new NdjsonReader({ encoding }), file).map(inShort);

const TWO = [
  '{"t":"transfer","key":"k1","source":"core"}',
  '{"t":"line","key":"k1","ref":"a"}',
  '',
  '{"t":"end","key":"k1","count":1}',
  '{"t":"transfer","key":"k2","purpose":"髙﨑"}',
  '{"t":"end","key":"k2","count":0}',
];
const TWO_READ = [
  '1 transfer k1 {"source":"core"}',
  '2 member k1 {"ref":"a"}',
  '4 end k1 1',
  '5 transfer k2 {"purpose":"髙﨑"}',
  '6 end k2 0',
];

describe('reading NDJSON', () => {
  it.each([
    ['LF', TWO.join('\n')],
    ['CRLF, and one at the end', `${TWO.join('\r\n')}\r\n`],
    ['a mark in front', `\uFEFF${TWO.join('\n')}`],
    ['blanks on a blank line', TWO.map((line) => line || ' \t').join('\n')],
  ])('gives what each line says and where it stands: %s', (_name, file) => {
    expect(read(file)).toEqual(TWO_READ);
  });

  it('comes to the same whatever pieces the file comes in', () => {
    const file = Buffer.from(TWO.join('\r\n'));
    fc.assert(
      fc.property(fc.integer({ min: 1, max: file.length }), (piece) => {
        const entries = readAll(new NdjsonReader({ encoding: 'utf-8' }), file, piece);
        expect(entries.map(inShort)).toEqual(TWO_READ);
      }),
    );
  });

  it('goes on behind any line as if it had read the lines before', () => {
    const file = Buffer.from(`\uFEFF${TWO.join('\r\n')}`);
    const all = readAll(new NdjsonReader({ encoding: 'utf-8' }), file);
    all.forEach(({ span }, index) => {
      const place = { offset: span.offset + span.bytes, line: span.lastLine };
      const rest: ImportEntry[] = readAll(new NdjsonReader({ encoding: 'utf-8', place }), file.subarray(place.offset));
      expect(rest).toEqual(all.slice(index + 1));
    });
  });

  it('reads Shift_JIS as Windows writes it, with its own characters', () => {
    const line = Buffer.concat([
      Buffer.from('{"t":"line","key":"k","name":"'),
      TAKASAKI_SHIFT_JIS,
      Buffer.from('"}\n'),
    ]);
    expect(read(line, 'shift_jis')).toEqual(['1 member k {"name":"髙﨑"}']);
  });

  it('says which byte is none of the encoding, and reads the lines around it', () => {
    const good = Buffer.from('{"t":"end","key":"k","count":1}\n');
    const bad = Buffer.concat([Buffer.from('{"t":"line","key":"'), Buffer.from([0xe9, 0xab, 0x22, 0x7d, 0x0a])]);
    const entries = readAll(new NdjsonReader({ encoding: 'utf-8' }), Buffer.concat([good, bad, good]));
    expect(entries.map(inShort)).toEqual(['1 end k 1', '2 bytes-unreadable', '3 end k 1']);
    expect(entries[1]).toMatchObject({
      detail: `byte 20 of the line (byte ${good.length + 19} of the file, from 0) is not UTF-8`,
    });
    const japanese = Buffer.concat([TAKASAKI_SHIFT_JIS, Buffer.from([0xa0, 0x0a]), good]);
    const [fault] = readAll(new NdjsonReader({ encoding: 'shift_jis' }), japanese);
    expect(fault).toMatchObject({ code: 'bytes-unreadable', detail: expect.stringContaining('byte 5 of the line') });
  });

  it.each([
    ['{"t":"line"', '1 not-json'],
    ['秘密', '1 not-json'],
    ['[]', '1 line-invalid'],
    ['7', '1 line-invalid'],
    ['null', '1 line-invalid'],
    ['{"t":"line"}', '1 line-invalid /key'],
    ['{"t":"line","key":""}', '1 line-invalid /key'],
    ['{"t":"line","key":7}', '1 line-invalid /key'],
    [`{"t":"line","key":"${'k'.repeat(201)}"}`, '1 line-invalid /key'],
    ['{"t":"lines","key":"k"}', '1 line-invalid /t'],
    ['{"key":"k"}', '1 line-invalid /t'],
    ['{"t":"end","key":"k"}', '1 line-invalid /count'],
    ['{"t":"end","key":"k","count":-1}', '1 line-invalid /count'],
    ['{"t":"end","key":"k","count":"2"}', '1 line-invalid /count'],
  ])('faults the line %s alone, without a word of it', (line, fault) => {
    const good = '{"t":"end","key":"k","count":1}';
    const entries = readAll(new NdjsonReader({ encoding: 'utf-8' }), `${line}\n${good}`);
    expect(entries.map(inShort)).toEqual([fault, '2 end k 1']);
    expect(JSON.stringify(entries[0])).not.toContain('秘密');
  });

  it('takes the longest line there may be, and holds nothing of a longer one', () => {
    const line = (bytes: number) => `{"t":"line","key":"k","x":"${'x'.repeat(bytes - 30)}"}\n`;
    expect(Buffer.byteLength(line(LINE_BYTES_MAX))).toBe(LINE_BYTES_MAX);
    const file = line(LINE_BYTES_MAX) + line(LINE_BYTES_MAX + 1) + line(40);
    const kinds = readAll(new NdjsonReader({ encoding: 'utf-8' }), file, 10_000).map(({ kind, span }) => [
      kind,
      span.line,
    ]);
    expect(kinds).toEqual([
      ['member', 1],
      ['fault', 2],
      ['member', 3],
    ]);
  });
});
