import { CodeField, CodesField, InstantField, ObjectField, TextField, TextsField, UuidField } from '#platform';
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

  @TextField({ ...MAYBE, description: 'Information given before a consent to provision abroad' })
  foreignInfo?: string | null;

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
}
