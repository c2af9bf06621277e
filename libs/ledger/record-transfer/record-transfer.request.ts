import { CodeField, DayField, InstantField, IntField, ListField, ObjectField, TextField, UuidField } from '#platform';
import { DATA_KINDS, DIRECTIONS, MEANS } from '#statute';
import type { DataKind, Direction, Means } from '#statute';
import {
  ArrangementReference,
  ConfirmationRequest,
  EvidenceRequest,
  FileRequest,
  GroundRequest,
  IdentifierRequest,
  ItemRequest,
  MemberRequest,
  PartyRequest,
  PeriodRequest,
  RecordRequest,
} from './statement-parts.request.js';

const MAYBE = { optional: true, nullable: true } as const;

/** Members that one call may name; more belong to an import. */
export const MEMBERS_PER_CALL_MAX = 1_000;

/** One movement of members' personal data to or from one party. */
export class RecordTransferRequest {
  @TextField({
    max: 100,
    pattern: /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/,
    patternName: 'a name of letters, digits, dots, hyphens and underscores',
    description: 'The sending system; stands in clear in the log',
    example: 'kenpo-core',
  })
  source!: string;

  @TextField({
    max: 200,
    description: "The sending system's own name of this transfer: the same name is the same fact for ever",
  })
  externalId!: string;

  @CodeField(['planned', 'done'], {
    optional: true,
    description: 'done (default): it was sent or received. planned: may it be?',
  })
  phase?: 'planned' | 'done';

  @CodeField(['refuse', 'drop'], {
    optional: true,
    description: 'Planned only: refuse the whole (default), or drop blocked lines; a household notice drops them',
  })
  onBlocked?: 'refuse' | 'drop';

  @CodeField(DIRECTIONS)
  direction!: Direction;

  @ObjectField(() => ArrangementReference, MAYBE)
  arrangement?: ArrangementReference | null;

  @ObjectField(() => PartyRequest)
  party!: PartyRequest;

  @InstantField({ ...MAYBE, description: 'When it was sent or received; or the day alone' })
  occurredAt?: string | null;

  @DayField(MAYBE)
  occurredOn?: string | null;

  @ObjectField(() => PeriodRequest, MAYBE)
  period?: PeriodRequest | null;

  @CodeField(DATA_KINDS, { optional: true, description: 'PERSONAL_DATA when left out' })
  dataKind?: DataKind;

  @TextField({ max: 20, description: 'Code of the purposes table', example: 'U06' })
  purpose!: string;

  @CodeField(MEANS)
  means!: Means;

  @ListField(() => ItemRequest, { min: 1, max: 200 })
  items!: ItemRequest[];

  @ListField(() => MemberRequest, { min: 1, max: MEMBERS_PER_CALL_MAX })
  members!: MemberRequest[];

  @ObjectField(() => GroundRequest, MAYBE)
  ground?: GroundRequest | null;

  @ObjectField(() => RecordRequest, MAYBE)
  record?: RecordRequest | null;

  @ObjectField(() => ConfirmationRequest, MAYBE)
  confirmation?: ConfirmationRequest | null;

  @ListField(() => EvidenceRequest, { optional: true, max: 10 })
  evidence?: EvidenceRequest[];

  @ObjectField(() => FileRequest, MAYBE)
  file?: FileRequest | null;

  @TextField({ ...MAYBE, max: 200 })
  counterpartOperationId?: string | null;

  @IntField({ ...MAYBE, min: 1 })
  groupSize?: number | null;

  @UuidField({
    ...MAYBE,
    description: 'Insured person of the household: a planned common notice leaves out whoever objected',
  })
  household?: string | null;

  @TextField({ ...MAYBE, max: 200 })
  upstream?: string | null;

  @ListField(() => IdentifierRequest, {
    optional: true,
    max: 20,
    description: 'Fields that hold a number of another kind, where its digits look like an individual number',
  })
  identifiers?: IdentifierRequest[];
}
