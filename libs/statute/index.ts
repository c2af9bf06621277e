export * from './domain/vocabulary.js';
export * from './domain/facts.js';
export { DEFAULT_SETTINGS, type AssociationSettings, type SettingName } from './domain/settings.js';
export { addDays, addMonths, dayInJapan, daysBetween, isDay } from './domain/calendar.js';
export { judgeConfiguration, type ConfiguredArrangement } from './domain/arrangement-configuration.js';
export type { AnnouncedMatters, ChangeNotice } from './domain/changed-matters.js';
export { announceBy, judgeChange, type ChangeJudgement } from './domain/joint-use-change.js';
export { assess, prepare } from './domain/assess.js';
export { citation, itemOf, purposeOf } from './domain/catalogue.js';
export { equivalenceOverdueFrom } from './domain/equivalence.js';
export { diffRulesets, type AspectDifference, type RulesetDifference } from './domain/diff-rulesets.js';
export {
  explain,
  hasDecided,
  ruleInWords,
  rulesInWords,
  type Explanation,
  type RuleInWords,
} from './domain/explain.js';
export { inWords, labelOf } from './domain/in-words.js';
export { lineLabel, type LabelledLine, type LineLabel } from './domain/line-label.js';
export { chainOf, memberViewDefault, type Chain, type ViewedLine } from './domain/member-view.js';
export { checkDigitOf, maskMyNumbers, myNumberSuspects, type Span } from './domain/my-number.js';
export {
  endOfYears,
  EXTENSION_CODES,
  isSeries,
  KEEPING_REASONS,
  keepingOf,
  methodThatCounts,
  retainUntil,
  type Extension,
  type ExtensionCode,
  type Keeping,
  type KeepingReason,
  type KeepingRules,
  type KeptRecord,
} from './domain/retention.js';
export { quarantineOf } from './domain/quarantine.js';
export { numberActLogUntil } from './domain/number-act-log.js';
export { traceOf, triedOf } from './domain/trace.js';
export type { Item, Purpose, Ruleset } from './domain/ruleset.js';
export { digestOf } from './rulesets/digest.js';
export { DRAFTS, RULESETS, currentRuleset, rulesetById, rulesetOrDraft } from './rulesets/index.js';
export { ARTICLES, currentArticle } from './rulesets/articles.js';
export { lintPublication } from './rulesets/lints.js';
export type { LintFinding } from './domain/lint.js';
export type { LintSeverity } from './domain/lint-rules.js';
export type { PrintedArrangement, PrintedPurpose, Publication } from './domain/publication.js';
export type { ArticleMeaning, ArticleReading } from './domain/articles.js';
export { ageOn } from './domain/majority.js';
export { ERASURE_REASONS } from './rulesets/erasures.js';
export { comesOfAgeOn } from './rulesets/majority.js';
export { HOLIDAYS, WORKING_DAYS } from './rulesets/working-days.js';
export type { Holidays, WorkingDays } from './domain/working-days.js';
export {
  judgeBreach,
  missingMatters,
  type BreachDeadlines,
  type BreachFacts,
  type BreachJudgement,
  type BreachMatter,
  type BreachReason,
} from './domain/breach-clock.js';
export * from './domain/answer-forms.js';
export * from './domain/voluntary-extras.js';
export * from './domain/courtesy-law.js';
export * from './domain/family-relations.js';
export * from './domain/request-law.js';
export { requestDeadlines, type RequestDays, type RequestDeadlines } from './domain/request-clock.js';
export {
  assuranceOf,
  channelRule,
  mayAsk,
  protectedRule,
  missingIdentity,
  isOffered,
  offeredAnswers,
  requestFee,
  type AnswerForm,
  type ChannelRule,
  type OfferedAnswers,
  type ShownIdentity,
} from './domain/request-rules.js';
