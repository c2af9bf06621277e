import {
  CodeField,
  DayField,
  InstantField,
  IntField,
  ListField,
  ObjectField,
  TextField,
  TextsField,
  UuidField,
} from '#platform';
import { CLOSE_CODES } from '../domain/finding-codes.js';
import { FINDING_KINDS } from '../domain/finding-kind.js';
import { FindingAnswer } from '../record-transfer/answers.js';

const NULL = { nullable: true } as const;

export class FindingPeriodAnswer {
  @DayField()
  from!: string;

  @DayField()
  to!: string;
}

export class ClosedFindingAnswer {
  @CodeField(CLOSE_CODES, { enumName: 'CloseCode' })
  code!: string;

  @TextField()
  ja!: string;

  @TextField()
  en!: string;

  @CodeField(['officer', 'ledger'], { description: 'ledger: by what was recorded afterwards' })
  by!: string;

  @InstantField()
  at!: string;

  @TextField({ ...NULL, description: 'What the officer wrote' })
  text!: string | null;
}

/** A violation or a gap, and what became of it. */
export class OpenedFindingAnswer extends FindingAnswer {
  @UuidField()
  id!: string;

  @CodeField(FINDING_KINDS, { enumName: 'FindingKind' })
  kind!: string;

  @CodeField(['open', 'closed'])
  state!: string;

  @UuidField({ ...NULL, description: 'Null where a feed did not come' })
  transfer!: string | null;

  @IntField({ ...NULL, min: 1, description: 'The version in which it was found' })
  version!: number | null;

  @IntField({ ...NULL, min: 1, description: 'The first line of which it is' })
  line!: number | null;

  @IntField({ description: 'Of how many lines it is' })
  lines!: number;

  @UuidField({ ...NULL, description: 'Member reference, where it is of one line' })
  member!: string | null;

  @TextField(NULL)
  arrangement!: string | null;

  @DayField({ description: 'Day of the transfer, or the last day on which it was in time' })
  occurredOn!: string;

  @DayField({ ...NULL, description: 'First day on which what became known late counts' })
  since!: string | null;

  @TextsField({ max: 1_000, description: 'Positions of the declarations and withdrawals that came late' })
  because!: string[];

  @ObjectField(() => FindingPeriodAnswer, { ...NULL, description: 'The period of the cadence' })
  period!: FindingPeriodAnswer | null;

  @IntField({ ...NULL, description: 'How many were expected in the period' })
  expected!: number | null;

  @IntField({ ...NULL, description: 'How many had come when it was found' })
  found!: number | null;

  @TextField({ ...NULL, description: 'The version of the law that judged' })
  ruleset!: string | null;

  @TextField({ ...NULL, description: 'Who takes care of it: the name by which events know the account' })
  owner!: string | null;

  @InstantField()
  openedAt!: string;

  @TextField()
  position!: string;

  @ObjectField(() => ClosedFindingAnswer, NULL)
  closed!: ClosedFindingAnswer | null;
}

export class FindingPageAnswer {
  @TextField({ description: 'Everything up to this position was looked at' })
  asOf!: string;

  @IntField({ description: 'Members whose lines are still being examined for what became known late' })
  examining!: number;

  @ListField(() => OpenedFindingAnswer, { max: 200 })
  findings!: OpenedFindingAnswer[];

  @TextField({ nullable: true, description: 'Cursor of the next page; null on the last' })
  next!: string | null;
}
