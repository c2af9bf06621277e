import { CitationAnswer, NamedCodeAnswer } from '#ledger';
import { CodeField, DayField, FlagField, ListField, ObjectField, TextField, UuidField } from '#platform';

const NULL = { nullable: true } as const;

/** A joint use or an entrustment that goes on after a stop of use was granted. */
export class UseTaskAnswer {
  @TextField()
  arrangement!: string;

  @TextField({ description: 'joint-use, entrustment' })
  kind!: string;

  @DayField({ description: 'Of the newest line of the person' })
  lastLineOn!: string;

  @ListField(() => CitationAnswer, { max: 10 })
  citations!: CitationAnswer[];
}

export class BlockedByAnswer {
  @CodeField(['RECORD', 'HOLD', 'OPEN_REQUEST'])
  kind!: string;

  @DayField(NULL)
  until!: string | null;
}

/** What stands against the erasure, and until when. */
export class ErasureTaskAnswer {
  @FlagField({ description: 'Nothing stands against it: propose it by POST /v1/erasures, and a second officer agrees' })
  isDue!: boolean;

  @DayField({
    ...NULL,
    description: 'From then on nothing stands against it; null where that is not known, or not told',
  })
  dueOn!: string | null;

  @ListField(() => BlockedByAnswer, { max: 10 })
  blockedBy!: BlockedByAnswer[];

  @ListField(() => CitationAnswer, { max: 10 })
  citations!: CitationAnswer[];
}

/** What is still to be done because of a request that was decided on. */
export class RequestTaskAnswer {
  @UuidField({ description: 'The disclosure request' })
  request!: string;

  @UuidField({ description: 'Member reference' })
  member!: string;

  @DayField()
  decidedOn!: string;

  @ObjectField(() => NamedCodeAnswer)
  outcome!: NamedCodeAnswer;

  @ObjectField(() => ErasureTaskAnswer, {
    ...NULL,
    description: 'Where the person is erased after the period of keeping',
  })
  erasure!: ErasureTaskAnswer | null;

  @ListField(() => UseTaskAnswer, { max: 500 })
  uses!: UseTaskAnswer[];

  @TextField()
  position!: string;
}

export class RequestTasksAnswer {
  @DayField({ description: 'The day for which it is told' })
  on!: string;

  @TextField({ description: 'Position up to which it is complete' })
  asOf!: string;

  @ListField(() => RequestTaskAnswer, {
    max: 200,
    description: 'Requests of a page without anything to do are left out',
  })
  tasks!: RequestTaskAnswer[];

  @TextField({ ...NULL, description: 'The cursor of the next page; null on the last' })
  next!: string | null;
}
