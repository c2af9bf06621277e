import { DayField } from '#platform';
import { IdentifiersRequest } from '../register-member/identifiers.request.js';

/** The whole composite as it is from a day on, and not only the part of it that changed. */
export class ChangeIdentifiersRequest extends IdentifiersRequest {
  @DayField({ description: 'First day on which the person has these; those before name the person for earlier days' })
  effectiveFrom!: string;
}
