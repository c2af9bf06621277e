import { CodeField, DayField, ObjectField, TextField, UuidField } from '#platform';
import { EXTENSION_CODES, type ExtensionCode } from '#statute';
import { REGISTERED_ID } from '../record-transfer/statement-parts.request.js';

/** Exactly one of these. */
export class HoldScopeRequest {
  @UuidField({ optional: true, description: 'Member reference' })
  member?: string;

  @TextField({ ...REGISTERED_ID, optional: true, description: 'A registered party' })
  party?: string;

  @TextField({ ...REGISTERED_ID, optional: true, description: 'An arrangement' })
  arrangement?: string;

  @TextField({ optional: true, max: 50, description: 'Id of a record, or of a transfer for all its records' })
  record?: string;
}

export class PlaceHoldRequest {
  @UuidField({ description: "The hold's id, chosen by the caller: the same id is the same hold" })
  id!: string;

  @CodeField(EXTENSION_CODES, {
    description: 'LEGAL_HOLD: a dispute or inquiry. OTHER_STATUTE: another law asks for it',
  })
  code!: ExtensionCode;

  @DayField({ optional: true, nullable: true, description: 'Last day; until it is released, when left out' })
  until?: string | null;

  @ObjectField(() => HoldScopeRequest)
  scope!: HoldScopeRequest;

  @TextField({ description: 'Why they are kept; kept sealed' })
  reason!: string;
}

export class ReleaseHoldRequest {
  @TextField({ description: 'Why they need not be kept any more; kept sealed' })
  reason!: string;
}
