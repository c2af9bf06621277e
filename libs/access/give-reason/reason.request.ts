import { CodeField, InstantField, TextField, TextsField, UuidField } from '#platform';
import { REASON_CODES, type ReasonClass } from '../domain/reason-events.js';

const REFERENCE = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export class GiveReasonRequest {
  @UuidField({ description: "The reason's id, chosen by the caller: the same id is the same reason" })
  id!: string;

  @CodeField(REASON_CODES, { enumName: 'ReasonClass', description: 'What members are told of it' })
  class!: ReasonClass;

  @TextField({ description: 'Why it is necessary to know who somebody is; kept sealed' })
  reason!: string;

  @TextsField({
    optional: true,
    min: 1,
    max: 1_000,
    pattern: REFERENCE,
    patternName: 'a UUID in lower case',
    description: 'For whom alone it counts: references, or the masked forms that were shown',
  })
  persons?: string[];
}

export class ReasonAnswer {
  @UuidField({ description: 'To be sent in the header Kiroku-Reason' })
  id!: string;

  @CodeField(REASON_CODES, { enumName: 'ReasonClass' })
  class!: string;

  @InstantField({ description: 'It counts until then' })
  until!: string;
}
