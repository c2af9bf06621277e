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
  UuidField,
} from '#platform';
import { CitationAnswer, NamedCodeAnswer, PartyAnswer } from '#ledger';
import { DUTIES, KEEPING_REASONS, RECORD_METHODS, ROUTES } from '#statute';

const NULL = { nullable: true } as const;

/** The person as the statutory record identifies: Rules 20(1), 24(1). */
export class RecordedPersonAnswer {
  @UuidField({ description: 'Member reference' })
  ref!: string;

  @TextField({
    ...NULL,
    description: 'Null once the directory entry was destroyed, and in records of art. 31(3), which name nobody',
  })
  name!: string | null;

  @TextField(NULL)
  symbol!: string | null;

  @TextField({
    ...NULL,
    description: 'Number of the insured person, or of the certificate of a mutual-aid association',
  })
  number!: string | null;

  @TextField(NULL)
  branch!: string | null;

  @FlagField({ description: 'Whether what was known of the person was erased (消去済み)' })
  erased!: boolean;
}

export class RecordedFieldAnswer {
  @TextField({ description: 'date, party, person, items, consent, acquisition …' })
  code!: string;

  @FlagField({ description: 'False: kept besides, no item of the statutory record' })
  statutory!: boolean;

  @FlagField({ description: 'Whether the record holds it, itself or by the record that it rests on' })
  present!: boolean;

  @TextField({ ...NULL, description: 'Id of the kept record that holds it instead: Rules 20(2), 22(3), 24(2)' })
  from!: string | null;
}

export class RecordedSeriesAnswer {
  @TextField()
  id!: string;

  @DayField({ ...NULL, description: 'First day of the declared period' })
  from!: string | null;

  @DayField({ ...NULL, description: 'Last day of the declared period' })
  to!: string | null;

  @DayField({ ...NULL, description: 'Day of the first provision or receipt under the record' })
  firstOn!: string | null;

  @DayField({ ...NULL, description: 'Day of the last one: its retention counts from there' })
  lastOn!: string | null;

  @CodeField(['period', 'arrangement', 'officer'], { ...NULL, description: 'What closed it; null while it is open' })
  closedBy!: string | null;
}

export class RecordAnswer {
  @TextField({ description: 'Transfer id and line' })
  id!: string;

  @UuidField()
  transfer!: string;

  @IntField({ min: 1 })
  line!: number;

  @CodeField(['in-force', 'corrected', 'voided', 'rejected'], {
    description:
      'corrected: shown as corrected; the first version is in the history of the transfer. ' +
      'rejected: a receipt that was kept in quarantine and given back',
  })
  status!: string;

  @CodeField(DUTIES, { enumName: 'Duty' })
  duty!: string;

  @CodeField(ROUTES, { ...NULL, enumName: 'Route' })
  route!: string | null;

  @CodeField(RECORD_METHODS, { ...NULL, enumName: 'RecordMethod' })
  method!: string | null;

  @CodeField(RECORD_METHODS, { ...NULL, enumName: 'RecordMethod', description: 'PROXY: by which method it was made' })
  proxyMethod!: string | null;

  @TextField({ ...NULL, description: 'PROXY: who made it; the association remains liable' })
  proxyBy!: string | null;

  @TextField({ ...NULL, description: 'CONTRACT: the paper that states the fields, Rules 19(3)' })
  contractRef!: string | null;

  @DayField({ description: 'Day of the provision or receipt' })
  occurredOn!: string;

  @ObjectField(() => RecordedSeriesAnswer, { ...NULL, description: 'The series of which it is a part' })
  series!: RecordedSeriesAnswer | null;

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

  @TextField({ ...NULL, description: 'How the consent was checked, where art. 31 asks for that' })
  confirmedHow!: string | null;

  @ListField(() => RecordedFieldAnswer, { max: 20, description: 'The fields of this record, marked statutory or not' })
  fields!: RecordedFieldAnswer[];

  @FlagField({ description: 'Whether it holds every field that the law asks for' })
  complete!: boolean;

  @TextsField({ max: 20, description: 'Statutory fields that it lacks' })
  missing!: string[];

  @DayField({ description: 'Day on which the record was made' })
  madeOn!: string;

  @DayField({ ...NULL, description: 'Statutory end of keeping; null while its series is open' })
  retainUntil!: string | null;

  @DayField({ ...NULL, description: 'First day on which it may be disposed of; null while nobody can tell' })
  disposableFrom!: string | null;

  @CodesField(KEEPING_REASONS, {
    max: 10,
    enumName: 'KeepingReason',
    description: 'Why it is kept beyond its statutory end, or has none yet',
  })
  keptFor!: string[];

  @TextField({ ...NULL, description: 'Why the receipt is in quarantine: code of the finding' })
  quarantine!: string | null;

  @DayField({
    ...NULL,
    description: 'It was taken over from a register of before on this day: until then nothing proves what it says',
  })
  notEvidencedBefore!: string | null;

  @TextField()
  ruleset!: string;

  @TextField()
  position!: string;

  @ListField(() => CitationAnswer, { max: 20 })
  citations!: CitationAnswer[];
}

export class RecordPageAnswer {
  @DayField({
    description:
      'First day from which all transfers are in the ledger: earlier ones are here only as registers of before tell them',
  })
  recordsHeldFrom!: string;

  @TextField({ description: 'Everything up to this position is in the page' })
  asOf!: string;

  @ListField(() => RecordAnswer, { max: 200 })
  records!: RecordAnswer[];

  @TextField({ ...NULL, description: 'Cursor of the next page; null on the last' })
  next!: string | null;
}
