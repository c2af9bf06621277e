import { InstantField, ListField, TextField } from '#platform';
import type { Witness } from '../domain/witnesses.js';

export class WitnessRequest {
  @TextField({
    max: 400,
    description: 'Verifier key of the witness (name+hash+key, type 0x04), as `kiroku witness` prints it',
  })
  key!: string;
}

export class WitnessAnswer {
  @TextField({ description: 'Name of the key: of an organisation or its machine' })
  name!: string;

  @TextField({ max: 400 })
  key!: string;

  @InstantField()
  addedAt!: string;

  @InstantField({ nullable: true, description: 'Null while its cosignatures are taken' })
  removedAt!: string | null;
}

export class WitnessListAnswer {
  @ListField(() => WitnessAnswer, { max: 10_000, description: 'In the order in which they were added' })
  witnesses!: WitnessAnswer[];
}

export function witnessAnswer({ name, text: key, addedAt, removedAt }: Witness): WitnessAnswer {
  return { name, key, addedAt, removedAt };
}
