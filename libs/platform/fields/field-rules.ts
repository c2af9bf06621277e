/** One thing that must hold of a value, and what is said where it does not. A message never quotes the value. */
export interface FieldCheck {
  readonly name: string;
  readonly holds: (value: unknown) => boolean;
  readonly message: string | ((value: unknown) => string);
}

/** What kind of value a field takes, for whoever reads it out of a file of another form. */
export type FieldKind = 'text' | 'int' | 'flag' | 'texts' | 'object' | 'objects';

/** All that a field states of its values: the one source of both validators. */
export interface FieldRule {
  readonly kind: FieldKind;
  /** May be left out. */
  readonly optional: boolean;
  readonly nullable: boolean;
  readonly checks: readonly FieldCheck[];
  /** The class of the objects inside, where there are any. */
  readonly inside?: () => new () => object;
}

const declared = new WeakMap<object, Map<string, FieldRule>>();

/** Keeps the rule of a field beside its class, in the order of declaration. */
export function declareRule(prototype: object, name: string, rule: FieldRule): void {
  const rules = declared.get(prototype) ?? new Map<string, FieldRule>();
  declared.set(prototype, rules.set(name, rule));
}

/** The rules of a class and of those that it extends. */
export function rulesOf(type: new () => object): ReadonlyMap<string, FieldRule> {
  const lines: (readonly [string, FieldRule])[][] = [];
  for (let at: object | null = type.prototype as object; at; at = Object.getPrototypeOf(at) as object | null) {
    lines.unshift([...(declared.get(at) ?? [])]);
  }
  return new Map(lines.flat());
}
