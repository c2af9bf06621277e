import { CodeField, DayField, InstantField, ListField, ObjectField, TextField, TextsField, UuidField } from '#platform';
import { ELIGIBILITY_CHANGES, MEMBER_FLAGS } from '../domain/member-events.js';

const NULL = { nullable: true } as const;

export class IdentifiersAnswer {
  @TextField(NULL)
  insurerNumber!: string | null;

  @TextField(NULL)
  symbol!: string | null;

  @TextField()
  number!: string;

  @TextField(NULL)
  branch!: string | null;
}

export class FormerIdentifiersAnswer extends IdentifiersAnswer {
  @DayField({ description: 'Last day on which the person had these' })
  until!: string;
}

export class EligibilityAnswer {
  @CodeField(ELIGIBILITY_CHANGES, { enumName: 'EligibilityChange' })
  change!: string;

  @DayField()
  on!: string;
}

export class FlagAnswer {
  @CodeField(MEMBER_FLAGS, {
    description: 'NON_DISCLOSURE: 不開示; NO_OWN_VIEW: 自己情報提供不可',
    enumName: 'MemberFlag',
  })
  flag!: string;

  @DayField()
  from!: string;

  @DayField({ ...NULL, description: 'First day on which it no longer stood; null while it stands' })
  until!: string | null;
}

export class MemberEventAnswer {
  @TextField()
  type!: string;

  @TextField()
  position!: string;

  @InstantField()
  recordedAt!: string;
}

/** What became of a member reference. */
export class MemberAnswer {
  @UuidField({ description: 'Member reference' })
  ref!: string;

  @UuidField({ ...NULL, description: 'The reference under which the person is known now, where this one went into it' })
  mergedInto!: string | null;

  @TextsField({ max: 1_000, description: 'References that went into this one' })
  absorbed!: string[];

  @TextField({ ...NULL, description: 'As registered; null once the directory entry was destroyed' })
  name!: string | null;

  @TextField({ ...NULL, description: 'As registered' })
  kana!: string | null;

  @DayField(NULL)
  birthDate!: string | null;

  @ObjectField(() => IdentifiersAnswer, { ...NULL, description: 'Null once the directory entry was destroyed' })
  identifiers!: IdentifiersAnswer | null;

  @TextField({ ...NULL, description: "The association's own key (社員番号, 会員番号)" })
  ownKey!: string | null;

  @ListField(() => FormerIdentifiersAnswer, { max: 1_000, description: 'Oldest first' })
  former!: FormerIdentifiersAnswer[];

  @ListField(() => EligibilityAnswer, { max: 1_000, description: '資格の取得・喪失, oldest first' })
  eligibility!: EligibilityAnswer[];

  @DayField({ ...NULL, description: '成年に達する日: a representative of a minor declares nothing from then on' })
  comesOfAgeOn!: string | null;

  @DayField(NULL)
  deceasedOn!: string | null;

  @InstantField({ ...NULL, description: 'When all that was known of the person was erased; null where it was not' })
  erasedAt!: string | null;

  @ListField(() => FlagAnswer, { max: 1_000, description: 'For the eyes of officers and auditors only, oldest first' })
  flags!: FlagAnswer[];

  @CodeField(['open', 'closed'], { description: 'Whether the member can look into the portal' })
  portal!: string;

  @ListField(() => MemberEventAnswer, { max: 1_000, description: 'What happened, oldest first' })
  history!: MemberEventAnswer[];
}
