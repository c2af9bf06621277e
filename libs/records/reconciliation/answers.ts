import { CodesField, DayField, IntField, ListField, ObjectField, TextField } from '#platform';

const NULL = { nullable: true } as const;

export class ReconciliationCounts {
  @IntField({ description: 'Recorded under names of the sender: planned, done, voided and not sent together' })
  transfers!: number;

  @IntField({ description: 'Lines of the newest versions' })
  lines!: number;

  @IntField({ description: 'Transfers still planned' })
  planned!: number;

  @IntField({ description: 'Transfers that were made and stand' })
  done!: number;

  @IntField({ description: 'Transfers that were voided' })
  voided!: number;

  @IntField({ description: 'Plans that were not sent' })
  notSent!: number;

  @IntField({ description: 'Transfers that were corrected at least once, whatever became of them' })
  corrected!: number;

  @IntField({ description: 'Lines that the law did not allow' })
  blockedLines!: number;

  @TextField({
    min: 32,
    max: 32,
    pattern: /^[0-9a-f]{32}$/,
    description:
      'Sum of the ids of the transfers modulo 2^128, in hexadecimal. An id is the UUIDv5 of association, source and externalId, so a sender computes it from its own names.',
  })
  controlTotal!: string;
}

export class ReconciledDayAnswer extends ReconciliationCounts {
  @DayField({ description: 'Day in Japan on which the transfers took place, as last corrected' })
  day!: string;

  @TextField()
  source!: string;

  @TextField({ ...NULL, description: 'Null for transfers outside any arrangement' })
  arrangement!: string | null;
}

export class ReconciliationAnswer {
  @TextField({ description: 'Everything up to this position is in the counts' })
  asOf!: string;

  @CodesField(['open', 'restricted'], {
    max: 2,
    description: 'The chains that were counted; the restricted one for auditors alone',
  })
  chains!: string[];

  @ListField(() => ReconciledDayAnswer, {
    max: 100_000,
    description: 'Oldest day first; a day on which nothing took place is left out',
  })
  days!: ReconciledDayAnswer[];

  @ObjectField(() => ReconciliationCounts)
  total!: ReconciliationCounts;
}
