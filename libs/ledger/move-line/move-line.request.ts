import { IntField, NumberInQuery, TextField, UuidField } from '#platform';

export class LinePath {
  @UuidField({ description: 'The transfer' })
  id!: string;

  @NumberInQuery()
  @IntField({ min: 1, description: 'The line, counted from 1' })
  line!: number;
}

export class MoveLineRequest {
  @UuidField({ description: 'Member reference: whom the line was posted about' })
  from!: string;

  @UuidField({ description: 'Member reference: whom it is about' })
  to!: string;

  @TextField({ description: 'How it was found; kept sealed for the association' })
  reason!: string;
}
