import type { BreachLaw } from './breach-clock.js';
import type { Condition, ConditionNames } from './condition.js';
import type { FactName, LineFactName } from './derived-facts.js';
import type { Day, Duty, StatutoryField } from './facts.js';
import type { RequestLaw } from './request-law.js';
import type { RetentionYears } from './retention.js';
import type { AssociationClass, Basis, MemberView, RecordMethod, Route } from './vocabulary.js';

interface Named {
  readonly code: string;
  readonly ja: string;
  readonly en: string;
}

/** An item of personal data (項目), by name only. */
export interface Item extends Named {
  readonly sensitive: boolean;
  readonly insurerSymbolNumber: boolean;
  readonly myNumber: boolean;
  readonly group: string;
}

export interface Purpose extends Named {
  readonly classes: readonly AssociationClass[];
}

export interface Text {
  readonly ja: string;
  readonly en: string;
}

/** A rule that opens a finding where its condition holds. */
export interface FindingRule {
  readonly id: string;
  readonly when: Condition;
  /** Code of the finding; a rule without one only ends the gates. */
  readonly finding?: string;
  readonly severity?: 'blocking' | 'warning';
  readonly cites?: readonly string[];
  /** Fields of the posted body that would cure it. */
  readonly missing?: readonly string[];
  /** A fact that lists such fields. */
  readonly missingFrom?: FactName;
  /** A fact that lists positions of items: one finding for each. */
  readonly itemsFrom?: LineFactName;
  /** True where no later gate is asked: the Act's check ends here. */
  readonly ends?: boolean;
}

/** Gates are run in order; after the first that blocks, no later one is asked. */
export interface Gate {
  readonly id: string;
  readonly rules: readonly FindingRule[];
}

/** Duty rules are read in order; the first that holds decides. The last of a list has no condition. */
export interface DutyRule {
  readonly id: string;
  readonly when?: Condition;
  readonly duty: Duty;
  readonly cites: readonly string[];
  readonly finding?: string;
}

/** A route that the facts turn into another: an entrustee among joint users, consent for a recipient abroad. */
export interface RouteRule {
  readonly id: string;
  readonly when: Condition;
  readonly route: Route;
}

export interface BasisRule {
  readonly when: Condition;
  readonly basis: Basis;
}

/** A record method that the law closes for the facts, and what takes its place. */
export interface MethodRule {
  readonly id: string;
  readonly when: Condition;
  readonly method: RecordMethod;
}

/** What the law calls the lines for which it holds, in the words of the member's page. */
export interface LineRule extends Named {
  readonly when: Condition;
}

/** How a fact is spoken of: its name, the kind of its codes, and what is said where it holds and where it does not. */
export interface FactWords extends Text {
  /** Kind of codes among the labels. */
  readonly codes?: string;
  readonly yes?: Text;
  readonly no?: Text;
}

export interface Words {
  readonly facts: Readonly<Partial<Record<FactName, FactWords>>>;
  readonly conditions: Readonly<Record<string, { readonly yes: Text; readonly no: Text }>>;
}

export interface ViewRule {
  readonly when: Condition;
  readonly view: MemberView;
  readonly restricted: boolean;
  /** True where no arrangement can make it appear otherwise. */
  readonly forced?: boolean;
}

/** What an arrangement may not be when it is configured. */
export interface ConfigurationRule extends Text {
  readonly id: string;
  readonly when: Condition;
  readonly finding: string;
  /** Blocking where nothing is said. */
  readonly severity?: 'blocking' | 'warning';
  /** Field of the posted announcement. */
  readonly pointer: string;
  /** Matters of an opt-out: the rule is broken once for each that is not stated. */
  readonly matters?: readonly string[];
  readonly cites: readonly string[];
}

/** What may become other of announced matters, and when it is to be told: art. 27(3), 27(6). */
export interface ChangeRule {
  readonly id: string;
  readonly law: 'joint-use' | 'opt-out';
  readonly matters: readonly string[];
  /** Never: only for one of the reasons of `unless`, and then before. */
  readonly tell: 'before' | 'after' | 'never';
  readonly unless?: readonly string[];
  /** What has to be stated of the change. */
  readonly asks?: 'withinExpectation';
  readonly finding?: string;
  readonly pointer?: string;
  readonly cites: readonly string[];
}

/** One version of the law as data. */
export interface Ruleset extends ConditionNames {
  /** Reports of breaches, art. 26. */
  readonly breach: BreachLaw;
  /** Disclosure requests, art. 32 to 39. */
  readonly requests: RequestLaw;
  readonly id: string;
  readonly title: Text;
  /** What has to be known of it beside its title. */
  readonly note?: Text;
  /** The ruleset whose changes it was stated by. */
  readonly base?: string;
  /** Null for a draft: nothing is decided under it. */
  readonly inForceFrom: Day | null;
  readonly lawAsOf: Day;
  /** Months after which the yearly check of art. 28(3) is overdue. */
  readonly equivalenceCheckMonths: number;
  readonly stressCheckItems: readonly string[];
  /** Groups of persons fewer than this are told of only with everybody's consent. */
  readonly smallGroupBelow: number;
  /** Groups of items that tell of eligibility. */
  readonly eligibilityGroups: readonly string[];
  readonly routes: readonly RouteRule[];
  readonly bases: readonly BasisRule[];
  readonly gates: readonly Gate[];
  readonly duties: { readonly OUT: readonly DutyRule[]; readonly IN: readonly DutyRule[] };
  /** Looked at once the duty is known; a gate that blocked does not silence them. */
  readonly checks: readonly FindingRule[];
  readonly methods: readonly MethodRule[];
  readonly fields: Readonly<Record<Duty, readonly StatutoryField[]>>;
  readonly retention: RetentionYears;
  /** Years for which the log under the Number Act is kept. */
  readonly numberActLogYears: number;
  readonly routeCites: Readonly<Record<Route, readonly string[]>>;
  readonly views: readonly ViewRule[];
  readonly configuration: readonly ConfigurationRule[];
  readonly changes: { readonly rules: readonly ChangeRule[]; readonly findings: Readonly<Record<string, Text>> };
  readonly citations: Readonly<Record<string, Text>>;
  readonly findings: Readonly<Record<string, Text>>;
  readonly items: readonly Item[];
  readonly purposes: readonly Purpose[];
  /** Names of codes, by kind: routes, duties, methods and so on. */
  readonly labels: Readonly<Record<string, Readonly<Record<string, Text>>>>;
  readonly lines: readonly LineRule[];
  /** In which conditions are told. */
  readonly words: Words;
}
