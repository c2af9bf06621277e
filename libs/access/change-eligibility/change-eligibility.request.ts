import { CodeField, DayField } from '#platform';
import { ELIGIBILITY_CHANGES, type EligibilityChange } from '../domain/member-events.js';

export class ChangeEligibilityRequest {
  @CodeField(ELIGIBILITY_CHANGES, { description: 'ACQUIRED: 資格取得; LOST: 資格喪失', enumName: 'EligibilityChange' })
  change!: EligibilityChange;

  @DayField({ description: 'First day on which the person is insured (取得日), or no longer is (喪失日)' })
  on!: string;
}
