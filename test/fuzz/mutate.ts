import type { Seeded } from '../harness/seeded.js';
import { setMember, type Json } from './json-text.js';
import type { OddValues } from './odd-values.js';

/** Where a value stands: the object or list that holds it, and under which name. */
interface Place {
  readonly holder: Record<string, Json>;
  readonly name: string;
}

/** The same value with something odd in it at one place, or with something more or less. The original stays as it is. */
export function mutate(value: Json, odd: OddValues, random: Seeded): Json {
  const root: Record<string, Json> = { body: structuredClone(value) as Json };
  const { holder, name } = random.pick(placesIn(root));
  const old = holder[name]!;
  switch (random.below(10)) {
    case 0:
      if (Array.isArray(holder)) holder.splice(Number(name), 1);
      else delete holder[name];
      break;
    case 1:
      setMember(holder, name, random.pick(odd.values));
      break;
    case 2:
      if (typeof old === 'object' && old !== null && !Array.isArray(old)) {
        setMember(old, random.pick(odd.names), random.pick(odd.values));
      }
      break;
    case 3:
      setMember(holder, name, manyOf(old, random));
      break;
    default:
      setMember(holder, name, oddFor(old, odd, random));
  }
  return root['body'] ?? null;
}

function placesIn(holder: object): Place[] {
  return Object.entries(holder).flatMap(([name, value]) => [
    { holder: holder as Record<string, Json>, name },
    ...(typeof value === 'object' && value !== null ? placesIn(value as object) : []),
  ]);
}

/** Of a text that is long already; so that no body of gigabytes comes of it. */
const REPEATED_MAX = 500;

/** The same many times: 1,001 is one more than any list of ours takes. */
function manyOf(value: Json, random: Seeded): Json {
  const count = random.pick([2, 31, 201, 1_001]);
  if (Array.isArray(value)) return Array.from({ length: count }, () => (value[0] as Json) ?? null);
  if (typeof value === 'string') return value.slice(0, REPEATED_MAX).repeat(count);
  return [value, value];
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const INSTANT = /^\d{4}-\d{2}-\d{2}T/;
const UUID = /^[0-9a-f]{8}-/;

/** Mostly odd in its own kind: what is of another kind is refused at the door. */
export function oddFor(value: Json, odd: OddValues, random: Seeded): Json {
  if (random.chance(0.15)) return random.pick(odd.values);
  if (typeof value === 'number') return random.pick(odd.numbers);
  if (typeof value !== 'string') return random.chance(0.5) ? random.pick(odd.texts) : random.pick(odd.numbers);
  if (INSTANT.test(value)) return random.chance(0.8) ? random.pick(odd.instants) : random.pick(odd.days);
  if (DAY.test(value)) return random.chance(0.8) ? random.pick(odd.days) : random.pick(odd.instants);
  if (UUID.test(value) && random.chance(0.6)) return random.pick(odd.ids);
  return random.pick(odd.texts);
}
