import { CodeField, DayField, FlagField, IntField, ListField, TextField } from '#platform';

const NULL = { nullable: true } as const;

/** A record in series: of one declared period and counterpart (BATCH), or while a paper covers what is sent (CONTRACT). */
export class SeriesAnswer {
  @TextField()
  id!: string;

  @CodeField(['provision', 'receipt'])
  register!: string;

  @CodeField(['BATCH', 'CONTRACT'])
  method!: string;

  @TextField({ ...NULL, description: 'The arrangement under which it is made' })
  arrangement!: string | null;

  @TextField({ ...NULL, description: 'The other side, where it is registered' })
  party!: string | null;

  @DayField({ ...NULL, description: 'First day of the declared period' })
  from!: string | null;

  @DayField({ ...NULL, description: 'Last day of the declared period' })
  to!: string | null;

  @DayField({ ...NULL, description: 'Day of the first provision or receipt; null where all of it is void' })
  firstOn!: string | null;

  @DayField({ ...NULL, description: 'Day of the last one; every send within the series moves it' })
  lastOn!: string | null;

  @IntField({ description: 'Lines that are recorded in it' })
  lines!: number;

  @FlagField()
  open!: boolean;

  @CodeField(['period', 'arrangement', 'officer'], { ...NULL, description: 'What closed it' })
  closedBy!: string | null;

  @DayField({ ...NULL, description: 'Statutory end of keeping, counted from the last day; null while it is open' })
  retainUntil!: string | null;
}

export class SeriesPageAnswer {
  @TextField({ description: 'Everything up to this position is in the page' })
  asOf!: string;

  @ListField(() => SeriesAnswer, { max: 200 })
  series!: SeriesAnswer[];

  @TextField({ ...NULL, description: 'Cursor of the next page; null on the last' })
  next!: string | null;
}
