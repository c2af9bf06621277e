import { RegisterMemberRequest } from '#access';
import { IntField, ListField, ObjectField, TextField, UuidField } from '#platform';

/** Lines of one call; more go in the next one, with the same person. */
export const LINES_PER_SPLIT_MAX = 500;

export class SplitLineRequest {
  @UuidField()
  transfer!: string;

  @IntField({ min: 1 })
  line!: number;
}

export class SplitMemberRequest {
  @ObjectField(() => RegisterMemberRequest, {
    description: 'The other person, with identifiers of their own; the same again is the same person',
  })
  person!: RegisterMemberRequest;

  @ListField(() => SplitLineRequest, { max: LINES_PER_SPLIT_MAX, description: 'Lines that are about the other person' })
  lines!: SplitLineRequest[];

  @TextField({ description: 'How it was found that the reference held two persons; kept sealed for the association' })
  reason!: string;
}
