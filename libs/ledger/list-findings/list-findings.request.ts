import { CodeField, DayField, PageRequest, TextField, UuidField } from '#platform';
import { FINDING_KINDS, type FindingKind } from '../domain/finding-kind.js';

/** Filters of the findings; without any all of them are listed, newest first. */
export class ListFindingsRequest extends PageRequest {
  @CodeField(FINDING_KINDS, { optional: true, enumName: 'FindingKind' })
  kind?: FindingKind;

  @CodeField(['open', 'closed'], { optional: true })
  state?: 'open' | 'closed';

  @TextField({ optional: true, max: 64, description: '`me`, or the name by which events know an account' })
  owner?: string;

  @TextField({ optional: true, max: 64 })
  arrangement?: string;

  @UuidField({ optional: true })
  transfer?: string;

  @UuidField({ optional: true, description: 'Member reference' })
  member?: string;

  @DayField({ optional: true, description: 'First day of the period' })
  from?: string;

  @DayField({ optional: true, description: 'Last day of the period' })
  to?: string;
}
