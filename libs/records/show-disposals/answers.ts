import {
  CodeField,
  DayField,
  FlagField,
  InstantField,
  IntField,
  ListField,
  ObjectField,
  TextField,
  UuidField,
} from '#platform';

const NULL = { nullable: true } as const;

export class DisposalCertificateAnswer {
  @IntField({ description: 'Records that were disposed of' })
  records!: number;

  @IntField({ description: 'Transfers of which they were' })
  transfers!: number;

  @IntField({ description: 'Data keys that were destroyed, for nothing kept needed them' })
  keys!: number;

  @TextField({ ...NULL, description: 'Position of the first event that disposed of records' })
  from!: string | null;

  @TextField({ ...NULL, description: 'Position of the last one' })
  to!: string | null;

  @TextField({ description: 'SHA-256 over transfer, lines, position and leaf hash of each of these events' })
  digest!: string;

  @TextField({ description: 'Position of the certificate itself' })
  position!: string;

  @TextField({ description: 'Leaf hash of the certificate; base64' })
  leafHash!: string;
}

export class DisposalLinksAnswer {
  @TextField()
  self!: string;

  @TextField({ description: 'What is listed, record by record' })
  records!: string;
}

export class DisposalAnswer {
  @UuidField()
  id!: string;

  @CodeField(['proposed', 'withdrawn', 'approved', 'executed'])
  status!: string;

  @DayField({ description: 'As of which day' })
  asOf!: string;

  @InstantField()
  proposedAt!: string;

  @TextField({ description: 'Everything up to this position was seen by the proposal' })
  through!: string;

  @IntField({ description: 'Records that are proposed' })
  records!: number;

  @IntField({ description: 'Records whose time is over and that something keeps' })
  kept!: number;

  @IntField({ description: 'Records that came to be kept between proposal and execution' })
  spared!: number;

  @FlagField({ description: 'False where more are due: the next disposal takes them' })
  complete!: boolean;

  @TextField({ description: 'SHA-256 over what is listed' })
  digest!: string;

  @ObjectField(() => DisposalCertificateAnswer, NULL)
  certificate!: DisposalCertificateAnswer | null;

  @ObjectField(() => DisposalLinksAnswer)
  links!: DisposalLinksAnswer;
}

export class DisposalPageAnswer {
  @ListField(() => DisposalAnswer, { max: 200 })
  disposals!: DisposalAnswer[];

  @TextField({ ...NULL, description: 'Cursor of the next page; null on the last' })
  next!: string | null;
}
