import type { Condition } from './condition.js';

/** How much a finding of a publication asks for: to be mended by law, to be looked at, or only to be known. */
export type LintSeverity = 'fault' | 'remark' | 'information';

/** A check of a publication. It finds something at every place that its fact lists, or at the whole. */
export interface LintRule {
  /** The check that it belongs to: L1 to L11. */
  readonly check: string;
  readonly code: string;
  readonly about: 'arrangement' | 'association';
  readonly when: Condition;
  readonly placesFrom?: string;
  readonly severity: LintSeverity;
  readonly cites: readonly string[];
  readonly ja: string;
  readonly en: string;
}

/** A word that is printed where another is meant. */
export interface Misprint {
  readonly printed: string;
  readonly instead: string;
}

/** What a publication is checked for, as data of a ruleset. */
export interface Lints {
  /** Words of a job title: such a one is no entity. */
  readonly jobTitles: readonly string[];
  /** Words by which an entrustee is named. */
  readonly entrustees: readonly string[];
  /** Words that send the reader to rules of somebody else. */
  readonly references: readonly string[];
  readonly misprints: readonly Misprint[];
  /** English words that a machine took for what the Japanese means. */
  readonly terms: readonly (Misprint & { readonly ja: string })[];
  /** Codes of a complete table of purposes, by class of association. */
  readonly completeTable: Readonly<Record<string, readonly string[]>>;
  readonly rules: readonly LintRule[];
}
