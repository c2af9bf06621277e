import { CodeField, DayField, InstantField, ListField, ObjectField, TextField } from '#platform';
import { LOCATIONS, PARTY_CLASSES, type Location, type PartyClass } from '#statute';
import { AmendPartyRequest } from '../amend-party/amend-party.request.js';

/** A registered party as it is on a day. */
export class RegisteredPartyAnswer {
  @TextField()
  id!: string;

  @TextField({ nullable: true, description: 'Null once its key was destroyed' })
  name!: string | null;

  @TextField({ nullable: true })
  address!: string | null;

  @TextField({ nullable: true })
  representative!: string | null;

  @CodeField(PARTY_CLASSES, { enumName: 'PartyClass' })
  class!: PartyClass;

  @CodeField(LOCATIONS, { enumName: 'Location' })
  location!: Location;

  @TextField({ nullable: true })
  country!: string | null;
}

export class PartyAmendmentAnswer {
  @InstantField()
  recordedAt!: string;

  @TextField()
  position!: string;

  @ObjectField(() => AmendPartyRequest)
  changes!: AmendPartyRequest;
}

export class PartyOnDayAnswer {
  @DayField()
  on!: string;

  @ObjectField(() => RegisteredPartyAnswer)
  party!: RegisteredPartyAnswer;

  @ListField(() => PartyAmendmentAnswer, { max: 10_000, description: 'Every amendment, as it was recorded' })
  amendments!: PartyAmendmentAnswer[];
}

export class PartyPageAnswer {
  @TextField({ description: 'Everything up to this position is in the list' })
  asOf!: string;

  @DayField()
  on!: string;

  @ListField(() => RegisteredPartyAnswer, { max: 200 })
  parties!: RegisteredPartyAnswer[];

  @TextField({ nullable: true, description: 'Cursor of the next page; null on the last' })
  next!: string | null;
}
