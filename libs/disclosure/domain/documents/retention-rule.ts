import { labelOf, methodThatCounts, rulesetById, type Day, type RecordMethod } from '#statute';
import type { PaperLanguage } from './paper.js';
import type { RetainedRecord } from './retention-facts.js';

/** How the end of a record is counted. */
export interface RetentionRule {
  readonly method: RecordMethod;
  readonly years: number;
  /** The day that counts: of the last provision or receipt of a series, else of the making or of a later provision. */
  readonly from: Day;
}

/** Art. 29(2), 30(4) with Rules 21 and 25. */
export function retentionRule(record: RetainedRecord): RetentionRule {
  const { madeOn, occurredOn, series, proxyMethod } = record;
  const method = methodThatCounts((record.method ?? 'EACH') as RecordMethod, proxyMethod as RecordMethod | null);
  const lastOn = series?.lastOn ?? occurredOn;
  const isSeries = method === 'BATCH' || method === 'CONTRACT';
  const from = isSeries || lastOn > madeOn ? lastOn : madeOn;
  return { method, years: rulesetById(record.ruleset)!.retention[method], from };
}

/** The rule in the words of the law. */
export function ruleText(record: RetainedRecord, language: PaperLanguage): string {
  const { method, years } = retentionRule(record);
  const counted = method === 'PROXY' ? 'EACH' : method;
  return labelOf(rulesetById(record.ruleset)!, 'retentionRules', counted)[language].replace('{years}', String(years));
}
