import { DayField, InstantField, IntField, ListField, TextField, TextsField, UuidField } from '#platform';
import { FindingAnswer } from '../record-transfer/answers.js';

/** A finding of a line that was in the books already: something became known of which its judgement knew nothing. */
export class OpenedFindingAnswer extends FindingAnswer {
  @UuidField()
  id!: string;

  @UuidField()
  transfer!: string;

  @IntField({ min: 1, description: 'The version that was examined' })
  version!: number;

  @IntField({ min: 1 })
  line!: number;

  @UuidField({ description: 'Member reference' })
  member!: string;

  @DayField({ description: 'Day of the transfer' })
  occurredOn!: string;

  @DayField({ description: 'First day on which what became known late counts' })
  since!: string;

  @TextsField({ max: 1_000, description: 'Positions of the declarations and withdrawals that came late' })
  because!: string[];

  @TextField({ description: 'The version of the law that judged' })
  ruleset!: string;

  @InstantField()
  openedAt!: string;

  @TextField()
  position!: string;
}

export class FindingPageAnswer {
  @TextField({ description: 'Everything up to this position was looked at' })
  asOf!: string;

  @IntField({ description: 'Members whose lines are still being examined for what became known late' })
  examining!: number;

  @ListField(() => OpenedFindingAnswer, { max: 200 })
  findings!: OpenedFindingAnswer[];

  @TextField({ nullable: true, description: 'Cursor of the next page; null on the last' })
  next!: string | null;
}
