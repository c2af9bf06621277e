import { NamedCodeAnswer, PartyAnswer } from '#ledger';
import { CodeField, DayField, FlagField, IntField, ListField, ObjectField, TextField, UuidField } from '#platform';
import { DIRECTIONS, NUM_ITEMS } from '#statute';

const NULL = { nullable: true } as const;

/** One line in which an individual number moved: who, when, what, by which item of Number Act art. 19. */
export class NumberActLineAnswer {
  @UuidField()
  transfer!: string;

  @IntField({ min: 1 })
  line!: number;

  @CodeField(['in-force', 'corrected', 'voided', 'rejected'])
  status!: string;

  @CodeField(DIRECTIONS)
  direction!: string;

  @DayField()
  occurredOn!: string;

  @TextField({ ...NULL, description: 'The arrangement under which it was made' })
  arrangement!: string | null;

  @CodeField(NUM_ITEMS, {
    ...NULL,
    description: 'Item of art. 19 that the poster named; null: the one of the arrangement',
  })
  numItem!: string | null;

  @ObjectField(() => PartyAnswer)
  party!: PartyAnswer;

  @UuidField({ description: 'Member reference' })
  member!: string;

  @ListField(() => NamedCodeAnswer, { max: 300 })
  items!: NamedCodeAnswer[];

  @FlagField({ description: 'Whether art. 19 allowed it' })
  allowed!: boolean;

  @DayField({ description: 'Last day of keeping: seven years, Number Act 23' })
  keepUntil!: string;

  @TextField()
  position!: string;
}

export class NumberActLogAnswer {
  @TextField({ description: 'Everything up to this position is in the page' })
  asOf!: string;

  @ListField(() => NumberActLineAnswer, { max: 200 })
  lines!: NumberActLineAnswer[];

  @TextField({ ...NULL, description: 'Cursor of the next page; null on the last' })
  next!: string | null;
}
