import { CodeField, TextField, UuidField } from '#platform';
import { DISTINCTION_EVIDENCE_CODES, type DistinctionEvidence } from '../domain/distinction-events.js';

export class ProposeDistinctionRequest {
  @UuidField({ description: "The distinction's id, chosen by the caller: the same id is the same distinction" })
  id!: string;

  @UuidField({ description: 'The one member reference' })
  member!: string;

  @UuidField({ description: 'The other member reference' })
  other!: string;

  @CodeField(DISTINCTION_EVIDENCE_CODES, { enumName: 'DistinctionEvidence', description: 'By what it was seen' })
  evidence!: DistinctionEvidence;

  @TextField({ description: 'How it was found that they are two people; kept sealed' })
  reason!: string;
}

export class RevokeDistinctionRequest {
  @TextField({ description: 'Why they may be one person after all; kept sealed' })
  reason!: string;
}

export class DistinctionPath {
  @UuidField({ description: 'Id of the distinction' })
  id!: string;
}
