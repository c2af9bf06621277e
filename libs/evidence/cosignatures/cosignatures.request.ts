import { IntField, TextField } from '#platform';

const ASSOCIATION = /^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$/;
/** A checkpoint with a line of each witness takes some 10 kB. */
const NOTE_LENGTH_MAX = 16_384;

export class WitnessedLogPath {
  @TextField({
    max: 64,
    pattern: ASSOCIATION,
    patternName: 'an id of a-z, 0-9 and hyphens',
    description: 'Whose log',
  })
  association!: string;
}

export class CosignaturesRequest {
  @TextField({
    max: NOTE_LENGTH_MAX,
    description: 'Text of the checkpoint with the lines of witnesses, as in https://c2sp.org/signed-note',
  })
  note!: string;
}

export class TakenAnswer {
  @IntField({ min: 1, description: 'Size of the checkpoint' })
  size!: number;

  @IntField({ min: 1, description: 'Cosignatures that were taken' })
  taken!: number;
}
