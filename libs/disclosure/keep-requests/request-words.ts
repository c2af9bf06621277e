import { citation, type OfferedAnswers, type Ruleset } from '#statute';
import type { CitedCodeAnswer, NotOfferedAnswer } from './request.answer.js';

interface Worded {
  readonly code: string;
  readonly ja: string;
  readonly en: string;
}

/** A code of the law in words; the code alone where the ruleset knows none. */
export function worded(list: readonly Worded[], code: string): Worded {
  const { ja, en } = list.find((one) => one.code === code) ?? { ja: code, en: code };
  return { code, ja, en };
}

export function cited(
  list: readonly (Worded & { readonly cites?: readonly string[] })[],
  code: string,
  ruleset: Ruleset,
): CitedCodeAnswer {
  const cites = list.find((one) => one.code === code)?.cites ?? [];
  return { ...worded(list, code), citations: cites.map((ref) => citation(ruleset, ref)) };
}

/** What is offered where something is not; null where everything is. */
export function notOfferedAnswer(offered: OfferedAnswers | undefined, ruleset: Ruleset): NotOfferedAnswer | null {
  const { methodNotOffered, methods, formats } = ruleset.requests;
  return offered === undefined
    ? null
    : {
        ...cited([methodNotOffered], methodNotOffered.code, ruleset),
        methods: offered.methods.map((code) => worded(methods, code)),
        formats: offered.formats.map((code) => worded(formats, code)),
      };
}

/** A code whose words stand in a table. */
export function tabled(table: Readonly<Record<string, { readonly ja: string; readonly en: string }>>, code: string) {
  const { ja, en } = table[code] ?? { ja: code, en: code };
  return { code, ja, en };
}
