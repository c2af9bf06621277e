import { MEMBER_FLAGS } from '#access';
import { CitationAnswer, NamedCodeAnswer } from '#ledger';
import {
  CodeField,
  CodesField,
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
import { REQUEST_STATES } from '../domain/requests/request-state.js';

const NULL = { nullable: true } as const;

export class CitedCodeAnswer extends NamedCodeAnswer {
  @ListField(() => CitationAnswer, { max: 10 })
  citations!: CitationAnswer[];
}

export const ANSWER_STATES = ['waiting', 'running', 'warning', 'overdue', 'done', 'done-late'] as const;

export class AnswerDeadlineAnswer {
  @CodeField(ANSWER_STATES, { description: 'waiting: the days run once it is shown who asks' })
  state!: string;

  @DayField({ ...NULL, description: 'From this day on it is pressing' })
  alertOn!: string | null;

  @DayField({ ...NULL, description: 'By the own number of days for "without delay", or as the person was told' })
  dueOn!: string | null;

  @DayField({ ...NULL, description: 'The last day on or before it on which offices are open' })
  openUntil!: string | null;

  @IntField({ ...NULL, description: 'Days left; negative once it is overdue' })
  daysLeft!: number | null;

  @IntField({ ...NULL, description: 'Days left on which offices are open, today among them' })
  openDaysLeft!: number | null;

  @FlagField({ description: 'False where the holidays of the year are not announced yet' })
  certain!: boolean;
}

export class SuitAnswer {
  @DayField({ description: 'When it is time to see to it' })
  alertOn!: string;

  @DayField({ description: 'From then on a suit is possible: art. 39(1)' })
  possibleFrom!: string;

  @ListField(() => CitationAnswer, { max: 10 })
  citations!: CitationAnswer[];
}

export class RequestMarkAnswer {
  @UuidField()
  id!: string;

  @CodeField(REQUEST_STATES, { enumName: 'RequestState' })
  state!: string;

  @TextField({ description: "Position in the association's log" })
  position!: string;

  @InstantField()
  recordedAt!: string;

  @FlagField({ description: 'False when the very same was said before' })
  isNew!: boolean;
}

export class RequestPeriodAnswer {
  @DayField()
  from!: string;

  @DayField()
  to!: string;
}

/** That a method or format is not offered, and which are: art. 33(3). */
export class NotOfferedAnswer extends CitedCodeAnswer {
  @ListField(() => NamedCodeAnswer, { max: 3 })
  methods!: NamedCodeAnswer[];

  @ListField(() => NamedCodeAnswer, { max: 4 })
  formats!: NamedCodeAnswer[];
}

/** A part that is not disclosed. */
export class WithheldAnswer {
  @TextField({ ...NULL, description: 'The record; null where it is about an item of retained data' })
  record!: string | null;

  @TextField({ ...NULL, description: 'The field or item; null for the whole record' })
  field!: string | null;

  @ObjectField(() => CitedCodeAnswer)
  reason!: CitedCodeAnswer;
}

export class RequestDecisionAnswer {
  @ObjectField(() => NamedCodeAnswer)
  outcome!: NamedCodeAnswer;

  @DayField()
  decidedOn!: string;

  @ObjectField(() => CitedCodeAnswer, { ...NULL, description: 'Why it is refused' })
  reason!: CitedCodeAnswer | null;

  @ObjectField(() => CitedCodeAnswer, { ...NULL, description: 'The measure that takes the place of a stop' })
  alternative!: CitedCodeAnswer | null;

  @ObjectField(() => NamedCodeAnswer)
  method!: NamedCodeAnswer;

  @ObjectField(() => NamedCodeAnswer, { ...NULL, description: 'Of an answer that is a file' })
  format!: NamedCodeAnswer | null;

  @ObjectField(() => NotOfferedAnswer, { ...NULL, description: 'Where what was wanted is not offered: what is' })
  notOffered!: NotOfferedAnswer | null;

  @ObjectField(() => CitedCodeAnswer, { ...NULL, description: 'Where the wanted method was costly or hard' })
  instead!: CitedCodeAnswer | null;

  @TextField({ ...NULL, description: 'The reasons as the person is told them; null once its key was destroyed' })
  text!: string | null;

  @TextField({ ...NULL, description: 'Position of the log up to which records were disclosed' })
  recordsAsOf!: string | null;

  @IntField({ ...NULL, description: 'How many records it is about' })
  records!: number | null;

  @ListField(() => WithheldAnswer, { max: 500 })
  withheld!: WithheldAnswer[];

  @TextsField({ max: 20, description: 'Transfers that were corrected because of it' })
  corrections!: string[];

  @ListField(() => NamedCodeAnswer, { max: 10, description: 'What of the registration was corrected because of it' })
  registrations!: NamedCodeAnswer[];

  @UuidField({ ...NULL, description: 'The stop that was declared because of it' })
  standingId!: string | null;
}

/** A disclosure request as the person sees it. */
export class OwnRequestAnswer {
  @UuidField()
  id!: string;

  @CodeField(REQUEST_STATES, { enumName: 'RequestState' })
  state!: string;

  @ObjectField(() => CitedCodeAnswer)
  kind!: CitedCodeAnswer;

  @ObjectField(() => NamedCodeAnswer)
  channel!: NamedCodeAnswer;

  @ObjectField(() => NamedCodeAnswer, { description: 'How the answer is wanted' })
  method!: NamedCodeAnswer;

  @ObjectField(() => NamedCodeAnswer, { ...NULL, description: 'The format of the file, where one is wanted' })
  format!: NamedCodeAnswer | null;

  @ObjectField(() => NotOfferedAnswer, { ...NULL, description: 'Where what is wanted is not offered: what is' })
  notOffered!: NotOfferedAnswer | null;

  @ListField(() => CitedCodeAnswer, { max: 10 })
  grounds!: CitedCodeAnswer[];

  @ListField(() => CitedCodeAnswer, { max: 10, description: 'What of the data it is about, if that was said' })
  about!: CitedCodeAnswer[];

  @InstantField()
  receivedAt!: string;

  @InstantField({ description: 'When it was entered' })
  enteredAt!: string;

  @DayField()
  arrivedOn!: string;

  @IntField({ description: 'In yen' })
  fee!: number;

  @ObjectField(() => RequestPeriodAnswer, { ...NULL, description: 'RQ3: the days of which records are wanted' })
  period!: RequestPeriodAnswer | null;

  @TextsField({ max: 3, description: 'What is still to be shown: PERSON, REPRESENTATIVE, EVIDENCE' })
  missing!: string[];

  @DayField(NULL)
  completeOn!: string | null;

  @ObjectField(() => AnswerDeadlineAnswer)
  answer!: AnswerDeadlineAnswer;

  @DayField({ ...NULL, description: 'Until when it takes, as the person was told' })
  extendedTo!: string | null;

  @ObjectField(() => RequestDecisionAnswer, { ...NULL, description: 'For the person: once it was delivered' })
  decision!: RequestDecisionAnswer | null;

  @DayField(NULL)
  deliveredOn!: string | null;

  @UuidField({ ...NULL, description: 'The request that goes on in its place' })
  duplicateOf!: string | null;

  @DayField(NULL)
  endedOn!: string | null;

  @TextField({ ...NULL, description: 'What is wanted, in the words of whoever asks; null once its key was destroyed' })
  text!: string | null;

  @TextField({ description: 'Position of its last event' })
  position!: string;
}

export class ShownIdentityAnswer {
  @TextField()
  role!: string;

  @ObjectField(() => NamedCodeAnswer)
  method!: NamedCodeAnswer;

  @IntField({ description: '1 by what is registered, 2 by an account or a copy, 3 by an original' })
  assurance!: number;

  @CodeField(['NONE', 'MASKED'])
  copy!: string;

  @DayField()
  shownOn!: string;
}

/** A medical institution was asked whether a disclosure would hinder the treatment. */
export class InquiryAnswer {
  @UuidField()
  id!: string;

  @DayField()
  askedOn!: string;

  @DayField(NULL)
  answeredOn!: string | null;

  @TextField({ ...NULL, description: 'Which one; null once the key of the person was destroyed' })
  institution!: string | null;

  @ObjectField(() => NamedCodeAnswer, { ...NULL, description: 'Null where it did not answer yet' })
  answer!: NamedCodeAnswer | null;
}

export const APPROVALS = ['not-needed', 'needed', 'given'] as const;

export class RequestStepAnswer {
  @TextField()
  type!: string;

  @TextField({ description: 'Role of whoever did it' })
  role!: string;

  @InstantField()
  recordedAt!: string;

  @TextField({ ...NULL, description: 'What was said; null where nothing was, or its key was destroyed' })
  text!: string | null;

  @TextField()
  position!: string;
}

/** A disclosure request as officers see it. */
export class RequestAnswer extends OwnRequestAnswer {
  @UuidField({ description: 'Member reference' })
  member!: string;

  @ObjectField(() => NamedCodeAnswer, { description: 'Who asks' })
  asker!: NamedCodeAnswer;

  @TextField({ ...NULL, description: 'Who represents the person' })
  representative!: string | null;

  @TextField({ ...NULL, description: 'Where the answer goes, if not as registered' })
  contact!: string | null;

  @CodesField(MEMBER_FLAGS, {
    max: 2,
    enumName: 'MemberFlag',
    description: 'Flags that stand of the person: 不開示, 自己情報提供不可',
  })
  flags!: string[];

  @ObjectField(() => SuitAnswer, { ...NULL, description: 'Null for a kind that art. 39 does not name' })
  suit!: SuitAnswer | null;

  @ListField(() => InquiryAnswer, { max: 50, description: 'Questions to medical institutions' })
  inquiries!: InquiryAnswer[];

  @CodeField(APPROVALS, { description: 'Of the decision by a second officer: where a flag protects the person' })
  approval!: string;

  @ListField(() => ShownIdentityAnswer, { max: 100 })
  identities!: ShownIdentityAnswer[];

  @ListField(() => NamedCodeAnswer, { max: 10, description: 'Papers that show the representation' })
  evidence!: NamedCodeAnswer[];

  @TextField({ description: 'The version of the law by which it is handled' })
  ruleset!: string;

  @ListField(() => RequestStepAnswer, { max: 1_000 })
  history!: RequestStepAnswer[];
}

export class RequestListAnswer {
  @DayField({ description: 'The day for which the states are told' })
  on!: string;

  @ListField(() => RequestAnswer, { max: 1_000 })
  requests!: RequestAnswer[];
}

export class OwnRequestListAnswer {
  @DayField({ description: 'The day for which the states are told' })
  on!: string;

  @ListField(() => OwnRequestAnswer, { max: 1_000 })
  requests!: OwnRequestAnswer[];
}
