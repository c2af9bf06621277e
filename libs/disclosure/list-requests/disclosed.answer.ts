import { NamedCodeAnswer } from '#ledger';
import {
  CodeField,
  CodesField,
  DayField,
  FlagField,
  IntField,
  ListField,
  ObjectField,
  TextField,
  TextsField,
} from '#platform';
import { DIRECTIONS, DUTIES, EXTRA_FIELDS, MEANS, VOLUNTARY_EXTRAS } from '#statute';

const NULL = { nullable: true } as const;

export class DisclosedPartyAnswer {
  @TextField(NULL)
  name!: string | null;

  @TextField(NULL)
  address!: string | null;

  @TextField(NULL)
  representative!: string | null;
}

export class DisclosedPersonAnswer {
  @TextField(NULL)
  name!: string | null;

  @TextField(NULL)
  symbol!: string | null;

  @TextField(NULL)
  number!: string | null;

  @TextField(NULL)
  branch!: string | null;
}

/** A record in the fields that the law asks for; null where a field is none of them, or is withheld. */
export class DisclosedRecordAnswer {
  @TextField({ description: 'Transfer id and line' })
  record!: string;

  @IntField({ min: 1, description: 'Corrected records have a higher one' })
  version!: number;

  @CodeField(['provision', 'receipt'])
  register!: string;

  @CodeField(DUTIES, { enumName: 'Duty' })
  duty!: string;

  @TextsField({ max: 20, description: 'Its statutory fields' })
  fields!: string[];

  @DayField(NULL)
  date!: string | null;

  @ObjectField(() => DisclosedPartyAnswer, NULL)
  party!: DisclosedPartyAnswer | null;

  @ObjectField(() => DisclosedPersonAnswer, NULL)
  person!: DisclosedPersonAnswer | null;

  @ListField(() => NamedCodeAnswer, { max: 300, nullable: true })
  items!: NamedCodeAnswer[] | null;

  @FlagField({ ...NULL, description: 'That the consent of the person is held' })
  consent!: boolean | null;

  @TextField(NULL)
  acquisition!: string | null;

  @FlagField({ optional: true, description: 'It was corrected, and says what stands now' })
  corrected?: boolean;
}

/** A movement that is told of although no law asks for it; null where a field is not told, or is withheld. */
export class VoluntaryExtraAnswer {
  @TextField({ description: 'Transfer id and line' })
  record!: string;

  @IntField({ min: 1 })
  version!: number;

  @CodeField(VOLUNTARY_EXTRAS, { enumName: 'VoluntaryExtra', description: 'Why it is told' })
  extra!: string;

  @ObjectField(() => NamedCodeAnswer, { description: 'What the law calls the movement' })
  label!: NamedCodeAnswer;

  @CodeField(DIRECTIONS)
  direction!: string;

  @CodesField(EXTRA_FIELDS, { max: 5, enumName: 'ExtraField', description: 'What is told of it' })
  fields!: string[];

  @DayField(NULL)
  date!: string | null;

  @ObjectField(() => DisclosedPartyAnswer, NULL)
  party!: DisclosedPartyAnswer | null;

  @ListField(() => NamedCodeAnswer, { max: 300, nullable: true })
  items!: NamedCodeAnswer[] | null;

  @ObjectField(() => NamedCodeAnswer, NULL)
  purpose!: NamedCodeAnswer | null;

  @CodeField(MEANS, NULL)
  means!: string | null;
}

export const DISCLOSURE_NOTE = {
  ja: '法令により存在を明らかにできない記録は、この一覧に含まれません。法令が求める記録事項のみを示しています。',
  en: 'Records of which the law says that they must not be known to exist are not part of this list. It shows nothing but the fields that the law asks for.',
} as const;

export class DisclosureNoteAnswer {
  @TextField()
  ja!: string;

  @TextField()
  en!: string;
}

/** What an association tells beside the records of its own accord: never among them. */
export class VoluntaryExtrasAnswer {
  @ObjectField(() => DisclosureNoteAnswer, { description: 'That the law does not ask for it' })
  note!: DisclosureNoteAnswer;

  @TextField({ description: 'Position of the log up to which it was known' })
  asOf!: string;

  @ListField(() => VoluntaryExtraAnswer, {
    max: 2_000,
    nullable: true,
    description: 'The newest first; null once the key of the person was destroyed',
  })
  extras!: VoluntaryExtraAnswer[] | null;

  @FlagField({ description: 'True where there are more, which are older and not among these' })
  isCut!: boolean;
}

/** What was disclosed, as it went out. */
export class DisclosedAnswer {
  @ObjectField(() => DisclosureNoteAnswer)
  note!: DisclosureNoteAnswer;

  @TextField({ description: 'Position of the log up to which it was known' })
  asOf!: string;

  @ListField(() => DisclosedRecordAnswer, {
    max: 5_000,
    nullable: true,
    description: 'Null once the key of the person was destroyed',
  })
  records!: DisclosedRecordAnswer[] | null;

  @ObjectField(() => VoluntaryExtrasAnswer, {
    ...NULL,
    description: 'What was told beside them although the law does not ask for it; null where nothing was',
  })
  voluntary!: VoluntaryExtrasAnswer | null;
}

export class RecordDifferenceAnswer {
  @TextField()
  record!: string;

  @CodeField(['same', 'changed', 'gone', 'new'], {
    description: 'changed: corrected since; gone: voided, disposed of, or about somebody else; new: came in since',
  })
  difference!: string;
}

/** What a request is about: as it would be disclosed now, and as it was. */
export class RequestRecordsAnswer {
  @ObjectField(() => DisclosureNoteAnswer)
  note!: DisclosureNoteAnswer;

  @TextField({ description: 'Position of the log up to which `known` is' })
  asOf!: string;

  @ListField(() => DisclosedRecordAnswer, {
    max: 5_001,
    description: 'As known now, nothing withheld; the newest first',
  })
  known!: DisclosedRecordAnswer[];

  @ObjectField(() => VoluntaryExtrasAnswer, {
    ...NULL,
    description: 'What would be told beside them, as the association settled it for today; null where nothing is',
  })
  voluntary!: VoluntaryExtrasAnswer | null;

  @ObjectField(() => DisclosedAnswer, {
    ...NULL,
    description: 'As answered then; null where nothing was disclosed yet',
  })
  answered!: DisclosedAnswer | null;

  @ListField(() => DisclosedRecordAnswer, {
    ...NULL,
    max: 5_000,
    description: 'For auditors alone: what must not be known to exist (Cabinet Order art. 11), and is told to nobody',
  })
  restricted!: DisclosedRecordAnswer[] | null;

  @ListField(() => RecordDifferenceAnswer, { max: 10_001, description: 'How they differ; empty before the decision' })
  differences!: RecordDifferenceAnswer[];
}
