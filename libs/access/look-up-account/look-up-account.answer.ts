import { UuidField } from '#platform';
import { AccountEndingAnswer } from '../close-account/close-account.controller.js';

export class AccountAnswer extends AccountEndingAnswer {
  @UuidField({
    nullable: true,
    description: 'Member reference whose account it is by a code; null where it is of none',
  })
  member!: string | null;
}
