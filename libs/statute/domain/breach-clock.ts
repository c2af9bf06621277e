import { addDays } from './calendar.js';
import type { Day } from './facts.js';
import type { WorkingDays } from './working-days.js';

interface Text {
  readonly ja: string;
  readonly en: string;
}

/** What makes a breach one that has to be reported, by name of a fact. */
export type BreachFact = 'sensitive' | 'propertyRisk' | 'wrongfulAct' | 'manyPersons';

export interface BreachReason extends Text {
  readonly code: string;
  readonly fact: BreachFact;
  readonly cites: readonly string[];
}

/** One of the matters of a report: Rules 8(1); `toPersons`: persons are told of it as well, Rules 10. */
export interface BreachMatter extends Text {
  readonly code: string;
  readonly toPersons: boolean;
}

/** Art. 26 with Rules 7, 8 and 10, as a ruleset states them. Days are counted after the day of knowledge, day 1. */
export interface BreachLaw {
  readonly preliminary: {
    readonly warnAfterDays: number;
    readonly dueAfterDays: number;
    readonly cites: readonly string[];
  };
  readonly final: {
    readonly dueAfterDays: number;
    readonly wrongfulActAfterDays: number;
    readonly cites: readonly string[];
  };
  /** More persons than this make it reportable. */
  readonly personsAbove: number;
  readonly reasons: readonly BreachReason[];
  readonly exemption: Text & { readonly code: string; readonly cites: readonly string[] };
  readonly matters: readonly BreachMatter[];
  readonly noticeCites: readonly string[];
}

/** What is known of a breach. What "may" have happened counts as having happened. */
export interface BreachFacts {
  /** The day on which any department of the association knew. */
  readonly knewOn: Day;
  /** The day on which an entrustee told the association: its clock starts then at the latest. */
  readonly entrusteeNoticeOn?: Day | null;
  readonly sensitive: boolean;
  readonly propertyRisk: boolean;
  readonly wrongfulAct: boolean;
  readonly encrypted: boolean;
  /** How many are concerned, as far as it is known. */
  readonly persons: number;
  /** The day on which it was known that they are more than the law's number; that of knowledge where it is left out. */
  readonly manyPersonsOn?: Day | null;
}

export interface BreachDeadlines {
  /** Day 1 of the clock. */
  readonly countsFrom: Day;
  readonly preliminary: { readonly warnOn: Day; readonly dueOn: Day };
  /** `isCertain`: the holidays that may move the day are announced. */
  readonly final: { readonly dueOn: Day; readonly days: number; readonly isCertain: boolean };
}

export interface BreachJudgement {
  readonly reportable: boolean;
  readonly reasons: readonly BreachReason[];
  /** Why it need not be reported although there are reasons. */
  readonly exempt: BreachLaw['exemption'] | null;
  /** Null where nothing has to be reported. */
  readonly deadlines: BreachDeadlines | null;
}

/**
 * Whether a breach has to be reported, and by when. The preliminary report is due promptly: within days that are not
 * moved by a holiday. The last day of the final report is: where an office is closed on it, the next open day counts.
 */
export function judgeBreach(law: BreachLaw, facts: BreachFacts, workingDays: WorkingDays): BreachJudgement {
  const holds: Record<BreachFact, boolean> = {
    sensitive: facts.sensitive,
    propertyRisk: facts.propertyRisk,
    wrongfulAct: facts.wrongfulAct,
    manyPersons: facts.persons > law.personsAbove,
  };
  const reasons = law.reasons.filter(({ fact }) => holds[fact]);
  const exempt = facts.encrypted && reasons.length > 0 ? law.exemption : null;
  const reportable = reasons.length > 0 && exempt === null;
  if (!reportable) return { reportable, reasons, exempt, deadlines: null };
  return { reportable, reasons, exempt, deadlines: deadlinesOf(law, facts, { holds, workingDays }) };
}

function deadlinesOf(
  law: BreachLaw,
  facts: BreachFacts,
  { holds, workingDays }: { readonly holds: Record<BreachFact, boolean>; readonly workingDays: WorkingDays },
): BreachDeadlines {
  const countsFrom = startOf(facts, holds);
  const { preliminary, final } = law;
  const after = holds.wrongfulAct ? final.wrongfulActAfterDays : final.dueAfterDays;
  const dueOn = workingDays.openOnOrAfter(addDays(countsFrom, after));
  return {
    countsFrom,
    preliminary: {
      warnOn: addDays(countsFrom, preliminary.warnAfterDays),
      dueOn: addDays(countsFrom, preliminary.dueAfterDays),
    },
    final: { dueOn, days: after + 1, isCertain: workingDays.isCertain(dueOn) },
  };
}

function startOf({ knewOn, entrusteeNoticeOn, manyPersonsOn }: BreachFacts, holds: Record<BreachFact, boolean>): Day {
  const knew = entrusteeNoticeOn && entrusteeNoticeOn < knewOn ? entrusteeNoticeOn : knewOn;
  const isOnlyForMany = !holds.sensitive && !holds.propertyRisk && !holds.wrongfulAct;
  // Reached later, the number makes it reportable from then on.
  return isOnlyForMany && manyPersonsOn && manyPersonsOn > knew ? manyPersonsOn : knew;
}

/** Matters of the report that are not stated. What is not known by the day is said to be so, and reported later. */
export function missingMatters(law: BreachLaw, stated: Readonly<Record<string, string | null | undefined>>): string[] {
  return law.matters.filter(({ code }) => !stated[code]?.trim()).map(({ code }) => code);
}
