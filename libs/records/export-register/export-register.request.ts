import { CodeField, DayField, TextField } from '#platform';

export class ExportRegisterRequest {
  @CodeField(['provision', 'receipt'])
  register!: 'provision' | 'receipt';

  @DayField({ description: 'First day of the period' })
  from!: string;

  @DayField({ description: 'Last day of the period' })
  to!: string;

  @CodeField(['ndjson', 'csv'], { optional: true, description: 'ndjson when left out' })
  format?: 'ndjson' | 'csv';

  @TextField({ description: 'What it is for, such as an order of the PPC under art. 146; kept sealed' })
  ground!: string;
}
