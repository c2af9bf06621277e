import fc from 'fast-check';
import { rawJson, type Json } from './json-text.js';

/** Values that have broken programs before, and some that nobody thought of. */
export interface OddValues {
  readonly texts: readonly string[];
  readonly days: readonly string[];
  readonly instants: readonly string[];
  readonly numbers: readonly Json[];
  readonly names: readonly string[];
  readonly ids: readonly string[];
  readonly values: readonly Json[];
}

const TEXTS = [
  '',
  ' ',
  '\n',
  '\t見本\r\n',
  '\0',
  'a\0b',
  '\u001b[31m',
  '\ud800',
  '見本\udc00',
  '\udfff\ud800',
  '\ufeff見本',
  '\uffff',
  '\u202e見本',
  '\u200f\u061c',
  '\u200b',
  '\u2028',
  'e\u0301\u0301\u0301',
  'か\u3099',
  '𠮷',
  '葛\u{e0100}',
  '👨‍👩‍👧‍👦',
  'ﾐﾎﾝ',
  '０１２３',
  '٣',
  'ﷺ',
  'İ',
  'ß',
  '123456789018',
  '1234-5678-9018',
  '１２３４５６７８９０１８',
  'null',
  'undefined',
  'NaN',
  'true',
  '-0',
  '1e400',
  '0x10',
  "'; DROP TABLE event_store.event; --",
  '" OR 1=1',
  '%',
  '%s%n',
  '%00',
  '\\',
  '\\u0000',
  '../../../etc/passwd',
  '${jndi:ldap://localhost/a}',
  '{{7*7}}',
  '<script>alert(1)</script>',
  '=1+1',
  '$$',
  'a'.repeat(65),
  'あ'.repeat(201),
  '𠮷'.repeat(500),
  'e\u0301'.repeat(2_000),
  'a'.repeat(100_000),
];

const NAMES = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'hasOwnProperty',
  'length',
  'then',
  'toJSON',
  '',
  ' ',
  '\0',
  '\ud800',
  'a/b~c',
  '0',
  '-1',
  'ref ',
  'REF',
  'x'.repeat(5_000),
];

const DAYS = [
  '2026-02-31',
  '2026-02-29',
  '2024-02-29',
  '2026-00-10',
  '2026-13-01',
  '2026-06-00',
  '0000-01-01',
  '0001-01-01',
  '1868-01-24',
  '1868-01-25',
  '1900-02-29',
  '1970-01-01',
  '9999-12-30',
  '9999-12-31',
  '10000-01-01',
  '+010000-01-01',
  '-000001-01-01',
  '2026-6-1',
  '20260601',
  '2026-06-01T00:00:00Z',
  '令和8年6月1日',
  'infinity',
  '-infinity',
  'now',
  'epoch',
  '２０２６-０６-０１',
  '2026-06-01\n',
];

const INSTANTS = [
  '2026-06-10T00:00:00+15:59',
  '2026-06-10T00:00:00-15:59',
  '2026-06-10T00:00:00+16:00',
  '2026-06-10T00:00:00+23:59',
  '2026-06-10T00:00:00-23:59',
  '1868-01-25T00:00:00+23:59',
  '1868-01-25T00:00:00Z',
  '9999-12-29T23:59:59-23:59',
  '9999-12-30T00:00:00Z',
  '9999-12-31T23:59:59.999999999Z',
  '2026-06-10T23:59:60Z',
  '2026-06-10T24:00:00Z',
  '2026-06-10T00:00:00.123456789Z',
  '2026-06-10T00:00:00',
  '2026-06-10 00:00:00Z',
  '2026-02-30T00:00:00Z',
  '0000-01-01T00:00:00Z',
  'infinity',
];

const NUMBERS: readonly Json[] = [
  0,
  rawJson('-0'),
  1,
  -1,
  200,
  201,
  1_000,
  2_147_483_647,
  2_147_483_648,
  -2_147_483_649,
  4_294_967_296,
  Number.MAX_SAFE_INTEGER,
  rawJson('9007199254740992'),
  rawJson('9223372036854775808'),
  rawJson('1e400'),
  rawJson('-1e400'),
  rawJson('1e-400'),
  rawJson('1.0'),
  rawJson('1E2'),
  rawJson(`1${'0'.repeat(400)}`),
  0.1,
  1.5,
  Number.MAX_VALUE,
  Number.MIN_VALUE,
];

const IDS = [
  '00000000-0000-0000-0000-000000000000',
  'ffffffff-ffff-ffff-ffff-ffffffffffff',
  '7B89296C-6DCB-4C50-8857-7EB1924770D3',
  '{7b89296c-6dcb-4c50-8857-7eb1924770d3}',
  '7b89296c6dcb4c5088577eb1924770d3',
  'urn:uuid:7b89296c-6dcb-4c50-8857-7eb1924770d3',
  '7b89296c-6dcb-4c50-8857-7eb1924770d',
  '7b89296c-6dcb-4c50-8857-7eb1924770d3\n',
  'me',
  'new',
  '*',
  '.',
  '..',
];

const SHAPES: readonly Json[] = [
  null,
  true,
  false,
  [],
  {},
  [[]],
  [null],
  [{}],
  { a: { b: { c: {} } } },
  rawJson(`${'['.repeat(40)}${']'.repeat(40)}`),
  rawJson(`${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}`),
  rawJson('{"__proto__":{"isAdmin":true}}'),
  rawJson('{"constructor":{"prototype":{"x":1}}}'),
  rawJson('{"id":1,"id":2}'),
  rawJson(`[${'0,'.repeat(9_999)}0]`),
  rawJson(`{${Array.from({ length: 500 }, (_, index) => `"n${index}":0`).join(',')}}`),
];

/** So many of each are made by chance besides those of the lists. */
const MADE = 200;
/** Days and instants that are in order are not odd. */
const DAYS_MADE = 30;

/** The same seed, the same values. */
export function oddValues(seed: number): OddValues {
  const sampled = <Value>(arbitrary: fc.Arbitrary<Value>, numRuns = MADE) => fc.sample(arbitrary, { seed, numRuns });
  const texts = sampled(
    fc.oneof(fc.string({ unit: 'binary', maxLength: 60 }), fc.string({ unit: 'grapheme', maxLength: 250 })),
  );
  const years = sampled(
    fc.date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true }),
    DAYS_MADE,
  );
  return {
    texts: [...TEXTS, ...texts],
    days: [...DAYS, ...years.map((date) => date.toISOString().slice(0, 10))],
    instants: [...INSTANTS, ...years.map((date) => date.toISOString())],
    numbers: [...NUMBERS, ...sampled(fc.oneof(fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true })))],
    names: [...NAMES, ...texts.slice(0, 20)],
    ids: [...IDS, ...sampled(fc.uuid())],
    values: [...SHAPES, ...(sampled(fc.jsonValue({ maxDepth: 3 })) as Json[])],
  };
}
