import { DayField, TextField } from '#platform';

export class ChangeNameRequest {
  @TextField({ max: 200, description: 'The whole name as it is registered; variant characters are kept' })
  name!: string;

  @TextField({ optional: true, nullable: true, max: 200, description: 'Stays as it was when left out; null for none' })
  kana?: string | null;

  @DayField({
    description:
      'First day on which the person has this name, today or before; records of before go on naming the former one',
  })
  effectiveFrom!: string;
}
