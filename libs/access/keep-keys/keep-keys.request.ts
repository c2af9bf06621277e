import { IntField, TextField, UuidField } from '#platform';

const VERSION_MAX = 1_000_000;

export class AssociationRequest {
  @TextField({
    max: 64,
    pattern: /^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$/,
    patternName: 'an id of a-z, 0-9 and hyphens',
    description: 'Whose keys',
  })
  association!: string;
}

export class RotateKeyRequest extends AssociationRequest {
  @IntField({
    min: 1,
    max: VERSION_MAX,
    description: 'The version to make: the next after the newest. The newest itself changes nothing',
  })
  version!: number;
}

export class RewrapKeysRequest extends AssociationRequest {
  @UuidField({ optional: true, nullable: true, description: '`next` of the answer before; left out at the beginning' })
  after?: string | null;
}

export class RetireKeyRequest extends AssociationRequest {
  @IntField({
    min: 1,
    max: VERSION_MAX,
    description: 'The last version that goes, with all before it; never the newest',
  })
  through!: number;
}
