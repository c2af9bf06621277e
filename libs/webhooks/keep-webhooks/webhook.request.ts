import { CodeField, IntField, TextField, TextsField, UuidField } from '#platform';
import { URL_LENGTH_MAX } from '../domain/endpoint-url.js';

const TYPES = {
  min: 1,
  max: 50,
  length: 50,
  pattern: /^[a-z][a-z.-]{1,49}$/,
  patternName: 'types such as transfer.recorded',
};
const URL = {
  max: URL_LENGTH_MAX,
  description: 'https, without user, query and fragment; a name or an address of the public net',
};
const WHAT = 'What is told: GET /v1/webhooks says which types there are';

export class WebhookPath {
  @UuidField()
  id!: string;
}

export class RegisterWebhookRequest {
  @UuidField({ description: "The webhook's id, chosen by the caller: the same id is the same one" })
  id!: string;

  @TextField(URL)
  url!: string;

  @TextsField({ ...TYPES, description: WHAT })
  types!: string[];
}

export class ChangeWebhookRequest {
  @TextField({ ...URL, optional: true })
  url?: string;

  @TextsField({ ...TYPES, optional: true, description: WHAT })
  types?: string[];

  @CodeField(['active', 'off'], {
    optional: true,
    description: 'off: what happens is kept, and sent once it is active again',
  })
  status?: 'active' | 'off';
}

export const OVERLAP_HOURS_DEFAULT = 24;

export class RotateWebhookSecretRequest {
  @IntField({
    optional: true,
    min: 0,
    max: 168,
    description: 'How long the secret of before signs as well; 24 if left out',
  })
  overlapHours?: number;
}

export class ReplayWebhookRequest {
  @TextField({
    optional: true,
    min: 16,
    max: 16,
    pattern: /^\d{16}$/,
    patternName: 'a position',
    description: 'Everything told from this position on, whatever became of it',
  })
  from?: string;

  @CodeField(['failed'], { optional: true, description: 'What was given up' })
  only?: 'failed';
}
