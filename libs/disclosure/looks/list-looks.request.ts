import { LOOKED_AT_CODES, ROLES, type LookedAt, type Role } from '#access';
import { CodeField, DayField, PageRequest, TextField, UuidField } from '#platform';

/** Filters of the log of looks. */
export class ListLooksRequest extends PageRequest {
  @UuidField({ optional: true, description: 'Member reference; without it no look tells whom it was at' })
  member?: string;

  @CodeField(LOOKED_AT_CODES, { optional: true, enumName: 'LookedAt' })
  what?: LookedAt;

  @CodeField(ROLES, { optional: true, description: 'Role of whoever looked' })
  role?: Role;

  @TextField({ optional: true, max: 64, description: 'The name by which events know an account; for auditors alone' })
  account?: string;

  @DayField({ optional: true, description: 'First day in Japan' })
  from?: string;

  @DayField({ optional: true, description: 'Last day in Japan' })
  to?: string;
}
