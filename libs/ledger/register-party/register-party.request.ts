import { CodeField, TextField } from '#platform';
import { LOCATIONS, PARTY_CLASSES, type Location, type PartyClass } from '#statute';
import { REGISTERED_ID } from '../record-transfer/statement-parts.request.js';

const MAYBE = { optional: true, nullable: true } as const;

/** The other side of transfers: what the statutory record says of it. */
export class RegisterPartyRequest {
  @TextField(REGISTERED_ID)
  id!: string;

  @TextField({ max: 200 })
  name!: string;

  @TextField({ ...MAYBE, max: 300 })
  address?: string | null;

  @TextField({ ...MAYBE, max: 200 })
  representative?: string | null;

  @CodeField(PARTY_CLASSES, { enumName: 'PartyClass' })
  class!: PartyClass;

  @CodeField(LOCATIONS, { enumName: 'Location' })
  location!: Location;

  @TextField({
    ...MAYBE,
    min: 2,
    max: 2,
    pattern: /^[A-Z]{2}$/,
    patternName: 'a country code of two letters (ISO 3166-1)',
  })
  country?: string | null;
}
