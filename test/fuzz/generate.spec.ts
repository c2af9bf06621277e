import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { Seeded } from '../harness/seeded.js';
import { operationsOf, type OpenApi } from './contract.js';
import { CORPUS } from './corpus.js';
import { bytesOf, SENDERS, toWire } from './fuzz-request.js';
import { Generator, LEFT_OUT } from './generate.js';
import { toJsonText, type Json } from './json-text.js';
import { mutate } from './mutate.js';
import { oddValues } from './odd-values.js';
import { valueOf } from './schema-values.js';
import { fieldsOf, MARKS, NO_HARVEST, SILENT } from './world.js';

const contract = JSON.parse(readFileSync('apps/openapi.json', 'utf8')) as OpenApi;
const operations = operationsOf(contract);
const make = (seed: number, count: number) => {
  const generator = new Generator(contract, NO_HARVEST, seed);
  return Array.from({ length: count }, (_, index) => generator.at(index));
};

describe('the requests of a seed', () => {
  const requests = make(1, 20_000);

  it('are the same every time, each of them by itself, and others for another seed', () => {
    const alone = new Generator(contract, NO_HARVEST, 1).at(123);
    expect(alone).toEqual(requests[123]);
    expect(make(2, 20)).not.toEqual(requests.slice(0, 20));
  });

  it('go to every route of the contract, by everybody', () => {
    const asked = operations.filter(({ route }) => route !== LEFT_OUT).map(({ route }) => route);
    expect(asked).toHaveLength(operations.length - 1);
    expect(new Set(requests.map(({ route }) => route))).toEqual(new Set(asked));
    expect(new Set(requests.map(({ sender }) => sender))).toEqual(new Set(SENDERS));
  });

  it('never hold a mark, so that an answer that holds one has it from elsewhere', () => {
    const marks = [...Object.values(MARKS), ...Object.values(SILENT)];
    for (const request of requests) {
      const text = toWire(request, 'kiroku', null).toString('latin1').toLowerCase();
      expect(marks.filter((mark) => text.includes(mark))).toEqual([]);
    }
  });

  it('hold what no program writes: halves of characters, NUL, numbers beyond all, names of prototypes', () => {
    const all = requests.map(({ target, body }) => `${target}\n${bytesOf(body).toString('latin1')}`).join('\n');
    for (const part of ['\\ud800', '\\u0000', '1e400', '-0', '9007199254740992', '"__proto__"', '2026-02-31'])
      expect([part, all.includes(part)]).toEqual([part, true]);
    const targets = requests.map(({ target }) => target);
    expect(targets.some((target) => target.length > 5_000)).toBe(true);
    expect(new Set(requests.map(({ framing }) => framing)).size).toBeGreaterThan(5);
  });
});

describe('a value made from a schema', () => {
  const ajv = new Ajv2020({ strict: false, validateFormats: false });
  ajv.addSchema({ $id: 'contract', components: contract.components });
  const fields = fieldsOf(NO_HARVEST);
  const known = (name: string) => (Object.hasOwn(fields, name) ? fields[name] : undefined);
  const around = { random: new Seeded(3), schemas: contract.components.schemas, known };
  const withBody = operations.filter(({ body }) => body !== null);

  it.each(withBody.map(({ route, body }) => [route, body!] as const))('is one that it allows: %s', (_route, body) => {
    const name = body.$ref!.split('/').at(-1)!;
    const isValid = ajv.getSchema(`contract#/components/schemas/${name}`)!;
    for (let times = 0; times < 40; times += 1) {
      const value = JSON.parse(toJsonText(valueOf(body, '', around))) as unknown;
      expect([isValid(value), isValid.errors]).toEqual([true, null]);
    }
  });

  it('has an example beside it for every route that takes JSON, which it allows as well', () => {
    for (const { route, body } of withBody.filter((one) => one.route !== LEFT_OUT)) {
      const isValid = ajv.getSchema(`contract#/components/schemas/${body!.$ref!.split('/').at(-1)!}`)!;
      for (let times = 0; times < 20; times += 1) {
        const value = JSON.parse(toJsonText(CORPUS[route]!(around.random))) as unknown;
        expect([route, isValid(value), isValid.errors]).toEqual([route, true, null]);
      }
    }
  });
});

describe('an odd value', () => {
  it('takes the place of another, and leaves the first as it was', () => {
    const value: Json = { a: [{ day: '2026-06-10' }], b: 'x' };
    const before = structuredClone(value);
    const random = new Seeded(5);
    const odd = oddValues(5);
    const made = Array.from({ length: 200 }, () => toJsonText(mutate(value, odd, random)));
    expect(value).toEqual(before);
    expect(new Set(made).size).toBeGreaterThan(100);
  });

  it('is the same for the same seed', () => {
    expect(oddValues(9)).toEqual(oddValues(9));
  });
});
