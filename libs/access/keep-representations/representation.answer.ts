import { CodeField, DayField, InstantField, ListField, ObjectField, TextField, UuidField } from '#platform';
import { REPRESENTATION_CODES, REPRESENTATION_KINDS } from '../domain/representation-events.js';
import type { Representation } from '../domain/representations.js';

const NULL = { nullable: true } as const;

export class RepresentationAnswer {
  @UuidField()
  id!: string;

  @CodeField(REPRESENTATION_CODES, { enumName: 'RepresentationKind' })
  kind!: string;

  @TextField()
  ja!: string;

  @TextField()
  en!: string;

  @DayField({ description: 'First day in Japan' })
  from!: string;

  @DayField({ ...NULL, description: 'Last day in Japan, where one was said' })
  until!: string | null;

  @DayField({ ...NULL, description: 'The first day on which it is over by itself: after its last day, or of age' })
  endsOn!: string | null;

  @InstantField({ ...NULL, description: 'It was in force until then' })
  revokedAt!: string | null;
}

export class RepresentativeAnswer {
  @UuidField({ description: 'Member reference of the representative' })
  ref!: string;

  @TextField({ ...NULL, description: 'As registered; null once it was erased' })
  name!: string | null;
}

/** What an officer sees of it besides: who it is, and by what that was proved. */
export class KeptRepresentationAnswer extends RepresentationAnswer {
  @ObjectField(() => RepresentativeAnswer, {
    ...NULL,
    description: 'Null where it is an account, of which the ledger keeps a keyed digest: then the evidence tells',
  })
  representative!: RepresentativeAnswer | null;

  @TextField({ ...NULL, description: 'By what it was proved; null once it was erased' })
  evidence!: string | null;
}

export class KeptRepresentationListAnswer {
  @ListField(() => KeptRepresentationAnswer, { max: 1_000 })
  representations!: KeptRepresentationAnswer[];
}

export class RepresentationListAnswer {
  @ListField(() => RepresentationAnswer, { max: 1_000 })
  representations!: RepresentationAnswer[];
}

export function representationAnswer(representation: Representation, endsOn: string | null): RepresentationAnswer {
  const { id, kind, from, until, revokedAt } = representation;
  return { id, kind, ...REPRESENTATION_KINDS[kind], from, until, endsOn, revokedAt };
}
