import { DayField, IntField, TextField } from '#platform';

export class EndArrangementRequest {
  @IntField({ min: 1, description: 'The newest version, as it was read' })
  version!: number;

  @DayField({ description: 'The last day on which anything may rest on it' })
  endsOn!: string;

  @TextField()
  reason!: string;
}
