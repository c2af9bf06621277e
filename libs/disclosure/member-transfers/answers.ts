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
import { NamedCodeAnswer, PartyAnswer } from '#ledger';
import { BASES, DIRECTIONS, MEANS, ROUTES } from '#statute';

const NULL = { nullable: true } as const;

/** One line of the member's view. A generic one tells only that and when something moved, and under which label. */
export class MemberTransferAnswer {
  @UuidField()
  transfer!: string;

  @IntField({ min: 1 })
  line!: number;

  @CodeField(['show', 'generic', 'hidden'], { description: 'hidden ones are not shown to the member' })
  view!: string;

  @CodeField(['open', 'restricted'])
  chain!: string;

  @CodeField(['recorded', 'corrected', 'voided', 'rejected', 'not-about-member'], {
    description:
      'rejected: it was received, kept in quarantine, and given back; not-about-member: it was posted about the wrong ' +
      'member, and nothing more is told of it',
  })
  status!: string;

  @CodeField(DIRECTIONS)
  direction!: string;

  @DayField()
  occurredOn!: string;

  @InstantField(NULL)
  occurredAt!: string | null;

  @ObjectField(() => NamedCodeAnswer, { description: 'What the law calls it' })
  label!: NamedCodeAnswer;

  @CodeField(ROUTES, { ...NULL, enumName: 'Route' })
  route!: string | null;

  @CodeField(BASES, { ...NULL, enumName: 'Basis' })
  basis!: string | null;

  @FlagField({ description: 'Whether it is in a statutory record, which art. 33(5) lets the member ask for' })
  statutoryRecord!: boolean;

  @ObjectField(() => PartyAnswer, { ...NULL, description: 'To whom, or from whom' })
  party!: PartyAnswer | null;

  @ListField(() => NamedCodeAnswer, { max: 300 })
  items!: NamedCodeAnswer[];

  @ObjectField(() => NamedCodeAnswer, NULL)
  purpose!: NamedCodeAnswer | null;

  @CodeField(MEANS, NULL)
  means!: string | null;

  @DayField({
    ...NULL,
    description: 'It was taken over from a register of before on this day: until then nothing proves what it says',
  })
  notEvidencedBefore!: string | null;

  @TextField()
  position!: string;
}

export class MemberTransferPageAnswer {
  @DayField({
    description: 'First day from which transfers are in the ledger: an empty list says nothing about earlier ones',
  })
  recordsHeldFrom!: string;

  @TextField({ description: 'Everything up to this position is in the page' })
  asOf!: string;

  @ListField(() => MemberTransferAnswer, { max: 200 })
  transfers!: MemberTransferAnswer[];

  @TextField({ ...NULL, description: 'Cursor of the next page; null on the last' })
  next!: string | null;
}
