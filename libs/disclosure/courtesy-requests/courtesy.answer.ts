import { CitationAnswer, NamedCodeAnswer } from '#ledger';
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
import { COURTESY_STATES } from '../domain/courtesy/courtesy-state.js';

const NULL = { nullable: true } as const;

export class CourtesyMarkAnswer {
  @UuidField()
  id!: string;

  @CodeField(COURTESY_STATES, { enumName: 'CourtesyState' })
  state!: string;

  @TextField({ description: "Position in the association's log" })
  position!: string;

  @InstantField()
  recordedAt!: string;

  @FlagField({ description: 'False when the very same was said before' })
  isNew!: boolean;
}

export class CourtesyNoteAnswer {
  @TextField()
  ja!: string;

  @TextField()
  en!: string;

  @ListField(() => CitationAnswer, { max: 10 })
  citations!: CitationAnswer[];
}

/** What a bereaved family asks, in codes and days. */
export class CourtesyListedAnswer {
  @UuidField()
  id!: string;

  @UuidField({ description: 'Member reference of the person who died' })
  member!: string;

  @CodeField(COURTESY_STATES, { enumName: 'CourtesyState' })
  state!: string;

  @ObjectField(() => NamedCodeAnswer)
  relation!: NamedCodeAnswer;

  @ListField(() => NamedCodeAnswer, { max: 10 })
  subjects!: NamedCodeAnswer[];

  @DayField()
  arrivedOn!: string;

  @IntField({ description: 'In yen' })
  fee!: number;

  @TextsField({ max: 3, description: 'What is still to be shown: IDENTITY, DEATH, KINSHIP' })
  missing!: string[];

  @DayField({ ...NULL, description: 'A courtesy: by the own number of days, for no law has one' })
  courtesyDueOn!: string | null;

  @ObjectField(() => NamedCodeAnswer, NULL)
  outcome!: NamedCodeAnswer | null;

  @ObjectField(() => NamedCodeAnswer, { ...NULL, description: 'Of the policy of the association' })
  reason!: NamedCodeAnswer | null;

  @DayField(NULL)
  decidedOn!: string | null;

  @DayField(NULL)
  answeredOn!: string | null;

  @TextField()
  position!: string;
}

export class CourtesyAnswer extends CourtesyListedAnswer {
  @TextField({ ...NULL, description: 'Who asks; null once its key was destroyed' })
  asker!: string | null;

  @TextField(NULL)
  contact!: string | null;

  @TextField({ ...NULL, description: 'In the words of whoever asks' })
  text!: string | null;

  @TextField({ ...NULL, description: 'What the family is told' })
  told!: string | null;
}

export class CourtesyListAnswer {
  @ObjectField(() => CourtesyNoteAnswer)
  note!: CourtesyNoteAnswer;

  @ListField(() => CourtesyAnswer, { max: 1_000 })
  requests!: CourtesyAnswer[];
}

export class CourtesyQueueAnswer {
  @ObjectField(() => CourtesyNoteAnswer)
  note!: CourtesyNoteAnswer;

  @TextField({ description: 'Position up to which it is complete' })
  asOf!: string;

  @ListField(() => CourtesyListedAnswer, { max: 200, description: 'What is open, the oldest first' })
  requests!: CourtesyListedAnswer[];

  @TextField({ ...NULL, description: 'The cursor of the next page; null on the last' })
  next!: string | null;
}
