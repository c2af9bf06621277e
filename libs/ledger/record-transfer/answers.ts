import { ApiProperty } from '@nestjs/swagger';
import {
  CodeField,
  DayField,
  FlagField,
  InstantField,
  IntField,
  ListField,
  ObjectField,
  TextField,
  TextsField,
  UuidField,
} from '#platform';
import { BASES, DUTIES, EXCEPTIONS, EXCLUSIONS, MEMBER_VIEWS, RECORD_METHODS, ROUTES } from '#statute';

const NULL = { nullable: true } as const;
const MANY = 10_000;

export class StatutoryFieldAnswer {
  @TextField({ description: 'date, party, person, items, consent, acquisition …' })
  code!: string;

  @FlagField({ description: 'Whether the law asks for it, or it is kept besides' })
  statutory!: boolean;
}

export class CitationAnswer {
  @TextField({ example: 'APPI 27(5)(iii)' })
  ref!: string;

  @TextField()
  ja!: string;

  @TextField()
  en!: string;
}

export class FindingAnswer {
  @TextField()
  code!: string;

  @CodeField(['blocking', 'warning'])
  severity!: string;

  @TextField({ min: 0, description: 'JSON pointer into what was posted, for a line within the member' })
  pointer!: string;

  @TextField()
  ja!: string;

  @TextField()
  en!: string;
}

export class GroupAnswer {
  @ApiLines()
  lines!: number[];

  @FlagField()
  allowed!: boolean;

  @CodeField(ROUTES, { ...NULL, enumName: 'Route' })
  route!: string | null;

  @CodeField(BASES, { ...NULL, enumName: 'Basis' })
  basis!: string | null;

  @CodeField(EXCEPTIONS, NULL)
  exception!: string | null;

  @CodeField(EXCLUSIONS, NULL)
  exclusion!: string | null;

  @CodeField(DUTIES, { enumName: 'Duty', description: 'Which record is due' })
  duty!: string;

  @TextField({ description: 'The rule that decided the duty' })
  decidedBy!: string;

  @CodeField(RECORD_METHODS, { ...NULL, enumName: 'RecordMethod' })
  method!: string | null;

  @ListField(() => StatutoryFieldAnswer, { max: 20 })
  statutoryFields!: StatutoryFieldAnswer[];

  @DayField({ ...NULL, description: 'Statutory end of keeping; null where no record is due or its series is open' })
  retainUntil!: string | null;

  @CodeField(MEMBER_VIEWS)
  memberView!: string;

  @TextsField({ max: 50, description: 'What the ground lacks' })
  missing!: string[];

  @ListField(() => CitationAnswer, { max: 50 })
  citations!: CitationAnswer[];

  @ListField(() => FindingAnswer, { max: 200 })
  findings!: FindingAnswer[];
}

export class DroppedLinesAnswer {
  @ApiLines()
  lines!: number[];

  @TextsField({ max: 100, description: 'Codes of what blocked them' })
  findings!: string[];
}

export class LinksAnswer {
  @TextField()
  self!: string;

  @TextField({ description: '受理証: the proof that this version is in the log' })
  acknowledgement!: string;
}

/** What a poster gets back. Position and leaf hash acknowledge the event that seals the transfer. */
export class TransferAnswer {
  @UuidField()
  id!: string;

  @IntField({ min: 1, description: '1 as recorded; more with each correction or completion' })
  version!: number;

  @CodeField(['recorded', 'recorded-masked'], {
    description: 'recorded-masked: an individual number was found in a text and masked',
  })
  status!: string;

  @CodeField(['planned', 'done'])
  phase!: string;

  @TextField({ description: "Position in the association's log" })
  position!: string;

  @TextField({ description: 'SHA-256(0x00 ‖ stored bytes), base64: RFC 6962' })
  leafHash!: string;

  @InstantField()
  recordedAt!: string;

  @TextField({ description: 'The version of the law that judged' })
  ruleset!: string;

  @TextField({ ...NULL, description: 'Everything acknowledged up to this position was known to the judgement' })
  knowledgeAt!: string | null;

  @ListField(() => GroupAnswer, { max: MANY })
  groups!: GroupAnswer[];

  @ListField(() => DroppedLinesAnswer, {
    max: MANY,
    description: 'Lines of a plan that were left out because the law forbids them, counted as they were posted',
  })
  dropped!: DroppedLinesAnswer[];

  @ObjectField(() => LinksAnswer)
  links!: LinksAnswer;
}

/** Line numbers from 1. */
function ApiLines(): PropertyDecorator {
  return ApiProperty({ type: 'integer', isArray: true, description: 'Lines, counted from 1 in the order of members' });
}
