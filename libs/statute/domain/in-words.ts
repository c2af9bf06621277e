import type { Condition } from './condition.js';
import type { FactName } from './derived-facts.js';
import type { FactWords, Ruleset, Text } from './ruleset.js';

type Language = keyof Text;

/** A condition as a person reads it, in both languages. A fact without words stands under its own name. */
export function inWords(ruleset: Ruleset, condition: Condition): Text {
  return { ja: phrase(ruleset, condition, 'ja'), en: phrase(ruleset, condition, 'en') };
}

/** Name of a code in both languages; a code without one stands for itself. */
export function labelOf(ruleset: Ruleset, kind: string, code: string): Text {
  return ruleset.labels[kind]?.[code] ?? { ja: code, en: code };
}

function phrase(ruleset: Ruleset, condition: Condition, language: Language): string {
  return new Phrasing(ruleset, language).say(condition, true, null);
}

/** `all` and `any` are joined; a negation is carried down to the facts, so that no "not (…)" is left to be worked out. */
class Phrasing {
  constructor(
    private readonly ruleset: Ruleset,
    private readonly language: Language,
  ) {}

  say(condition: Condition, holds: boolean, within: 'all' | 'any' | null): string {
    if ('all' in condition) return this.#join(condition.all, holds ? 'all' : 'any', holds, within);
    if ('any' in condition) return this.#join(condition.any, holds ? 'any' : 'all', holds, within);
    if ('not' in condition) return this.say(condition.not, !holds, within);
    if ('use' in condition) return this.#named(condition.use, holds, within);
    if ('is' in condition) return this.#fact(condition.is, holds, this.#isTrue(condition.is, holds));
    if ('given' in condition) return this.#fact(condition.given, holds, this.#isGiven(condition.given, holds));
    if ('eq' in condition) return this.#isOne(condition.eq[0], [condition.eq[1]], holds);
    return this.#isOne(condition.in[0], this.#listed(condition.in[1]), holds);
  }

  #join(parts: readonly Condition[], by: 'all' | 'any', holds: boolean, within: 'all' | 'any' | null): string {
    if (parts.length === 0) return this.#text(by === 'all' ? ALWAYS : NEVER);
    const inside = parts.length === 1 ? within : by;
    const said = parts.map((part) => this.say(part, holds, inside)).join(this.#text(JOINTS[by]));
    if (parts.length === 1 || within === null || within === by) return said;
    return this.language === 'ja' ? `（${said}）` : `(${said})`;
  }

  #named(name: string, holds: boolean, within: 'all' | 'any' | null): string {
    const words = this.ruleset.words.conditions[name]?.[holds ? 'yes' : 'no'];
    if (words !== undefined) return this.#text(words);
    return this.say(this.ruleset.conditions[name]!, holds, within);
  }

  #fact(name: FactName, holds: boolean, otherwise: string): string {
    const words = this.#words(name)?.[holds ? 'yes' : 'no'];
    return words === undefined ? otherwise : this.#text(words);
  }

  #isTrue(name: FactName, holds: boolean): string {
    const called = this.#name(name);
    if (this.language === 'ja') return `${called}で${holds ? 'ある' : 'ない'}`;
    return `${called} is ${holds ? 'true' : 'false'}`;
  }

  #isGiven(name: FactName, holds: boolean): string {
    const called = this.#name(name);
    if (this.language === 'ja') return `${called}が示されてい${holds ? 'る' : 'ない'}`;
    return `${called} is ${holds ? 'given' : 'not given'}`;
  }

  #isOne(name: FactName, codes: readonly string[], holds: boolean): string {
    const kind = this.#words(name)?.codes;
    const named = codes.map((code) => {
      const label = kind === undefined ? undefined : this.ruleset.labels[kind]?.[code];
      if (label === undefined) return code;
      return this.language === 'ja' ? `${label.ja}〔${code}〕` : `${label.en} [${code}]`;
    });
    const called = this.#name(name);
    if (this.language === 'ja') {
      const many = named.length > 1 ? 'のいずれか' : '';
      return `${called}が${named.join('・')}${many}で${holds ? 'ある' : 'ない'}`;
    }
    const many = named.length > 1 ? 'one of ' : '';
    return `${called} is ${holds ? '' : 'not '}${many}${named.join(', ')}`;
  }

  #listed(list: readonly string[] | string): readonly string[] {
    return typeof list === 'string' ? (this.ruleset.sets[list.slice(1)] ?? [list]) : list;
  }

  #name(name: FactName): string {
    return this.#words(name)?.[this.language] ?? name;
  }

  #words(name: FactName): FactWords | undefined {
    return this.ruleset.words.facts[name];
  }

  #text(text: Text): string {
    return text[this.language];
  }
}

const ALWAYS: Text = { ja: '常に', en: 'always' };
const NEVER: Text = { ja: '該当なし', en: 'never' };
const JOINTS: Readonly<Record<'all' | 'any', Text>> = {
  all: { ja: '、かつ、', en: ' and ' },
  any: { ja: '、又は、', en: ' or ' },
};
