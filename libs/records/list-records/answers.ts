import { CodeField, DayField, FlagField, IntField, ListField, ObjectField, TextField, UuidField } from '#platform';
import { CitationAnswer, NamedCodeAnswer, PartyAnswer } from '#ledger';
import { DUTIES, RECORD_METHODS, ROUTES } from '#statute';

const NULL = { nullable: true } as const;

/** The person as the statutory record identifies: Rules 20(1), 24(1). */
export class RecordedPersonAnswer {
  @UuidField({ description: 'Member reference' })
  ref!: string;

  @TextField({ ...NULL, description: 'Null once the directory entry was destroyed' })
  name!: string | null;

  @TextField(NULL)
  symbol!: string | null;

  @TextField(NULL)
  number!: string | null;

  @TextField(NULL)
  branch!: string | null;
}

export class RecordedFieldAnswer {
  @TextField({ description: 'date, party, person, items, consent, acquisition …' })
  code!: string;

  @FlagField({ description: 'False: kept besides, no item of the statutory record' })
  statutory!: boolean;

  @FlagField({ description: 'Whether the record holds it' })
  present!: boolean;
}

export class RecordAnswer {
  @TextField({ description: 'Transfer id and line' })
  id!: string;

  @UuidField()
  transfer!: string;

  @IntField({ min: 1 })
  line!: number;

  @CodeField(['in-force', 'corrected', 'voided'], {
    description: 'corrected: shown as corrected; the first version is in the history of the transfer',
  })
  status!: string;

  @CodeField(DUTIES, { enumName: 'Duty' })
  duty!: string;

  @CodeField(ROUTES, { ...NULL, enumName: 'Route' })
  route!: string | null;

  @CodeField(RECORD_METHODS, { ...NULL, enumName: 'RecordMethod' })
  method!: string | null;

  @DayField({ description: 'Day of the provision or receipt' })
  occurredOn!: string;

  @ObjectField(() => PartyAnswer)
  party!: PartyAnswer;

  @ObjectField(() => RecordedPersonAnswer)
  person!: RecordedPersonAnswer;

  @ListField(() => NamedCodeAnswer, { max: 300 })
  items!: NamedCodeAnswer[];

  @UuidField({ ...NULL, description: 'The consent on record that carried it' })
  consentId!: string | null;

  @TextField({ ...NULL, description: 'How the provider acquired the data (receipts)' })
  acquisition!: string | null;

  @ListField(() => RecordedFieldAnswer, { max: 20, description: 'The fields of this record, marked statutory or not' })
  fields!: RecordedFieldAnswer[];

  @DayField({ description: 'Day on which the record was made' })
  madeOn!: string;

  @DayField({ ...NULL, description: 'Statutory end of keeping; null while its series is open' })
  retainUntil!: string | null;

  @TextField()
  ruleset!: string;

  @TextField()
  position!: string;

  @ListField(() => CitationAnswer, { max: 20 })
  citations!: CitationAnswer[];
}

export class RecordPageAnswer {
  @TextField({ description: 'Everything up to this position is in the page' })
  asOf!: string;

  @ListField(() => RecordAnswer, { max: 200 })
  records!: RecordAnswer[];

  @TextField({ ...NULL, description: 'Cursor of the next page; null on the last' })
  next!: string | null;
}
