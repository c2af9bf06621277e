import { DayField, TextField } from '#platform';

export class ShowArticlesRequest {
  @TextField({ optional: true, max: 120, description: 'An article as it was printed, in Japanese or English' })
  printed?: string;

  @DayField({
    optional: true,
    description: 'When it was printed: before 1 April 2022 it is read by the numbers of then',
  })
  printedOn?: string;
}
