import { CodeField, TextField } from '#platform';

export class ListArrangementTasksRequest {
  @CodeField(['true', 'false'], { optional: true, description: 'Only what is overdue, or only what is not' })
  overdue?: 'true' | 'false';

  @TextField({
    optional: true,
    min: 16,
    max: 16,
    pattern: /^\d{16}$/,
    patternName: 'a position',
    description: 'Wait, within a limit, until this position is seen',
  })
  atLeast?: string;
}
