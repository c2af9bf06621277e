import type { Seeded } from '../harness/seeded.js';
import type { Schema } from './contract.js';
import type { Json } from './json-text.js';
import { setMember } from './json-text.js';

/** Values that a field of a name may well have, so that a request comes far. */
export type Known = (name: string) => readonly Json[] | undefined;

interface Surroundings {
  readonly random: Seeded;
  readonly schemas: Readonly<Record<string, Schema>>;
  readonly known: Known;
}

/** How likely a member that may be left out is there: less the deeper it lies. */
const OPTIONAL_CHANCES = [0.4, 0.3, 0.15];
const LIST_LENGTH_MAX = 3;
const KNOWN_CHANCE = 0.85;
const NULL_CHANCE = 0.4;

/** A value that its schema allows, as far as the schema says. */
export function valueOf(schema: Schema, name: string, around: Surroundings, depth = 0): Json {
  const { random, schemas, known } = around;
  if (schema.$ref) return valueOf(schemas[schema.$ref.split('/').at(-1)!]!, name, around, depth);
  if (schema.allOf) return valueOf(schema.allOf[0]!, name, around, depth);
  if (schema.anyOf) return valueOf(random.pick(schema.anyOf), name, around, depth);
  if (schema.enum) return random.pick(schema.enum);
  const types = [schema.type ?? []].flat();
  const type = types.find((one) => one !== 'null');
  if (types.includes('null') && (type === undefined || random.chance(NULL_CHANCE))) return null;
  if (schema.properties) return objectOf(schema, around, depth);
  const values = (known(name) ?? []).filter((value) => isOfKind(value, schema, type));
  if (values.length > 0 && random.chance(KNOWN_CHANCE)) return random.pick(values);
  switch (type) {
    case 'array': {
      const { minItems = 0, maxItems = LIST_LENGTH_MAX, items = {} } = schema;
      const length = Math.min(maxItems, Math.max(minItems, random.below(LIST_LENGTH_MAX)));
      return Array.from({ length }, () => valueOf(items, name, around, depth + 1));
    }
    case 'object':
      return {};
    case 'boolean':
      return random.chance(0.5);
    case 'integer':
    case 'number':
      return Math.min(schema.maximum ?? Infinity, (schema.minimum ?? 0) + random.below(4));
    default:
      return textOf(schema, random);
  }
}

function objectOf({ properties = {}, required = [] }: Schema, around: Surroundings, depth: number): Json {
  const chance = OPTIONAL_CHANCES[Math.min(depth, OPTIONAL_CHANCES.length - 1)]!;
  const object = {};
  for (const [name, schema] of Object.entries(properties)) {
    if (required.includes(name) || around.random.chance(chance))
      setMember(object, name, valueOf(schema, name, around, depth + 1));
  }
  return object;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const FORMS: Readonly<Record<string, RegExp>> = {
  uuid: UUID,
  date: /^\d{4}-\d{2}-\d{2}$/,
  'date-time': /^\d{4}-\d{2}-\d{2}T/,
};

/** A name alone does not say of what kind its values are: `from` is a day, a member or a number. */
function isOfKind(value: Json, schema: Schema, type: string | undefined): boolean {
  const { format = '', pattern, minLength = 0, maxLength = Infinity, minimum = -Infinity, maximum = Infinity } = schema;
  if (typeof value === 'number')
    return (type === 'integer' || type === 'number') && value >= minimum && value <= maximum;
  if (typeof value !== 'string' || type !== 'string' || value.length < minLength || value.length > maxLength)
    return false;
  return (FORMS[format]?.test(value) ?? true) && (pattern === undefined || new RegExp(pattern).test(value));
}

const DAYS = ['2024-04-01', '2025-04-01', '2026-06-10', '2026-11-01', '2027-03-31'];
const HEX = '0123456789abcdef';

function textOf({ format, pattern = '', minLength = 1, maxLength = Infinity }: Schema, random: Seeded): string {
  if (format === 'date') return random.pick(DAYS);
  if (format === 'date-time') return `${random.pick(DAYS)}T0${random.below(10)}:00:00.000Z`;
  if (format === 'uuid') return uuidOf(random);
  if (pattern !== '') return patterned(pattern, maxLength, random);
  return random.pick(['見本', 'みほん 太郎', 'abc', 'x']).slice(0, maxLength).padEnd(minLength, 'あ');
}

function patterned(pattern: string, maxLength: number, random: Seeded): string {
  const made = [
    `a${random.below(30)}`,
    random.pick(['JP', 'US', 'DE']),
    '/party/name',
    random.pick(DAYS),
    '06990014',
    String(random.below(200)).padStart(16, '0'),
    Array.from({ length: 64 }, () => HEX[random.below(16)]).join(''),
  ].filter((text) => text.length <= maxLength && new RegExp(pattern).test(text));
  return made.length > 0 ? random.pick(made) : 'a';
}

/** A random UUID, version 4. */
export function uuidOf(random: Seeded): string {
  const digits = Array.from({ length: 32 }, () => HEX[random.below(16)]!);
  digits[12] = '4';
  digits[16] = '8';
  const text = digits.join('');
  return [text.slice(0, 8), text.slice(8, 12), text.slice(12, 16), text.slice(16, 20), text.slice(20)].join('-');
}
