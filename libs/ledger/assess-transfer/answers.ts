import { CodeField, DayField, FlagField, InstantField, ListField, ObjectField, TextField } from '#platform';
import { ExplainedGroupAnswer, ExplainedRuleAnswer, WordsAnswer } from '../explaining/answers.js';
import { PrintedArticleAnswer } from '../show-articles/answers.js';

const NULL = { nullable: true } as const;
const MANY = 10_000;

export class LawAnswer {
  @TextField({ example: 'jp-appi-2022-04' })
  id!: string;

  @ObjectField(() => WordsAnswer)
  title!: WordsAnswer;

  @DayField({ ...NULL, description: 'Null for a draft: nothing is decided under it' })
  inForceFrom!: string | null;

  @DayField({ description: 'Day as of which the law was read' })
  lawAsOf!: string;

  @ObjectField(() => WordsAnswer, { ...NULL, description: 'What has to be known of it' })
  note!: WordsAnswer | null;
}

/** How a transfer would be judged. Nothing of it is on record save that it was asked. */
export class AssessmentAnswer {
  @FlagField({ description: 'Whether every line is allowed' })
  allowed!: boolean;

  @CodeField(['planned', 'done'])
  phase!: string;

  @FlagField({ description: 'True where another law judged than the one in force' })
  dryRun!: boolean;

  @ObjectField(() => LawAnswer, { description: 'The law that judged' })
  ruleset!: LawAnswer;

  @InstantField({ ...NULL, description: 'What was known then judged; null for what is known now' })
  asOf!: string | null;

  @InstantField()
  askedAt!: string;

  @TextField({
    ...NULL,
    description: 'Everything acknowledged up to this position was known to the judgement; null with asOf',
  })
  knowledgeAt!: string | null;

  @FlagField({ description: 'An individual number was found in a text; it would be masked' })
  masked!: boolean;

  @ListField(() => ExplainedGroupAnswer, { max: MANY })
  groups!: ExplainedGroupAnswer[];

  @ListField(() => ExplainedRuleAnswer, { max: 1_000, description: 'The rules that were tried for any of the groups' })
  rules!: ExplainedRuleAnswer[];

  @ListField(() => PrintedArticleAnswer, {
    max: 100,
    description: 'Articles that the ground and the arrangement name as they were printed, with those of today',
  })
  articles!: PrintedArticleAnswer[];
}
