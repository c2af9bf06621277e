import { CodeField, CodesField, DayField, FlagField, PageRequest, TextField, TextsField, UuidField } from '#platform';
import {
  COURTESY_OUTCOMES,
  FAMILY_RELATIONS,
  REQUEST_CHANNELS,
  type CourtesyOutcome,
  type FamilyRelation,
  type RequestChannel,
} from '#statute';

const MAYBE = { optional: true, nullable: true } as const;
const WORDS = { max: 2_000 } as const;
const CODE = { max: 40 } as const;
/** Nobody has an account for somebody who died. */
const CHANNELS = REQUEST_CHANNELS.filter((channel) => channel !== 'ONLINE');

export class CourtesyPath {
  @UuidField({ description: 'Member reference of the person who died' })
  ref!: string;

  @UuidField({ description: 'The request of the family' })
  id!: string;
}

export class CourtesyQueueRequest extends PageRequest {}

export class ReceiveCourtesyRequest {
  @UuidField({ description: 'Chosen by the caller: the same id is the same request' })
  id!: string;

  @CodeField(FAMILY_RELATIONS, {
    enumName: 'FamilyRelation',
    description: 'Who asks, as seen from the person who died',
  })
  relation!: FamilyRelation;

  @TextsField({ min: 1, max: 10, length: 40, description: 'What it is about: codes of the policy (CLAIMS, OTHER)' })
  subjects!: string[];

  @CodeField(CHANNELS)
  channel!: RequestChannel;

  @DayField()
  arrivedOn!: string;

  @TextField({ max: 300, description: 'The name of whoever asks; kept sealed' })
  asker!: string;

  @TextField({ ...MAYBE, max: 300, description: 'Where the answer goes; kept sealed' })
  contact?: string | null;

  @TextField({ ...MAYBE, ...WORDS, description: 'What is wanted, in their words; kept sealed' })
  text?: string | null;
}

/** No number of a paper, and no picture of it, is kept here. */
export class ShowCourtesyRequest {
  @TextField({ ...MAYBE, ...CODE, description: 'Way of identification of whoever asks: a code of the law' })
  identity?: string | null;

  @CodesField(['DEATH_CERTIFICATE', 'REGISTER_OF_DEATH', 'FAMILY_REGISTER', 'HEIRS_LIST'], {
    max: 4,
    description: 'Papers that show the death and the relation',
  })
  papers!: string[];

  @DayField()
  shownOn!: string;
}

export class DecideCourtesyRequest {
  @CodeField(COURTESY_OUTCOMES, { enumName: 'CourtesyOutcome' })
  outcome!: CourtesyOutcome;

  @TextField({ ...MAYBE, ...CODE, description: 'Why it is refused: a code of the policy, and none of the Act' })
  reason?: string | null;

  @TextField({ ...MAYBE, ...WORDS, description: 'What the family is told; kept sealed' })
  text?: string | null;
}

export class AnswerCourtesyRequest {
  @DayField()
  answeredOn!: string;

  @CodeField(CHANNELS)
  channel!: RequestChannel;

  @FlagField({ optional: true, description: 'The risk of a channel that the association warns of was accepted' })
  atOwnRisk?: boolean;
}

export class WithdrawCourtesyRequest {
  @DayField()
  withdrawnOn!: string;
}
