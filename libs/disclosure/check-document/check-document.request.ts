import { DayField, FlagField, TextField } from '#platform';

/** Whoever types a code may put more between its signs than is printed. */
const TYPED_MAX = 64;

export class CheckDocumentRequest {
  @TextField({
    max: TYPED_MAX,
    description:
      'The code as it is printed: sixteen signs; case, width, spaces and hyphens do not matter, O is 0, I and L are 1',
  })
  code!: string;
}

export class CheckedDocumentAnswer {
  @TextField({ max: 64, description: 'Who issued it' })
  association!: string;

  @TextField({ max: 64 })
  kind!: string;

  @TextField({ max: 64 })
  format!: string;

  @TextField({ max: 8 })
  language!: string;

  @DayField()
  issuedOn!: string;

  @TextField({ description: 'SHA-256 of the file as it was issued, before a proof was attached to it; hexadecimal' })
  sha256!: string;

  @TextField({ description: 'Where the log says so' })
  position!: string;

  @FlagField({ description: 'Another document was issued in its place' })
  isReplaced!: boolean;
}
