import { NamedCodeAnswer } from '#ledger';
import { CodeField, DayField, FlagField, ListField, ObjectField, TextField, UuidField } from '#platform';
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

  @TextField()
  position!: string;
}

export class QueueAnswer {
  @DayField({ description: 'The day for which the states are told' })
  on!: string;

  @TextField({ description: 'Position up to which the queue is complete' })
  asOf!: string;

  @ListField(() => QueuedRequestAnswer, { max: 1_000 })
  requests!: QueuedRequestAnswer[];
}
