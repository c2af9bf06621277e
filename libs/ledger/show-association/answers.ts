import { CodeField, DayField, ListField, ObjectField, TextField } from '#platform';
import { ASSOCIATION_CLASSES, type AssociationClass } from '#statute';
import { AmendedContactRequest } from '../amend-association/amend-association.request.js';
import { BilingualRequest } from '../register-association/register-association.request.js';

export class ShownPurposeAnswer {
  @TextField()
  code!: string;

  @TextField()
  ja!: string;

  @TextField()
  en!: string;

  @DayField()
  publishedFrom!: string;

  @DayField({ nullable: true, description: 'Last day of its publication; null while it goes on' })
  publishedUntil!: string | null;
}

/** An association as it is on a day. */
export class AssociationAnswer {
  @TextField()
  id!: string;

  @DayField()
  on!: string;

  @CodeField(ASSOCIATION_CLASSES, { enumName: 'AssociationClass' })
  class!: AssociationClass;

  @ObjectField(() => BilingualRequest)
  name!: BilingualRequest;

  @TextField({ nullable: true })
  insurerNumber!: string | null;

  @TextField({ nullable: true, description: 'Null once its key was destroyed' })
  address!: string | null;

  @TextField({ nullable: true })
  representative!: string | null;

  @ObjectField(() => AmendedContactRequest)
  contact!: AmendedContactRequest;

  @DayField()
  recordsHeldFrom!: string;

  @ListField(() => ShownPurposeAnswer, { max: 10_000 })
  purposes!: ShownPurposeAnswer[];
}
