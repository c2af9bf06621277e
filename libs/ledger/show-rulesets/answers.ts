import { ApiProperty } from '@nestjs/swagger';
import { CodeField, FlagField, IntField, ListField, ObjectField, TextField } from '#platform';
import { LawAnswer } from '../assess-transfer/answers.js';
import { ExplainedRuleAnswer, WordsAnswer } from '../explaining/answers.js';
import { CitationAnswer, StatutoryFieldAnswer } from '../record-transfer/answers.js';
import { NamedCodeAnswer } from '../show-transfer/answers.js';
import { RequestLawAnswer } from './request-law.answer.js';

const NULL = { nullable: true } as const;
const MANY = 10_000;

export class RulesetAnswer extends LawAnswer {
  @FlagField({ description: 'Whether it is a draft, for dry runs alone' })
  isDraft!: boolean;

  @FlagField({ description: 'Whether what is done today is judged by it' })
  isInForce!: boolean;

  @TextField({ ...NULL, description: 'The ruleset whose changes it was stated by' })
  base!: string | null;

  @IntField({ description: 'Rules that it has' })
  rules!: number;

  @TextField({
    description: 'SHA-256 of its canonical JSON, hexadecimal: one that is in force never changes unnoticed',
  })
  sha256!: string;
}

export class RulesetsAnswer {
  @ListField(() => RulesetAnswer, { max: 100, description: 'In force first, oldest first; then drafts' })
  rulesets!: RulesetAnswer[];
}

export class RetentionAnswer {
  @TextField({ example: 'CONTRACT' })
  method!: string;

  @IntField()
  years!: number;
}

export class DutyFieldsAnswer {
  @TextField({ example: 'REC_CONSENT_27' })
  duty!: string;

  @ListField(() => StatutoryFieldAnswer, { max: 20 })
  fields!: StatutoryFieldAnswer[];
}

/** A ruleset as a person reads it. Its items and purposes are in the catalogue. */
export class RulesetInWordsAnswer extends LawAnswer {
  @ListField(() => ExplainedRuleAnswer, { max: 1_000, description: 'In the order in which a judgement asks' })
  rules!: ExplainedRuleAnswer[];

  @ListField(() => NamedCodeAnswer, { max: 1_000, description: 'What findings say' })
  findings!: NamedCodeAnswer[];

  @ListField(() => CitationAnswer, { max: 1_000 })
  citations!: CitationAnswer[];

  @ListField(() => RetentionAnswer, { max: 10 })
  retention!: RetentionAnswer[];

  @ListField(() => DutyFieldsAnswer, { max: 20, description: 'What a record holds, by duty' })
  fields!: DutyFieldsAnswer[];

  @ObjectField(() => RequestLawAnswer, { description: 'Codes of disclosure requests' })
  requests!: RequestLawAnswer;

  @ApiProperty({ type: Object, description: 'Names of codes in both languages, by kind' })
  labels!: Readonly<Record<string, Readonly<Record<string, { ja: string; en: string }>>>>;
}

export class AspectDifferenceAnswer {
  @TextField({ description: 'when, finding, severity, cites, missing, duty, years, fields, text …' })
  aspect!: string;

  @ObjectField(() => WordsAnswer, NULL)
  before!: WordsAnswer | null;

  @ObjectField(() => WordsAnswer, NULL)
  after!: WordsAnswer | null;
}

export class DifferenceAnswer {
  @TextField({
    description: 'gate, duty, check, route, method, condition, set, retention, fields, articles, finding …',
  })
  part!: string;

  @TextField({ example: 'G8.E3.need' })
  id!: string;

  @CodeField(['added', 'removed', 'changed', 'moved'])
  change!: string;

  @ListField(() => AspectDifferenceAnswer, { max: 50 })
  aspects!: AspectDifferenceAnswer[];
}

export class RulesetDifferencesAnswer {
  @ObjectField(() => LawAnswer)
  before!: LawAnswer;

  @ObjectField(() => LawAnswer)
  after!: LawAnswer;

  @ListField(() => DifferenceAnswer, { max: MANY })
  differences!: DifferenceAnswer[];
}
