import { CodeField, FlagField, ListField, ObjectField, TextField, TextsField } from '#platform';
import { DUTIES } from '#statute';
import { GroupAnswer } from '../record-transfer/answers.js';

const NULL = { nullable: true } as const;

export class WordsAnswer {
  @TextField({ max: 4_000 })
  ja!: string;

  @TextField({ max: 4_000 })
  en!: string;
}

/** A rule of the ruleset as a person reads it. */
export class ExplainedRuleAnswer {
  @TextField({ example: 'G8.N3.not-announced' })
  rule!: string;

  @CodeField(['gate', 'duty', 'check'])
  part!: string;

  @TextField(NULL)
  gate!: string | null;

  @ObjectField(() => WordsAnswer, { description: 'The condition under which it holds' })
  when!: WordsAnswer;

  @TextField({ ...NULL, description: 'Code of the finding that it opens' })
  finding!: string | null;

  @CodeField(['blocking', 'warning'], NULL)
  severity!: string | null;

  @CodeField(DUTIES, { ...NULL, enumName: 'Duty', description: 'The record duty that it decides' })
  duty!: string | null;

  @TextsField({ max: 20, description: 'Articles that it rests on' })
  cites!: string[];
}

export class RuleTriedAnswer {
  @TextField()
  rule!: string;

  @FlagField()
  hit!: boolean;

  @FlagField({ description: 'Whether the outcome rests on it: it decided the duty, or it blocked' })
  decided!: boolean;
}

/** A group with the rules that were tried, in their order. */
export class ExplainedGroupAnswer extends GroupAnswer {
  @ListField(() => RuleTriedAnswer, { max: 200 })
  tried!: RuleTriedAnswer[];
}
