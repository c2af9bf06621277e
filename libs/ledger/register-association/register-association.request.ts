import { INSURER_NUMBER } from '#access';
import { CodeField, DayField, ListField, ObjectField, TextField } from '#platform';
import { ASSOCIATION_CLASSES, type AssociationClass } from '#statute';
import { RETAINED_PURPOSES, type RetainedPurposes } from '../domain/association-events.js';
import { SettingsRequest } from '../change-settings/settings.fields.js';

/** What is said of the purposes of retained data, art. 32(1)(ii). */
export const RETAINED = { optional: true, description: 'Retained data has the purposes of the table, or others' };

export class BilingualRequest {
  @TextField({ max: 200 })
  ja!: string;

  @TextField({ max: 200 })
  en!: string;
}

/** What stands in the table of purposes as it is published; an empty text is an empty cell. */
export class PrintedTextRequest {
  @TextField({ optional: true, min: 0 })
  ja?: string;

  @TextField({ optional: true, min: 0 })
  en?: string;
}

export class PublishedPurposeRequest {
  @TextField({ max: 20, description: 'Code of the purposes table' })
  code!: string;

  @DayField()
  publishedFrom!: string;

  @ObjectField(() => PrintedTextRequest, {
    optional: true,
    description:
      'The words that are published, where they are to be checked; the same code from a later day replaces them',
  })
  text?: PrintedTextRequest;
}

export class ContactRequest {
  @TextField({ max: 200 })
  desk!: string;

  @TextField({ optional: true, nullable: true, max: 50 })
  phone?: string | null;

  @TextField({ optional: true, nullable: true, max: 200 })
  email?: string | null;

  @TextField({ optional: true, nullable: true, max: 500 })
  url?: string | null;

  @TextField({ optional: true, nullable: true, max: 300, description: 'Where complaints go: ORD 10(ii)' })
  complaintDesk?: string | null;

  @TextField({ optional: true, nullable: true, max: 500, description: 'How requests are made: art. 32(1)(iii)' })
  requestProcedure?: string | null;

  @TextField({ optional: true, nullable: true, max: 200, description: 'What a request costs: art. 38' })
  requestFee?: string | null;

  @TextField({ optional: true, nullable: true, max: 500, description: 'Measures of safety, as published: ORD 10(i)' })
  safetyMeasures?: string | null;

  @TextField({ optional: true, nullable: true, max: 300, description: 'Accredited body and its desk: ORD 10(iii)' })
  accreditedBody?: string | null;
}

/** An association: the business operator that keeps the ledger. */
export class RegisterAssociationRequest {
  @TextField({
    max: 64,
    pattern: /^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$/,
    patternName: 'an id of a-z, 0-9 and hyphens',
  })
  id!: string;

  @CodeField(ASSOCIATION_CLASSES, { enumName: 'AssociationClass' })
  class!: AssociationClass;

  @ObjectField(() => BilingualRequest)
  name!: BilingualRequest;

  @TextField({
    optional: true,
    nullable: true,
    max: 8,
    pattern: INSURER_NUMBER,
    patternName: 'an insurer number of 8 digits, or of 6',
    description: '保険者番号; its last digit is checked',
  })
  insurerNumber?: string | null;

  @TextField({ max: 300 })
  address!: string;

  @TextField({ max: 200 })
  representative!: string;

  @ObjectField(() => ContactRequest)
  contact!: ContactRequest;

  @DayField({ description: 'First day from which its transfers are in the ledger' })
  recordsHeldFrom!: string;

  @CodeField(RETAINED_PURPOSES, RETAINED)
  retainedPurposes?: RetainedPurposes;

  @ListField(() => PublishedPurposeRequest, { min: 1, max: 200 })
  purposes!: PublishedPurposeRequest[];

  @ObjectField(() => SettingsRequest, { optional: true, description: 'What it had settled from the beginning' })
  settings?: SettingsRequest;
}
