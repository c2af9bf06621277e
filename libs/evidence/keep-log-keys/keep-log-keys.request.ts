import { IntField, TextField } from '#platform';
import { ASSOCIATION } from '../log/log.request.js';

const VERSION_MAX = 1_000_000;

export class LogOfRequest {
  @TextField({
    max: 64,
    pattern: ASSOCIATION,
    patternName: 'an id of a-z, 0-9 and hyphens',
    description: 'Whose log',
  })
  association!: string;
}

export class RotateLogKeyRequest extends LogOfRequest {
  @IntField({
    min: 1,
    max: VERSION_MAX,
    description: 'The version to announce: the next after the newest. The newest itself changes nothing',
  })
  version!: number;
}

export class RetireLogKeyRequest extends LogOfRequest {
  @IntField({ min: 1, max: VERSION_MAX, description: 'The version that signs no more; never the newest' })
  version!: number;
}
