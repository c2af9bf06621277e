import { dayInJapan, type Ruleset } from '#statute';
import type { Statement } from '../domain/statement.js';
import { explainGroups } from '../explaining/explain-groups.js';
import type { Judgement } from '../record-transfer/assess-statement.js';
import { describeArticle, statedLaw } from '../show-articles/describe-article.js';
import type { AssessmentAnswer, LawAnswer } from './answers.js';

export interface Assessed {
  readonly statement: Statement;
  readonly judgement: Judgement;
  /** The law that judged, and the one that is in force. */
  readonly ruleset: Ruleset;
  readonly inForce: Ruleset;
  readonly masked: boolean;
  readonly at: Date;
  readonly asOf: Date | null;
}

export function assessmentAnswer(assessed: Assessed): AssessmentAnswer {
  const { statement, judgement, ruleset, inForce, masked, at, asOf } = assessed;
  return {
    allowed: judgement.groups.every(({ allowed }) => allowed),
    phase: statement.phase,
    dryRun: ruleset.id !== inForce.id,
    ruleset: lawAnswer(ruleset),
    asOf: asOf?.toISOString() ?? null,
    askedAt: at.toISOString(),
    knowledgeAt: asOf === null ? judgement.knowledgeAt : null,
    masked,
    ...explainGroups(judgement.groups, ruleset, statement.direction),
    articles: articlesOf(assessed),
  };
}

export function lawAnswer({ id, title, inForceFrom, lawAsOf, note }: Ruleset): LawAnswer {
  return { id, title, inForceFrom, lawAsOf, note: note ?? null };
}

// An announcement is read by the numbers of the day on which it was made.
function articlesOf({ statement, judgement, at }: Assessed): AssessmentAnswer['articles'] {
  const today = dayInJapan(at.toISOString());
  const stated = statedLaw(statement.details as unknown as Record<string, unknown>);
  const { printedCitations = [], announcedFrom = null } = judgement.arrangement?.data ?? {};
  return [
    ...stated.map((printed) => describeArticle(printed, today)),
    ...printedCitations.map((printed) => describeArticle(printed, today, announcedFrom)),
  ];
}
