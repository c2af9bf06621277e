import { DayField, TextField } from '#platform';

export class RecordDeathRequest {
  @DayField({ description: 'Day of death; not in the future, not before the birth' })
  deceasedOn!: string;
}

export class WithdrawDeathRequest {
  @TextField({ description: 'How the mistake was found; kept sealed' })
  reason!: string;
}
