import type { CompiledLaw, Tested } from './compiled-law.js';
import { placeOf, type FactSheet } from './fact-sheet.js';
import type { Finding, RuleTried } from './facts.js';
import type { FindingRule } from './ruleset.js';

type Opening = Omit<FindingRule, 'when'>;

/** What a judgement gathers on its way. */
export interface Inquiry {
  readonly tried: RuleTried[];
  readonly findings: Finding[];
  readonly missing: string[];
  /** Opens a finding at a place of the posted body, once per code and place. */
  open(law: CompiledLaw, rule: Opening, pointer: string): void;
}

export function inquiryOf(): Inquiry {
  const findings: Finding[] = [];
  const missing: string[] = [];
  return {
    tried: [],
    findings,
    missing,
    open(law, rule, pointer) {
      const code = rule.finding;
      if (code === undefined || findings.some((one) => one.code === code && one.pointer === pointer)) return;
      const text = law.ruleset.findings[code];
      const severity = rule.severity ?? 'blocking';
      findings.push({
        code,
        severity,
        pointer,
        ja: text?.ja ?? code,
        en: text?.en ?? code,
        citations: rule.cites ?? [],
      });
      for (const field of rule.missing ?? []) if (!missing.includes(field)) missing.push(field);
    },
  };
}

/** Reads one rule: leaves its trace, opens its findings, and tells whether it holds. */
export function findingsOf(law: CompiledLaw, tested: Tested<FindingRule>, facts: FactSheet, inquiry: Inquiry): boolean {
  const hit = tested.test(facts);
  inquiry.tried.push(hit ? tested.hit : tested.passed);
  if (!hit) return false;
  for (const pointer of pointersOf(tested.rule, facts)) inquiry.open(law, tested.rule, pointer);
  const listed = tested.rule.missingFrom === undefined ? [] : facts[placeOf(tested.rule.missingFrom)];
  if (Array.isArray(listed))
    for (const field of listed) if (!inquiry.missing.includes(field)) inquiry.missing.push(field);
  return true;
}

function pointersOf(rule: FindingRule, facts: FactSheet): string[] {
  const positions = rule.itemsFrom === undefined ? [] : facts[placeOf(rule.itemsFrom)];
  if (!Array.isArray(positions) || positions.length === 0) return [''];
  return positions.map((position) => `/items/${position}`);
}
