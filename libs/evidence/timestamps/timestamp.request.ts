import { IntField, NumberInQuery, TextField } from '#platform';

const ASSOCIATION = /^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$/;

export class StampedLogPath {
  @TextField({
    max: 64,
    pattern: ASSOCIATION,
    patternName: 'an id of a-z, 0-9 and hyphens',
    description: 'Whose log',
  })
  association!: string;
}

export class CheckpointPath extends StampedLogPath {
  @IntField({ min: 1, description: 'Size of the checkpoint' })
  @NumberInQuery()
  size!: number;
}
