import { LOOKED_AT_CODES } from '#access';
import { NamedCodeAnswer } from '#ledger';
import { CodeField, InstantField, ListField, ObjectField, TextField, TextsField, UuidField } from '#platform';

const NULL = { nullable: true } as const;
const RECORDS_MAX = 500;

export class BilingualTextAnswer {
  @TextField()
  ja!: string;

  @TextField()
  en!: string;
}

export class LookedAtAnswer extends BilingualTextAnswer {
  @CodeField(LOOKED_AT_CODES, { enumName: 'LookedAt' })
  code!: string;
}

/** One look, as whoever it is about may know it. */
export class OwnLookAnswer {
  @InstantField()
  at!: string;

  @ObjectField(() => NamedCodeAnswer, { description: 'In which role; who it was is known to auditors' })
  role!: NamedCodeAnswer;

  @ObjectField(() => BilingualTextAnswer, { description: 'For which organisation' })
  organisation!: BilingualTextAnswer;

  @ObjectField(() => LookedAtAnswer)
  what!: LookedAtAnswer;

  @ObjectField(() => NamedCodeAnswer, { ...NULL, description: 'Of a judgement: to what purpose the data would move' })
  purpose!: NamedCodeAnswer | null;

  @ObjectField(() => NamedCodeAnswer, { ...NULL, description: 'Why, where whoever looked said so before' })
  reason!: NamedCodeAnswer | null;

  @TextsField({ max: RECORDS_MAX, description: '`transfer:line` of each record that was shown and is in your list' })
  records!: string[];

  @TextField()
  position!: string;
}

export class OwnLookPageAnswer {
  @TextField({ description: 'Everything up to this position is in the page' })
  asOf!: string;

  @ObjectField(() => BilingualTextAnswer, { description: 'What is no part of any such list' })
  note!: BilingualTextAnswer;

  @ListField(() => OwnLookAnswer, { max: 200 })
  looks!: OwnLookAnswer[];

  @TextField({ ...NULL, description: 'Cursor of the next page; null on the last' })
  next!: string | null;
}

/** One look, as officers and auditors see it. */
export class LookAnswer {
  @InstantField()
  at!: string;

  @TextField({ description: 'Role of whoever looked' })
  role!: string;

  @TextField({ ...NULL, description: 'The name by which events know the account; for auditors alone' })
  account!: string | null;

  @ObjectField(() => LookedAtAnswer)
  what!: LookedAtAnswer;

  @CodeField(['open', 'restricted'])
  chain!: string;

  @ObjectField(() => NamedCodeAnswer, { ...NULL, description: 'Of a judgement: to what purpose the data would move' })
  purpose!: NamedCodeAnswer | null;

  @ObjectField(() => NamedCodeAnswer, { ...NULL, description: 'Why, where whoever looked said so before' })
  reason!: NamedCodeAnswer | null;

  @UuidField({ ...NULL, description: 'Id of that reason' })
  reasonId!: string | null;

  @UuidField({ ...NULL, description: 'Member reference, where the list was asked for about a member' })
  member!: string | null;

  @TextsField({ max: RECORDS_MAX, description: '`transfer:line` of each record that was shown; as member is' })
  records!: string[];

  @TextsField({ max: 20, description: 'By what the list that was looked at was narrowed' })
  filters!: string[];

  @TextField({ ...NULL, description: 'The act of the ledger of which it was a part, such as an export' })
  under!: string | null;

  @TextField()
  position!: string;
}

export class LookPageAnswer {
  @TextField({ description: 'Everything up to this position is in the page' })
  asOf!: string;

  @ListField(() => LookAnswer, { max: 200 })
  looks!: LookAnswer[];

  @TextField({ ...NULL, description: 'Cursor of the next page; null on the last' })
  next!: string | null;
}
