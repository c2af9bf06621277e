import { CodeField, InstantField, ListField, TextField, UuidField } from '#platform';
import { DISTINCTION_EVIDENCE_CODES } from '../domain/distinction-events.js';
import type { Distinction } from '../domain/distinctions.js';

const NULL = { nullable: true } as const;

export class DistinctionAnswer {
  @UuidField()
  id!: string;

  @CodeField(DISTINCTION_EVIDENCE_CODES, { enumName: 'DistinctionEvidence' })
  evidence!: string;

  @CodeField(['proposed', 'withdrawn', 'approved', 'revoked'])
  status!: string;

  @InstantField()
  proposedAt!: string;

  @InstantField(NULL)
  approvedAt!: string | null;

  @InstantField({ ...NULL, description: 'It counted until then' })
  revokedAt!: string | null;
}

export class ListedDistinctionAnswer extends DistinctionAnswer {
  @UuidField({ ...NULL, description: 'The one member reference; null where nobody can open it any more' })
  member!: string | null;

  @UuidField({ ...NULL, description: 'The other member reference' })
  other!: string | null;

  @TextField({ ...NULL, description: 'How it was found; null to an auditor who gave no reason' })
  reason!: string | null;

  @TextField({ description: 'The account that proposed it, by the name by which events know it' })
  proposedBy!: string;

  @TextField({ ...NULL, description: 'The account that approved it; never the one that proposed it' })
  approvedBy!: string | null;
}

export class DistinctionListAnswer {
  @ListField(() => ListedDistinctionAnswer, { max: 10_000, description: 'In the order in which they were proposed' })
  distinctions!: ListedDistinctionAnswer[];
}

export function distinctionAnswer(distinction: Distinction): DistinctionAnswer {
  const { id, evidence, status, proposedAt, approvedAt, revokedAt } = distinction;
  return { id, evidence, status, proposedAt, approvedAt, revokedAt };
}
