import { ApiProperty } from '@nestjs/swagger';
import { CodeField, DayField, InstantField, IntField, ListField, ObjectField, TextField, UuidField } from '#platform';
import { DIRECTIONS, MEANS } from '#statute';
import { OpenedFindingAnswer } from '../list-findings/answers.js';
import { ExplainedGroupAnswer, ExplainedRuleAnswer } from '../explaining/answers.js';
import { PrintedArticleAnswer } from '../show-articles/answers.js';
import { MEMBERS_PER_CALL_MAX } from '../record-transfer/record-transfer.request.js';

const NULL = { nullable: true } as const;
const MANY = 10_000;

export class NamedCodeAnswer {
  @TextField()
  code!: string;

  @TextField()
  ja!: string;

  @TextField()
  en!: string;
}

export class PartyAnswer {
  @TextField({ ...NULL, description: 'Null for a party that was named in place' })
  id!: string | null;

  @TextField({ ...NULL, description: 'Null once its key was destroyed' })
  name!: string | null;

  @TextField(NULL)
  address!: string | null;

  @TextField(NULL)
  representative!: string | null;

  @TextField(NULL)
  class!: string | null;
}

export class LineAnswer {
  @IntField({ min: 1 })
  line!: number;

  @UuidField({ description: 'Member reference' })
  member!: string;

  @UuidField({ ...NULL, description: 'The consent that carried the line' })
  consentId!: string | null;
}

export class VersionAnswer {
  @IntField({ min: 1 })
  version!: number;

  @CodeField(['correction', 'completion'], NULL)
  change!: string | null;

  @TextField({ ...NULL, description: 'Why it was changed' })
  reason!: string | null;

  @CodeField(['planned', 'done'])
  phase!: string;

  @CodeField(DIRECTIONS)
  direction!: string;

  @ApiProperty({ type: Object, nullable: true, description: '{ id, version } of the arrangement' })
  arrangement!: { id: string; version: number } | null;

  @ObjectField(() => PartyAnswer)
  party!: PartyAnswer;

  @InstantField(NULL)
  occurredAt!: string | null;

  @DayField()
  occurredOn!: string;

  @ObjectField(() => NamedCodeAnswer)
  purpose!: NamedCodeAnswer;

  @CodeField(MEANS)
  means!: string;

  @ListField(() => NamedCodeAnswer, { max: 200 })
  items!: NamedCodeAnswer[];

  @DayField({ description: 'Day on which the record was made' })
  madeOn!: string;

  @ApiProperty({
    type: Object,
    nullable: true,
    description:
      'Ground, record, confirmation, evidence, file and the rest as they were stated; null once their key was destroyed',
  })
  details!: Readonly<Record<string, unknown>> | null;

  @ListField(() => PrintedArticleAnswer, {
    max: 10,
    description: 'The law stated as the ground, with its number of today',
  })
  articles!: PrintedArticleAnswer[];

  @TextField({ description: 'The version of the law that judged' })
  ruleset!: string;

  @TextField(NULL)
  knowledgeAt!: string | null;

  @IntField({ min: 1, description: 'Lines of the version' })
  count!: number;

  @ListField(() => LineAnswer, { max: MEMBERS_PER_CALL_MAX, description: 'Up to 1,000 of them, from `linesFrom`' })
  lines!: LineAnswer[];

  @ListField(() => ExplainedGroupAnswer, { max: MANY })
  groups!: ExplainedGroupAnswer[];

  @ListField(() => ExplainedRuleAnswer, { max: 1_000, description: 'The rules that were tried for any of the groups' })
  rules!: ExplainedRuleAnswer[];
}

export class HistoryAnswer {
  @TextField()
  type!: string;

  @TextField()
  position!: string;

  @InstantField()
  recordedAt!: string;

  @TextField({ description: 'Role of who did it; who it was is known to auditors' })
  role!: string;

  @TextField()
  leafHash!: string;
}

/** A transfer with all that it was and why: versions oldest first, events in log order. */
export class ShownTransferAnswer {
  @UuidField()
  id!: string;

  @CodeField(['recorded', 'refused', 'voided', 'rejected', 'not-sent'])
  status!: string;

  @TextField({ description: 'The sending system' })
  source!: string;

  @TextField(NULL)
  externalId!: string | null;

  @ListField(() => VersionAnswer, {
    max: MANY,
    description: 'Without lines that were disposed of; empty once all were',
  })
  versions!: VersionAnswer[];

  @ListField(() => OpenedFindingAnswer, { max: 200, description: 'Found after it was recorded, newest first' })
  findings!: OpenedFindingAnswer[];

  @ListField(() => HistoryAnswer, { max: MANY })
  history!: HistoryAnswer[];
}
