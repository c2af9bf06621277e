import { CodeField, DayField, InstantField, ListField, TextField, UuidField } from '#platform';
import type { Mandate } from '../domain/mandates.js';

const NULL = { nullable: true } as const;

export class MandateAnswer {
  @UuidField()
  id!: string;

  @TextField({ description: "The auditor's account, by the name by which events know it" })
  account!: string;

  @CodeField(['proposed', 'withdrawn', 'approved', 'revoked'])
  status!: string;

  @DayField({ description: 'First day in Japan' })
  from!: string;

  @DayField({ description: 'Last day in Japan' })
  until!: string;

  @InstantField()
  proposedAt!: string;

  @InstantField(NULL)
  approvedAt!: string | null;

  @InstantField({ ...NULL, description: 'It was in force until then' })
  revokedAt!: string | null;
}

export class ListedMandateAnswer extends MandateAnswer {
  @TextField({ ...NULL, description: 'Null once its key was destroyed' })
  purpose!: string | null;

  @TextField({ ...NULL, description: "The subject of the auditor's tokens as it was given; null with the purpose" })
  subject!: string | null;

  @TextField({ description: 'The account that proposed it, by the name by which events know it' })
  proposedBy!: string;

  @TextField({ ...NULL, description: 'The account that approved it; never the one that proposed it' })
  approvedBy!: string | null;
}

export class MandateListAnswer {
  @ListField(() => ListedMandateAnswer, { max: 10_000, description: 'In the order in which they were proposed' })
  mandates!: ListedMandateAnswer[];
}

export function mandateAnswer(mandate: Mandate): MandateAnswer {
  const { id, account, status, from, until, proposedAt, approvedAt, revokedAt } = mandate;
  return { id, account, status, from, until, proposedAt, approvedAt, revokedAt };
}
