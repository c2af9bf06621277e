import { plainToInstance } from 'class-transformer';
import { validate } from 'class-validator';
import { CodeField, DayField, FlagField, InstantField, IntField, ObjectField, TextField, UuidField } from './fields.js';
import { CodesField, ListField, TextsField } from './list-fields.js';

class Part {
  @TextField()
  code!: string;
}

/** What the first rule that a value breaks says; null when it is good. */
async function complaint(decorator: PropertyDecorator, sent: object): Promise<string | null> {
  class Request {
    it: unknown;
  }
  decorator(Request.prototype, 'it');
  const options = { whitelist: true, forbidNonWhitelisted: true, stopAtFirstError: true };
  const [error] = await validate(plainToInstance(Request, sent), options);
  if (!error) return null;
  const [own] = Object.values(error.constraints ?? {});
  return own ?? 'something inside it';
}

const UUID = '0b9c2f6e-3f39-4f5e-9d51-0f6d1c9d7a10';
const fields = {
  text: { make: TextField, good: ['a', '髙﨑', 'a\nb', '0'], bad: [1, '', 'a\u0000b', 'a\ud800', {}, [], true] },
  uuid: { make: UuidField, good: [UUID], bad: [UUID.toUpperCase(), `${UUID}\n`, 'x', 5, `{${UUID}}`] },
  day: {
    make: DayField,
    good: ['2026-11-22', '2024-02-29', '1868-01-25', '9999-12-31'],
    bad: ['2026-02-29', '2026-13-01', '2026-04-31', '2026-1-1', '0000-01-01', '1800-01-01', '令和8年', 20261122],
  },
  instant: {
    make: InstantField,
    good: ['2026-11-22T09:00:00Z', '2026-11-22T09:00:00.123456789+09:00'],
    bad: [
      '2026-11-22T09:00:00',
      '2026-11-22',
      '2026-02-30T00:00:00Z',
      '2026-11-22T24:00:00Z',
      '2026-11-22T09:00:00+24:00',
      '0000-01-01T00:00:00Z',
      '9999-12-31T23:59:59Z',
      1_795_000_000,
    ],
  },
  int: { make: IntField, good: [0, 5, Number.MAX_SAFE_INTEGER], bad: [-1, 1.5, '5', Number.MAX_SAFE_INTEGER + 1, NaN] },
  flag: { make: FlagField, good: [true, false], bad: ['true', 1, 0, {}] },
  code: {
    make: (options?: object) => CodeField(['OUT', 'IN'], options),
    good: ['OUT'],
    bad: ['out', '', 1, ['OUT']],
  },
  object: {
    make: (options?: object) => ObjectField(() => Part, options),
    good: [{ code: 'a' }],
    bad: [[], 'a', 1, {}, { code: 1 }, { code: 'a', more: 1 }],
  },
  list: {
    make: (options?: object) => ListField(() => Part, { max: 2, ...options }),
    good: [[], [{ code: 'a' }]],
    bad: [{}, 'a', [null], [1], [[]], [{}], Array(3).fill({ code: 'a' })],
  },
  codes: {
    make: (options?: object) => CodesField(['A', 'B'], { max: 2, ...options }),
    good: [[], ['A', 'B']],
    bad: [['C'], 'A', [1], ['A', 'A', 'A'], [null]],
  },
  texts: {
    make: (options?: object) => TextsField({ max: 2, length: 3, ...options }),
    good: [[], ['abc']],
    bad: [['abcd'], [''], [1], 'abc', ['a', 'b', 'c'], ['\u0000']],
  },
};

describe.each(Object.entries(fields))('a field of kind %s', (_kind, { make, good, bad }) => {
  it.each(good.map((value) => [value]))('takes %j', async (value) => {
    expect(await complaint(make(), { it: value })).toBeNull();
  });

  it.each(bad.map((value) => [value]))('refuses %j', async (value) => {
    expect(await complaint(make(), { it: value })).not.toBeNull();
  });

  it('is missing when left out or null', async () => {
    expect(await complaint(make(), {})).toBe('is missing');
    expect(await complaint(make(), { it: null })).toBe('is missing');
  });

  it('may be left out, but not be null, when optional', async () => {
    expect(await complaint(make({ optional: true }), {})).toBeNull();
    expect(await complaint(make({ optional: true }), { it: null })).not.toBeNull();
  });

  it('may be null, but not be left out, when nullable', async () => {
    expect(await complaint(make({ nullable: true }), { it: null })).toBeNull();
    expect(await complaint(make({ nullable: true }), {})).not.toBeNull();
  });

  it('may be both when optional and nullable', async () => {
    const decorator = make({ optional: true, nullable: true });
    expect([await complaint(decorator, {}), await complaint(decorator, { it: null })]).toEqual([null, null]);
  });
});

describe('the limits of a field', () => {
  it.each([
    [TextField({ min: 2, max: 3 }), ['ab', 'abc', '𠮷野家'], ['a', 'abcd']],
    [TextField({ pattern: /^\d{2}$/, patternName: 'two digits' }), ['12'], ['1x', '123']],
    [IntField({ min: 2, max: 4 }), [2, 4], [1, 5]],
    [ListField(() => Part, { min: 1, max: 1 }), [[{ code: 'a' }]], [[], [{ code: 'a' }, { code: 'b' }]]],
    [CodesField(['A'], { min: 1, max: 1 }), [['A']], [[], ['A', 'A']]],
    [TextsField({ min: 1, max: 1 }), [['a']], [[], ['a', 'b']]],
  ])('are kept (case %#)', async (decorator, good, bad) => {
    for (const value of good as unknown[]) expect(await complaint(decorator, { it: value })).toBeNull();
    for (const value of bad as unknown[]) expect(await complaint(decorator, { it: value })).not.toBeNull();
  });
});
