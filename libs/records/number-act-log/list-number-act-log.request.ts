import { DayField, PageRequest, TextField, UuidField } from '#platform';

/** Filters of the Number Act log. */
export class ListNumberActLogRequest extends PageRequest {
  @DayField({ optional: true, description: 'First day of the period' })
  from?: string;

  @DayField({ optional: true, description: 'Last day of the period' })
  to?: string;

  @TextField({ optional: true, max: 64, description: 'A registered party' })
  party?: string;

  @UuidField({ optional: true, description: 'Member reference' })
  member?: string;
}
