import { CodeField, DayField, InstantField, ListField, TextField, UuidField } from '#platform';
import { EXTENSION_CODES } from '#statute';

const NULL = { nullable: true } as const;

export class HoldAnswer {
  @UuidField()
  id!: string;

  @CodeField(EXTENSION_CODES)
  code!: string;

  @DayField({ ...NULL, description: 'Last day; null: until it is released' })
  until!: string | null;

  @CodeField(['member', 'party', 'arrangement', 'record'])
  scope!: 'member' | 'party' | 'arrangement' | 'record';

  @TextField({ description: 'Which of them, by member reference or id' })
  target!: string;

  @TextField({ ...NULL, description: 'Null once its key was destroyed' })
  reason!: string | null;

  @InstantField()
  placedAt!: string;

  @InstantField({ ...NULL, description: 'Null while it holds' })
  releasedAt!: string | null;
}

export class HoldPageAnswer {
  @TextField({ description: 'Everything up to this position is in the page' })
  asOf!: string;

  @ListField(() => HoldAnswer, { max: 200 })
  holds!: HoldAnswer[];

  @TextField({ ...NULL, description: 'Cursor of the next page; null on the last' })
  next!: string | null;
}
