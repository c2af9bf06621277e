import { CodeField, InstantField, IntField, ListField, TextField } from '#platform';
import { ATTEMPT_FAULTS } from '../domain/attempts.js';

const NULL = { nullable: true } as const;
const FAULT = {
  ...NULL,
  enumName: 'AttemptFault',
  description: 'Why it did not arrive; `status` and `redirect` by what was answered',
};

export class AttemptAnswer {
  @InstantField()
  at!: string;

  @IntField({ ...NULL, description: 'HTTP status, where there was one' })
  answered!: number | null;

  @CodeField(ATTEMPT_FAULTS, FAULT)
  fault!: string | null;

  @IntField()
  milliseconds!: number;
}

export class DeliveryAnswer {
  @TextField({ description: 'What the receiver knows it by (webhook-id)' })
  id!: string;

  @TextField()
  type!: string;

  @TextField({ ...NULL, description: 'Of the event; null of a test' })
  position!: string | null;

  @InstantField({ description: 'When what it tells of was recorded' })
  at!: string;

  @CodeField(['waiting', 'delivered', 'failed'])
  status!: string;

  @IntField()
  tries!: number;

  @InstantField({ ...NULL, description: 'The next try' })
  nextAt!: string | null;

  @InstantField({ ...NULL, description: 'Delivered or given up' })
  doneAt!: string | null;

  @ListField(() => AttemptAnswer, { max: 20, description: 'The last ones, newest first' })
  attempts!: AttemptAnswer[];
}

export class DeliveryPageAnswer {
  @ListField(() => DeliveryAnswer, { max: 200 })
  deliveries!: DeliveryAnswer[];

  @TextField({ ...NULL, description: 'Cursor of the next page; null on the last' })
  next!: string | null;
}

export class TestedWebhookAnswer {
  @TextField({ description: 'The delivery, as the list of deliveries has it' })
  delivery!: string;
}

export class ReplayedWebhookAnswer {
  @IntField({ description: 'How many are sent again; 10,000 at most, the oldest first' })
  count!: number;
}
