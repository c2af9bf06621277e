import { ValidationPipe } from '@nestjs/common';
import fc from 'fast-check';
import { Refusal, type FieldError } from '../problems/refusal.js';
import { validationPipe } from '../http/validation.js';
import { compileRules } from './compile-rules.js';
import { CodeField, DayField, FlagField, InstantField, IntField, ObjectField, TextField, UuidField } from './fields.js';
import { CodesField, ListField, TextsField } from './list-fields.js';

const MAYBE = { optional: true, nullable: true } as const;

class Part {
  @TextField({ max: 3 })
  code!: string;

  @IntField({ ...MAYBE, min: 1, max: 9 })
  weight?: number | null;
}

class Base {
  @UuidField({ optional: true })
  ref?: string;
}

class Sent extends Base {
  @TextField({ min: 2, max: 4, pattern: /^[a-z]+$/, patternName: 'small letters' })
  name!: string;

  @CodeField(['OUT', 'IN'], { nullable: true })
  way!: string | null;

  @DayField(MAYBE)
  day?: string | null;

  @InstantField(MAYBE)
  at?: string | null;

  @FlagField({ optional: true })
  flag?: boolean;

  @ObjectField(() => Part, MAYBE)
  part?: Part | null;

  @ListField(() => Part, { min: 1, max: 2 })
  parts!: Part[];

  @CodesField(['A', 'B'], { ...MAYBE, max: 2 })
  codes?: string[] | null;

  @TextsField({ ...MAYBE, max: 2, length: 3 })
  texts?: string[] | null;
}

const rules = compileRules(Sent);
const pipe = validationPipe();

const BODY = { type: 'body', metatype: Sent } as const;
/** What the library makes of a value by itself, which the pipe of requests asks for those alone that are not good. */
const transformed = (value: object) =>
  ValidationPipe.prototype.transform.call(pipe, structuredClone(value), BODY) as Promise<Sent>;

/** What the library says of the same. */
async function validated(value: object): Promise<FieldError[]> {
  try {
    await transformed(value);
    return [];
  } catch (error) {
    return [...((error as Refusal).facts.errors ?? [])];
  }
}

/** The validator looks into what it refused already, and says more of it; one pointer is said once. */
function outermost(errors: readonly FieldError[]): FieldError[] {
  const isInside = (inner: string) => errors.some(({ pointer }) => inner.startsWith(`${pointer}/`));
  return errors
    .filter(({ pointer }) => !isInside(pointer))
    .sort((a, b) => (a.pointer < b.pointer ? -1 : Number(a.pointer > b.pointer)));
}

const odd = fc.constantFrom<unknown>(null, undefined, '', 0, 7.5, true, {}, [], [null], 'a\u0000', 'x'.repeat(9));
const text = fc.constantFrom('ab', 'abcd', 'a', 'abcde', 'AB', 'A', 'B', 'OUT', '2026-02-28', '2026-02-30', '髙\uFE00');
const instant = fc.constantFrom('2026-11-22T09:00:00Z', '2026-11-22T09:00:00', '2026-13-22T09:00:00Z');
const part = fc.record({ code: fc.oneof(text, odd), weight: fc.oneof(fc.integer(), odd) }, { requiredKeys: [] });
const sent = fc.record(
  {
    ref: fc.oneof(fc.uuid(), odd),
    name: fc.oneof(text, odd),
    way: fc.oneof(text, odd),
    day: fc.oneof(text, odd),
    at: fc.oneof(instant, odd),
    flag: fc.oneof(fc.boolean(), odd),
    part: fc.oneof(part, odd),
    parts: fc.oneof(fc.array(part, { maxLength: 3 }), fc.array(odd, { maxLength: 2 }), odd),
    codes: fc.oneof(fc.array(fc.oneof(text, odd), { maxLength: 3 }), odd),
    texts: fc.oneof(fc.array(fc.oneof(text, odd), { maxLength: 3 }), odd),
    'a/b~c': odd,
  },
  { requiredKeys: [] },
);

/** Of which most is good. */
const mostly = <Value>(good: fc.Arbitrary<Value>) =>
  fc.oneof({ weight: 20, arbitrary: good }, { weight: 1, arbitrary: odd });
const goodPart = fc.record({ code: mostly(fc.constantFrom('a', 'abc')), weight: fc.integer({ min: 1, max: 9 }) });
const nearlyGood = fc.record(
  {
    parts: mostly(fc.array(goodPart, { minLength: 1, maxLength: 2 })),
    way: mostly(fc.constantFrom('OUT', 'IN', null)),
    name: mostly(fc.constantFrom('ab', 'abcd')),
    part: mostly(fc.option(goodPart)),
    ref: mostly(fc.uuid()),
    day: mostly(fc.constantFrom('2026-02-28', null)),
    codes: mostly(fc.constantFrom(['A'], ['A', 'B'], [], null)),
    texts: mostly(fc.constantFrom(['abc'], null)),
  },
  { requiredKeys: ['parts', 'way', 'name'] },
);

describe('rules compiled from the declarations of a class', () => {
  it('say what the validator of requests says, of whatever is sent', async () => {
    let refused = 0;
    await fc.assert(
      fc.asyncProperty(sent, async (value) => {
        const said = outermost(rules(value));
        refused += said.length > 0 ? 1 : 0;
        expect(said).toEqual(outermost(await validated(value)));
      }),
      { numRuns: 1_000 },
    );
    expect(refused).toBeGreaterThan(100);
  }, 60_000);

  it('let through what the library would make of it, and nothing else', async () => {
    let good = 0;
    await fc.assert(
      fc.asyncProperty(nearlyGood, async (value) => {
        // What comes in was read from JSON: nothing in it is undefined.
        const body = JSON.parse(JSON.stringify(value)) as object;
        const made = await pipe.transform(body, BODY).catch((error: unknown) => error);
        if (made instanceof Sent) good += 1;
        expect(made).toStrictEqual(await transformed(body).catch((error: unknown) => error));
      }),
      { numRuns: 1_000 },
    );
    const body = { name: 'abc', way: 'IN', part: { code: 'a' }, parts: [{ weight: 2, code: 'a' }, { code: 'b' }] };
    const made = (await pipe.transform(body, BODY)) as Sent;
    expect(made).toStrictEqual(await transformed(body));
    expect([made, made.part, ...made.parts].map((one) => one?.constructor.name)).toEqual([
      'Sent',
      'Part',
      'Part',
      'Part',
    ]);
    expect(good).toBeGreaterThan(100);
    expect(good).toBeLessThan(900);
  }, 60_000);

  it('find nothing in what is good', async () => {
    const good = { name: 'abc', way: null, parts: [{ code: 'a' }], codes: ['A'], day: '2026-02-28' };
    expect([rules(good), await validated(good)]).toEqual([[], []]);
  });

  it('name the field, also of a class that is extended, and never the value', () => {
    const errors = rules({
      ref: 'secret',
      name: 'abc',
      way: 'IN',
      parts: [{ code: 'secret' }, { code: 'a' }],
      'a/b': 1,
    });
    expect(errors).toEqual([
      { pointer: '/a~1b', detail: 'is not a field of this request' },
      { pointer: '/ref', detail: 'is not a UUID in lower case' },
      { pointer: '/parts/0/code', detail: 'must be 1 to 3 characters long' },
    ]);
  });

  it('leave out fields that stand elsewhere', () => {
    const elsewhere = compileRules(Sent, ['parts']);
    expect(elsewhere({ name: 'abc', way: 'IN' })).toEqual([]);
    expect(elsewhere({ name: 'abc', way: 'IN', parts: [{ code: 'a' }] })).toEqual([
      { pointer: '/parts', detail: 'is not a field of this request' },
    ]);
  });
});
