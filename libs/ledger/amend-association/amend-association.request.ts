import { CodeField, DayField, ListField, ObjectField, TextField } from '#platform';
import { RETAINED_PURPOSES, type RetainedPurposes } from '../domain/association-events.js';
import {
  BilingualRequest,
  PublishedPurposeRequest,
  RETAINED,
} from '../register-association/register-association.request.js';

const MAYBE = { optional: true, nullable: true } as const;

/** Contacts that change; null takes one away, what is left out stays. */
export class AmendedContactRequest {
  @TextField({ optional: true, max: 200 })
  desk?: string;

  @TextField({ ...MAYBE, max: 50 })
  phone?: string | null;

  @TextField({ ...MAYBE, max: 200 })
  email?: string | null;

  @TextField({ ...MAYBE, max: 500 })
  url?: string | null;

  @TextField({ ...MAYBE, max: 300 })
  complaintDesk?: string | null;

  @TextField({ ...MAYBE, max: 500 })
  requestProcedure?: string | null;

  @TextField({ ...MAYBE, max: 200 })
  requestFee?: string | null;

  @TextField({ ...MAYBE, max: 500 })
  safetyMeasures?: string | null;

  @TextField({ ...MAYBE, max: 300 })
  accreditedBody?: string | null;
}

export class EndedPurposeRequest {
  @TextField({ max: 20, description: 'Code of the purposes table' })
  code!: string;

  @DayField({ description: 'Last day of its publication' })
  publishedUntil!: string;
}

/** Particulars of the association that are others from a day on. */
export class AmendAssociationRequest {
  @DayField({ description: 'First day on which the new particulars hold' })
  effectiveFrom!: string;

  @ObjectField(() => BilingualRequest, { optional: true })
  name?: BilingualRequest;

  @TextField({ optional: true, max: 300 })
  address?: string;

  @TextField({ optional: true, max: 200 })
  representative?: string;

  @ObjectField(() => AmendedContactRequest, { optional: true })
  contact?: AmendedContactRequest;

  @ListField(() => PublishedPurposeRequest, { optional: true, min: 1, max: 200, description: 'Published anew' })
  publish?: PublishedPurposeRequest[];

  @ListField(() => EndedPurposeRequest, { optional: true, min: 1, max: 200, description: 'Published no longer' })
  unpublish?: EndedPurposeRequest[];

  @CodeField(RETAINED_PURPOSES, RETAINED)
  retainedPurposes?: RetainedPurposes;
}
