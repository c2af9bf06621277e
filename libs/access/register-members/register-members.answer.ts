import { CodeField, IntField, ListField, TextField, UuidField } from '#platform';
import { MEMBERS_PER_BATCH_MAX } from './register-members.request.js';

export const REGISTRATION_STATUSES = ['registered', 'known', 'refused'] as const;

export class RegistrationOutcomeAnswer {
  @IntField({ min: 0, description: 'Place in the list that was sent, from 0' })
  index!: number;

  @CodeField(REGISTRATION_STATUSES, { description: 'known: this very person was registered before' })
  status!: (typeof REGISTRATION_STATUSES)[number];

  @UuidField({ nullable: true, description: 'Member reference; null where it was refused' })
  ref!: string | null;

  @TextField({ nullable: true, description: 'Why it was refused: the code of a problem' })
  code!: string | null;

  @TextField({ nullable: true, description: 'JSON pointer into the request' })
  pointer!: string | null;

  @TextField({ nullable: true })
  detail!: string | null;
}

export class RegistrationOutcomesAnswer {
  @ListField(() => RegistrationOutcomeAnswer, { max: MEMBERS_PER_BATCH_MAX, description: 'In the order that was sent' })
  outcomes!: RegistrationOutcomeAnswer[];
}
