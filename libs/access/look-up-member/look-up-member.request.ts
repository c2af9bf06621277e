import { DayField, TextField } from '#platform';
import { INSURER_NUMBER } from '../domain/identifiers.js';
import { OWN_KEY } from '../register-member/identifiers.request.js';

const PART = { optional: true, nullable: true, max: 40 } as const;

/** The identifiers of one person: the whole composite, or the own key. They stand here and never in an address. */
export class LookUpMemberRequest {
  @TextField({ ...OWN_KEY, optional: true, nullable: true })
  ownKey?: string | null;

  @TextField({ ...PART, max: 8, pattern: INSURER_NUMBER, patternName: 'an insurer number of 8 digits, or of 6' })
  insurerNumber?: string | null;

  @TextField({ ...PART, description: '被保険者記号' })
  symbol?: string | null;

  @TextField({ ...PART, description: '被保険者番号 or certificate number' })
  number?: string | null;

  @TextField({ ...PART, max: 2, description: '枝番' })
  branch?: string | null;

  @DayField({ optional: true, description: 'Whose it was on a day; whose it is now when left out' })
  on?: string;
}
