import { DayField, IntField, TextField } from '#platform';

export class RejectReceiptRequest {
  @IntField({ min: 1, description: 'The version that was read' })
  version!: number;

  @DayField({ description: 'Day on which the data was given back, or destroyed at the wish of the provider' })
  returnedOn!: string;

  @TextField({ description: 'Why it was not accepted; kept sealed' })
  reason!: string;
}
