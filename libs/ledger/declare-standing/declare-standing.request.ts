import { REPRESENTATIVE_CAPACITIES, type RepresentativeCapacity } from '../domain/registration-events.js';
import {
  CodeField,
  CodesField,
  FlagField,
  InstantField,
  ObjectField,
  TextField,
  TextsField,
  UuidField,
} from '#platform';
import { PARTY_CLASSES, STANDING_KINDS, type PartyClass, type StandingKind } from '#statute';

const MAYBE = { optional: true, nullable: true } as const;

export class ScopeRequest {
  @CodesField(PARTY_CLASSES, { max: 30, enumName: 'PartyClass' })
  classes!: PartyClass[];

  @TextsField({ max: 100, length: 64 })
  parties!: string[];

  @TextsField({ max: 300, length: 60 })
  items!: string[];

  @TextsField({ max: 100, length: 20 })
  purposes!: string[];
}

/** What the member was told before consenting to provision abroad: Rules 17(2) to (4). */
export class ForeignInfoRequest {
  @TextField({
    nullable: true,
    min: 2,
    max: 2,
    pattern: /^[A-Z]{2}$/,
    patternName: 'a country code of two letters (ISO 3166-1)',
    description: 'Null where it could not be told, and why is said',
  })
  country!: string | null;

  @FlagField({ description: 'Of the data-protection system of the country' })
  system!: boolean;

  @FlagField({ description: 'Of the measures that the recipient takes' })
  measures!: boolean;

  @TextField({ ...MAYBE, description: 'Why something is not known' })
  unknownReason?: string | null;
}

/** Who declared: the member, or a representative, who is named. */
export class DeclaredByRequest {
  @CodeField(['self', 'representative'])
  who!: 'self' | 'representative';

  @TextField({ ...MAYBE, max: 100, description: 'The representative, as the association knows one; no name' })
  id?: string | null;

  @CodeField(REPRESENTATIVE_CAPACITIES, {
    ...MAYBE,
    description: 'PARENT: 親権者, until the member comes of age; GUARDIAN: 後見人等; AGENT: 任意代理人',
  })
  capacity?: RepresentativeCapacity | null;
}

/** What a member declared: a consent, a reservation, an objection, a stop. */
export class DeclareStandingRequest {
  @UuidField({ description: "The declaration's id, chosen by the caller: the same id is the same declaration" })
  id!: string;

  @CodeField(STANDING_KINDS, { enumName: 'StandingKind' })
  kind!: StandingKind;

  @TextField({ ...MAYBE, max: 64, description: 'The arrangement that it is about; or the scope alone' })
  matter?: string | null;

  @ObjectField(() => ScopeRequest)
  scope!: ScopeRequest;

  @InstantField({ description: 'When it reached the association' })
  receivedAt!: string;

  @InstantField({ description: 'From when it counts' })
  effectiveFrom!: string;

  @CodeField(['WEB', 'PAPER', 'ORAL', 'ELECTRONIC', 'OTHER'])
  form!: string;

  @TextField({ ...MAYBE, max: 100, description: 'Version of the notice that the member saw' })
  noticeVersion?: string | null;

  @ObjectField(() => ForeignInfoRequest, MAYBE)
  foreignInfo?: ForeignInfoRequest | null;

  @ObjectField(() => DeclaredByRequest, MAYBE)
  by?: DeclaredByRequest | null;

  @TextField({ ...MAYBE, max: 300 })
  evidence?: string | null;

  @TextField({ ...MAYBE, description: 'The reason, where one is asked; kept sealed' })
  reason?: string | null;
}

export class WithdrawStandingRequest {
  @InstantField({ description: 'When the withdrawal reached the association' })
  receivedAt!: string;

  @InstantField({ description: 'From when it counts; not before it was received' })
  effectiveFrom!: string;

  @TextField(MAYBE)
  reason?: string | null;

  @ObjectField(() => DeclaredByRequest, MAYBE)
  by?: DeclaredByRequest | null;
}
