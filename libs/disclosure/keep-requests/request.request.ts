import { PeriodRequest } from '#ledger';
import {
  CodeField,
  CodesField,
  DayField,
  FlagField,
  InstantField,
  ListField,
  ObjectField,
  TextField,
  TextsField,
  UuidField,
} from '#platform';
import {
  PARTY_CLASSES,
  REQUEST_ASKERS,
  REQUEST_CHANNELS,
  REQUEST_FORMATS,
  REQUEST_KINDS,
  REQUEST_METHODS,
  REQUEST_OUTCOMES,
  REQUEST_ROLES,
  type PartyClass,
  type RequestAsker,
  type RequestChannel,
  type RequestFormat,
  type RequestKind,
  type RequestMethod,
  type RequestOutcome,
  type RequestRole,
} from '#statute';

const MAYBE = { optional: true, nullable: true } as const;
const WORDS = { max: 2_000 } as const;
const CODE = { max: 40 } as const;
/** Channels by which an officer takes a request in: the portal is the member's own. */
export const TAKEN_IN = REQUEST_CHANNELS.filter((channel) => channel !== 'ONLINE');

export class RequestPath {
  @UuidField({ description: 'Member reference' })
  ref!: string;

  @UuidField({ description: 'The disclosure request' })
  id!: string;
}

export class OwnRequestPath {
  @UuidField({ description: 'The disclosure request' })
  id!: string;
}

/** What a member asks for online. */
export class SubmitOwnRequestRequest {
  @UuidField({ description: 'Chosen by the caller: the same id is the same request' })
  id!: string;

  @CodeField(REQUEST_KINDS, {
    enumName: 'RequestKind',
    description:
      'RQ1 利用目的の通知, RQ2 開示, RQ3 第三者提供記録の開示, RQ4 訂正等, RQ5 利用停止・消去, RQ6 第三者提供の停止',
  })
  kind!: RequestKind;

  @CodeField(REQUEST_METHODS, { enumName: 'RequestMethod', description: 'How the answer is wanted' })
  method!: RequestMethod;

  @CodeField(REQUEST_FORMATS, {
    ...MAYBE,
    enumName: 'RequestFormat',
    description: 'ELECTRONIC alone: the format of the file; where it is not offered, the answer says which are',
  })
  format?: RequestFormat | null;

  @TextsField({ optional: true, max: 10, length: 40, description: 'Grounds, for RQ4 to RQ6: codes of the law' })
  grounds?: string[];

  @TextsField({
    optional: true,
    max: 10,
    length: 40,
    description: 'RQ2: what of the data it is about, where that asks for a step of its own: CLAIMS (レセプト)',
  })
  about?: string[];

  @TextField({ ...MAYBE, ...WORDS, description: 'What is wanted, in own words; kept sealed' })
  text?: string | null;

  @TextField({ ...MAYBE, max: 300, description: 'Where the answer goes, if not as registered; kept sealed' })
  contact?: string | null;

  @ObjectField(() => PeriodRequest, { ...MAYBE, description: 'RQ3: the days of which records are wanted, or all' })
  period?: PeriodRequest | null;
}

/** A request that came in by post, at the counter, by telephone, e-mail or fax. */
export class ReceiveRequestRequest extends SubmitOwnRequestRequest {
  @CodeField(REQUEST_ASKERS, {
    enumName: 'RequestAsker',
    description:
      'Who asks. SPOUSE, INSURED, OTHER: somebody without a mandate, who is refused at once (Cabinet Order art. 13)',
  })
  asker!: RequestAsker;

  @CodeField(TAKEN_IN)
  channel!: RequestChannel;

  @InstantField({ description: 'When it reached the association' })
  receivedAt!: string;

  @DayField({
    ...MAYBE,
    description: 'The day on which it would normally have arrived, where that was before: art. 39(2)',
  })
  arrivedOn?: string | null;

  @TextField({ ...MAYBE, max: 300, description: 'Who represents the person, or asks for the person; kept sealed' })
  representative?: string | null;
}

export class AskIdentityRequest {
  @TextField({ ...MAYBE, ...WORDS, description: 'What was asked for; kept sealed' })
  text?: string | null;
}

/** Who asks was shown. No number of a paper, and no picture of it, is kept here. */
export class ShowIdentityRequest {
  @CodeField(REQUEST_ROLES, { description: 'Whose identity' })
  role!: RequestRole;

  @TextField({ ...CODE, description: 'Way of identification: a code of the law' })
  method!: string;

  @CodeField(REQUEST_CHANNELS, { enumName: 'RequestChannel', description: 'By which channel it was shown' })
  channel!: RequestChannel;

  @CodeField(['NONE', 'MASKED'], {
    description: 'Whether a copy is kept elsewhere: with the numbers of the insured made unreadable, or none',
  })
  copy!: 'NONE' | 'MASKED';

  @DayField()
  shownOn!: string;

  @TextField({ ...MAYBE, ...WORDS, description: 'Kept sealed' })
  note?: string | null;
}

export class ShowEvidenceRequest {
  @TextsField({ min: 1, max: 5, length: 40, description: 'Papers that show the representation: codes of the law' })
  papers!: string[];

  @DayField()
  shownOn!: string;

  @TextField({ ...MAYBE, ...WORDS, description: 'Kept sealed' })
  note?: string | null;
}

export class AskTargetRequest {
  @TextField({ ...WORDS, description: 'What was asked; kept sealed' })
  text!: string;
}

export class AnswerTargetRequest {
  @DayField()
  answeredOn!: string;

  @FlagField({ description: 'Whether the person narrowed the request; nobody has to' })
  narrowed!: boolean;

  @TextField({ ...WORDS, description: 'What the person said; kept sealed' })
  text!: string;

  @ObjectField(() => PeriodRequest, { ...MAYBE, description: 'RQ3: the days to which it was narrowed' })
  period?: PeriodRequest | null;
}

export class AskInstitutionRequest {
  @UuidField({ description: 'The inquiry, by an id that the caller chooses' })
  inquiry!: string;

  @DayField()
  askedOn!: string;

  @TextField({ max: 300, description: 'Which medical institution; kept sealed' })
  institution!: string;

  @TextField({ ...MAYBE, ...WORDS, description: 'What was asked; kept sealed' })
  text?: string | null;
}

export class AnswerInquiryRequest {
  @UuidField()
  inquiry!: string;

  @DayField({ description: 'When it answered, or was known not to' })
  answeredOn!: string;

  @TextField({ ...CODE, description: 'NO_HINDRANCE, HINDRANCE, PART, NO_ANSWER; kept sealed' })
  answer!: string;

  @TextField({ ...MAYBE, ...WORDS, description: 'In its words; kept sealed' })
  text?: string | null;
}

export class ApproveDecisionRequest {
  @TextField({ ...MAYBE, ...WORDS, description: 'Kept sealed' })
  text?: string | null;
}

export class ExtendRequestRequest {
  @DayField({ description: 'Until when it takes' })
  dueOn!: string;

  @DayField({ description: 'When the person was told' })
  noticedOn!: string;

  @CodeField(REQUEST_CHANNELS, { enumName: 'RequestChannel' })
  channel!: RequestChannel;

  @TextField({ ...WORDS, description: 'Why, as the person was told; kept sealed' })
  text!: string;
}

export class WithheldRequest {
  @TextField({ ...MAYBE, max: 50, description: 'RQ3: the record, by transfer and line' })
  record?: string | null;

  @TextField({
    ...MAYBE,
    max: 60,
    description: 'RQ3: a statutory field, or nothing for the whole record; RQ2: an item',
  })
  field?: string | null;

  @TextField({ ...CODE, description: 'Reason of art. 33(2): HARM, BUSINESS, OTHER_LAW' })
  reason!: string;
}

/** What is not sent any more; empty lists mean everything. */
export class StopRequest {
  @CodesField(PARTY_CLASSES, { max: 30, enumName: 'PartyClass' })
  classes!: PartyClass[];

  @TextsField({ max: 100, length: 64 })
  parties!: string[];

  @TextsField({ max: 300, length: 60 })
  items!: string[];

  @TextsField({ max: 100, length: 20 })
  purposes!: string[];
}

export class DecideRequestRequest {
  @CodeField(REQUEST_OUTCOMES, {
    enumName: 'RequestOutcome',
    description: 'GRANTED whole, PART, ALTERNATIVE (a measure in place of a stop), REFUSED, NO_RECORD',
  })
  outcome!: RequestOutcome;

  @TextField({ ...MAYBE, ...CODE, description: 'Why it is refused: a code of the law' })
  reason?: string | null;

  @TextField({ ...MAYBE, ...CODE, description: 'The measure: KEPT_BY_LAW, COSTLY' })
  alternative?: string | null;

  @CodeField(REQUEST_METHODS, {
    enumName: 'RequestMethod',
    description: 'How it is answered: as it was asked for, or on paper where that is costly or hard (art. 33(2), (3))',
  })
  method!: RequestMethod;

  @CodeField(REQUEST_FORMATS, {
    ...MAYBE,
    enumName: 'RequestFormat',
    description: 'ELECTRONIC alone: as it was asked for where it is left out, or the first that is offered',
  })
  format?: RequestFormat | null;

  @FlagField({ optional: true, description: 'The person agreed to another method than was asked for' })
  agreed?: boolean;

  @ListField(() => WithheldRequest, { optional: true, max: 500, description: 'PART of RQ2 and RQ3: what is withheld' })
  withheld?: WithheldRequest[];

  @TextsField({
    optional: true,
    max: 20,
    length: 36,
    pattern: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
    patternName: 'ids of transfers',
    description: 'RQ4: transfers that were corrected because of it, by id',
  })
  corrections?: string[];

  @TextsField({
    optional: true,
    max: 10,
    length: 40,
    description: 'RQ4: what of the registration was corrected because of it: NAME, IDENTIFIERS, OWN_KEY, ELIGIBILITY',
  })
  registrations?: string[];

  @ObjectField(() => StopRequest, { ...MAYBE, description: 'RQ5 and RQ6: what is not sent any more from now on' })
  stop?: StopRequest | null;

  @TextField({ ...MAYBE, ...WORDS, description: 'The reasons as the person is told them (art. 36); kept sealed' })
  text?: string | null;
}

export class DeliverAnswerRequest {
  @DayField()
  deliveredOn!: string;

  @CodeField(REQUEST_CHANNELS, { enumName: 'RequestChannel' })
  channel!: RequestChannel;

  @FlagField({ optional: true, description: 'The person accepted the risk of a channel that the association warns of' })
  atOwnRisk?: boolean;

  @TextField({ ...MAYBE, ...WORDS, description: 'Kept sealed' })
  note?: string | null;
}

export class SettleUseRequest {
  @TextField({ max: 64, description: 'The arrangement, by id: of joint use or entrustment' })
  arrangement!: string;

  @TextField({ ...CODE, description: 'ENDED for the person, or GOES_ON' })
  settlement!: string;

  @DayField()
  settledOn!: string;

  @TextField({ ...WORDS, description: 'How it ended, or why it goes on; kept sealed' })
  text!: string;
}

export class CloseRequestRequest {
  @TextField({ ...MAYBE, ...WORDS, description: 'Kept sealed' })
  text?: string | null;
}

export class WithdrawRequestRequest {
  @DayField({ description: 'The day on which the person took it back' })
  withdrawnOn!: string;

  @TextField({ ...MAYBE, ...WORDS, description: 'Kept sealed' })
  text?: string | null;
}

export class WithdrawOwnRequestRequest {
  @TextField({ ...MAYBE, ...WORDS, description: 'Why, if I want to say so; kept sealed' })
  text?: string | null;
}

export class MarkDuplicateRequest {
  @UuidField({ description: 'The request that goes on' })
  of!: string;

  @TextField({ ...WORDS, description: 'How it was seen that it is the same; kept sealed' })
  text!: string;
}
