import {
  CodeField,
  DayField,
  FlagField,
  InstantField,
  IntField,
  ListField,
  ObjectField,
  TextField,
  TextsField,
  UuidField,
} from '#platform';
import { DEADLINE_STATES } from '../domain/breach.js';
import { CitationAnswer } from '../record-transfer/answers.js';

const NULL = { nullable: true } as const;

export class BreachReasonAnswer {
  @TextField()
  code!: string;

  @TextField()
  ja!: string;

  @TextField()
  en!: string;

  @ListField(() => CitationAnswer, { max: 10 })
  citations!: CitationAnswer[];
}

export class BreachMatterAnswer {
  @TextField()
  code!: string;

  @TextField()
  ja!: string;

  @TextField()
  en!: string;

  @FlagField({ description: 'Persons are told of it as well: Rules 10' })
  toPersons!: boolean;

  @TextField({ ...NULL, description: 'Null where it is not stated yet' })
  text!: string | null;
}

export class BreachDeadlineAnswer {
  @CodeField(DEADLINE_STATES)
  state!: string;

  @DayField({ ...NULL, description: 'From this day on it is pressing' })
  warnOn!: string | null;

  @DayField(NULL)
  dueOn!: string | null;

  @FlagField({ description: 'False where the holidays that may move the day are not announced yet' })
  certain!: boolean;

  @DayField(NULL)
  doneOn!: string | null;

  @ListField(() => CitationAnswer, { max: 10 })
  citations!: CitationAnswer[];
}

export class BreachEventAnswer {
  @TextField()
  type!: string;

  @TextField()
  position!: string;

  @InstantField()
  recordedAt!: string;
}

/** A breach, what the law asks about it by when, and what was done. */
export class BreachAnswer {
  @UuidField()
  id!: string;

  @CodeField(['open', 'closed'])
  state!: string;

  @DayField()
  knewOn!: string;

  @DayField(NULL)
  entrusteeNoticeOn!: string | null;

  @IntField()
  persons!: number;

  @TextsField({ max: 20 })
  transfers!: string[];

  @FlagField({ description: 'Whether it has to be reported: Rules 7' })
  reportable!: boolean;

  @ListField(() => BreachReasonAnswer, { max: 10 })
  reasons!: BreachReasonAnswer[];

  @ObjectField(() => BreachReasonAnswer, {
    ...NULL,
    description: 'Why it need not be reported in spite of the reasons',
  })
  exempt!: BreachReasonAnswer | null;

  @DayField({ ...NULL, description: 'Day 1 of the clock' })
  countsFrom!: string | null;

  @ObjectField(() => BreachDeadlineAnswer, { description: '速報' })
  preliminary!: BreachDeadlineAnswer;

  @ObjectField(() => BreachDeadlineAnswer, { description: '確報' })
  final!: BreachDeadlineAnswer;

  @ObjectField(() => BreachDeadlineAnswer, {
    description: 'Notice to the persons, promptly according to the situation',
  })
  notice!: BreachDeadlineAnswer;

  @ListField(() => BreachMatterAnswer, { max: 9 })
  matters!: BreachMatterAnswer[];

  @TextsField({ max: 20, description: 'What has to be done before it can be closed' })
  left!: string[];

  @TextField({ description: 'The version of the law by which it is judged' })
  ruleset!: string;

  @TextField({ description: 'Position of its last event' })
  position!: string;

  @ListField(() => BreachEventAnswer, { max: 1_000 })
  history!: BreachEventAnswer[];
}

export class BreachListAnswer {
  @DayField({ description: 'The day for which the states are told' })
  on!: string;

  @ListField(() => BreachAnswer, { max: 1_000 })
  breaches!: BreachAnswer[];
}
