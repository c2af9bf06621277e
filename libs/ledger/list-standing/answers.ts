import {
  CodeField,
  DayField,
  FlagField,
  InstantField,
  IntField,
  ListField,
  ObjectField,
  TextField,
  UuidField,
} from '#platform';
import { STANDING_KINDS, type StandingKind } from '#statute';
import { DeclaredByRequest, ForeignInfoRequest, ScopeRequest } from '../declare-standing/declare-standing.request.js';

const GONE = { nullable: true } as const;
const STATES = ['to-come', 'stands', 'withdrawn'] as const;

export class StandingWithdrawalAnswer {
  @InstantField({ description: 'When it reached the association' })
  receivedAt!: string;

  @InstantField({ description: 'From when the declaration no longer stands' })
  effectiveFrom!: string;

  @InstantField({ description: 'When it came into the ledger' })
  enteredAt!: string;

  @TextField(GONE)
  reason!: string | null;

  @ObjectField(() => DeclaredByRequest, GONE)
  by!: DeclaredByRequest | null;

  @TextField()
  position!: string;
}

/** One declaration of a member, with its three times. What is sealed is empty once the member's key was destroyed. */
export class StandingAnswer {
  @UuidField()
  id!: string;

  @CodeField(STANDING_KINDS, { enumName: 'StandingKind' })
  kind!: StandingKind;

  @CodeField(STATES)
  state!: (typeof STATES)[number];

  @TextField({ nullable: true, description: 'The arrangement that it is about; null where the scope decides' })
  matter!: string | null;

  @ObjectField(() => ScopeRequest)
  scope!: ScopeRequest;

  @InstantField({ description: 'When it reached the association' })
  receivedAt!: string;

  @InstantField({ description: 'From when it counts' })
  effectiveFrom!: string;

  @InstantField({ description: 'When it came into the ledger' })
  enteredAt!: string;

  @TextField()
  form!: string;

  @TextField(GONE)
  noticeVersion!: string | null;

  @ObjectField(() => ForeignInfoRequest, { nullable: true, description: 'What was told of a country: Rules 17' })
  foreignInfo!: ForeignInfoRequest | null;

  @TextField(GONE)
  evidence!: string | null;

  @TextField(GONE)
  reason!: string | null;

  @ObjectField(() => DeclaredByRequest, { nullable: true, description: 'Who declared, where it was stated' })
  by!: DeclaredByRequest | null;

  @IntField({ nullable: true, description: 'Of a consent, the age of a member who was not of age at its receipt' })
  age!: number | null;

  @ObjectField(() => StandingWithdrawalAnswer, GONE)
  withdrawal!: StandingWithdrawalAnswer | null;

  @TextField()
  position!: string;

  @FlagField({ description: 'False once the key was destroyed that sealed what it is about' })
  isReadable!: boolean;
}

export class StandingListAnswer {
  @UuidField({ description: 'Member reference' })
  member!: string;

  @DayField({ description: 'Today in Japan' })
  on!: string;

  @ListField(() => StandingAnswer, { max: 100_000, description: 'Every declaration, as it was entered' })
  standing!: StandingAnswer[];
}
