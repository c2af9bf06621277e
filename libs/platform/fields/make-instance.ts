import { rulesOf, type FieldRule } from './field-rules.js';

type Fields = Readonly<Record<string, unknown>>;

const rulesOfTypes = new WeakMap<object, ReadonlyMap<string, FieldRule>>();

/** A good value as an object of its class, with those inside it: what class-transformer makes of it, without its cost. */
export function makeInstance(type: new () => object, value: object): object {
  const rules = rulesOfTypes.get(type) ?? rulesOf(type);
  rulesOfTypes.set(type, rules);
  const made = new type() as Record<string, unknown>;
  for (const [name, part] of Object.entries(value as Fields)) made[name] = makePart(rules.get(name), part);
  return made;
}

function makePart(rule: FieldRule | undefined, part: unknown): unknown {
  if (!rule?.inside || typeof part !== 'object' || part === null) return part;
  const type = rule.inside();
  return Array.isArray(part) ? part.map((one) => makeInstance(type, one as object)) : makeInstance(type, part);
}
