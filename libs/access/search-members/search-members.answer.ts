import { CodesField, DayField, FlagField, ListField, TextField, UuidField } from '#platform';
import { MEMBER_FLAGS } from '../domain/member-events.js';

/** Twins of one name are two; whoever sees more than these has to look by identifiers. */
export const CANDIDATES_MAX = 20;

export class CandidateAnswer {
  @UuidField({ description: 'Member reference' })
  ref!: string;

  @TextField({ description: 'As registered' })
  name!: string;

  @TextField({ nullable: true, description: 'As registered' })
  kana!: string | null;

  @DayField({ nullable: true })
  birthDate!: string | null;

  @CodesField(MEMBER_FLAGS, {
    max: MEMBER_FLAGS.length,
    description: 'What stands: nothing of it is told to the household',
  })
  flags!: string[];
}

export class CandidatesAnswer {
  @ListField(() => CandidateAnswer, { max: CANDIDATES_MAX })
  candidates!: CandidateAnswer[];

  @FlagField({ description: 'True where there are more than are shown' })
  hasMore!: boolean;
}
