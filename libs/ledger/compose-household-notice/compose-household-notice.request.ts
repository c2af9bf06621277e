import { DayField, ListField, ObjectField } from '#platform';
import { ArrangementReference, MemberRequest } from '../record-transfer/statement-parts.request.js';

/** More persons than any household has. */
const MEMBERS_MAX = 30;

/** Whose lines go into the common notice of a household? */
export class ComposeHouseholdNoticeRequest {
  @ObjectField(() => ArrangementReference, { description: 'An arrangement of implied comprehensive consent' })
  arrangement!: ArrangementReference;

  @DayField({ optional: true, description: 'Day on which it is sent; today when left out' })
  on?: string;

  @ListField(() => MemberRequest, { min: 1, max: MEMBERS_MAX, description: 'The members of the household' })
  members!: MemberRequest[];
}
