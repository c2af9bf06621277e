import { PickType } from '@nestjs/swagger';
import { DayField, PageRequest, TextField } from '#platform';

/** Which days to compare, and of which sender and arrangement; without these, of all. */
export class ReconcileRequest extends PickType(PageRequest, ['atLeast'] as const) {
  @TextField({ optional: true, max: 100, description: 'The sending system' })
  source?: string;

  @DayField({ description: 'First day, in Japan' })
  from!: string;

  @DayField({ description: 'Last day; a year after the first at most' })
  to!: string;

  @TextField({ optional: true, max: 64, description: 'An arrangement' })
  arrangement?: string;
}
