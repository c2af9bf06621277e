import { CodeField, DayField, TextField } from '#platform';
import { LOCATIONS, PARTY_CLASSES, type Location, type PartyClass } from '#statute';

const MAYBE = { optional: true, nullable: true } as const;

/** Particulars of a party that are others from a day on; what is left out stays, null takes away. */
export class AmendPartyRequest {
  @DayField({ description: 'First day on which the new particulars hold' })
  effectiveFrom!: string;

  @TextField({ optional: true, max: 200 })
  name?: string;

  @TextField({ ...MAYBE, max: 300 })
  address?: string | null;

  @TextField({ ...MAYBE, max: 200 })
  representative?: string | null;

  @CodeField(PARTY_CLASSES, { optional: true, enumName: 'PartyClass' })
  class?: PartyClass;

  @CodeField(LOCATIONS, { optional: true, enumName: 'Location' })
  location?: Location;

  @TextField({
    ...MAYBE,
    min: 2,
    max: 2,
    pattern: /^[A-Z]{2}$/,
    patternName: 'a country code of two letters (ISO 3166-1)',
  })
  country?: string | null;
}
