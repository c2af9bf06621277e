import { MEMBER_FLAGS } from '#access';
import { NamedCodeAnswer } from '#ledger';
import { CodeField, CodesField, DayField, FlagField, ListField, ObjectField, TextField, UuidField } from '#platform';
import { AnswerDeadlineAnswer, CitedCodeAnswer } from '../keep-requests/request.answer.js';
import { REQUEST_STATES } from '../domain/requests/request-state.js';

const NULL = { nullable: true } as const;

/** A request in the queue: codes and days alone. */
export class QueuedRequestAnswer {
  @UuidField()
  id!: string;

  @UuidField({ description: 'Member reference' })
  member!: string;

  @CodeField(REQUEST_STATES, { enumName: 'RequestState' })
  state!: string;

  @ObjectField(() => CitedCodeAnswer)
  kind!: CitedCodeAnswer;

  @ObjectField(() => NamedCodeAnswer)
  channel!: NamedCodeAnswer;

  @DayField()
  arrivedOn!: string;

  @ObjectField(() => AnswerDeadlineAnswer)
  answer!: AnswerDeadlineAnswer;

  @DayField({ ...NULL, description: 'From then on a suit is possible: art. 39(1)' })
  suitPossibleFrom!: string | null;

  @FlagField({ description: 'Whether it is time to see to it' })
  suitIsNear!: boolean;

  @CodesField(MEMBER_FLAGS, {
    max: 2,
    enumName: 'MemberFlag',
    description: 'Flags that stand of the person: 不開示, 自己情報提供不可',
  })
  flags!: string[];

  @TextField()
  position!: string;
}

export class QueueAnswer {
  @DayField({ description: 'The day for which the states are told' })
  on!: string;

  @TextField({ description: 'Position up to which the queue is complete' })
  asOf!: string;

  @ListField(() => QueuedRequestAnswer, { max: 200, description: 'What is due first comes first' })
  requests!: QueuedRequestAnswer[];

  @TextField({ ...NULL, description: 'The cursor of the next page; null on the last' })
  next!: string | null;
}
