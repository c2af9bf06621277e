import { CodeField, DayField, FlagField, InstantField, IntField, ListField, TextField, UuidField } from '#platform';
import { REQUEST_FORMATS } from '#statute';
import type { IssuedDocument } from './document-issuer.js';
import type { DocumentRow } from './documents.projection.js';

const NULL = { nullable: true } as const;
export const DOCUMENT_STATES = ['valid', 'replaced', 'gone'] as const;

class DocumentFactsAnswer {
  @UuidField()
  id!: string;

  @TextField({ description: 'RECORDS_DISCLOSURE, DECISION_NOTICE, EXTENSION_NOTICE' })
  kind!: string;

  @CodeField(REQUEST_FORMATS, { enumName: 'RequestFormat' })
  format!: string;

  @CodeField(['ja', 'en'])
  language!: string;

  @DayField()
  issuedOn!: string;

  @TextField({ description: 'SHA-256 of the file as it was made, before a PDF was given its proof; hexadecimal' })
  sha256!: string;

  @IntField({ description: 'Its size' })
  bytes!: number;

  @UuidField({ ...NULL, description: 'The document that it took the place of' })
  replaces!: string | null;

  @TextField({ description: 'Where its issue stands in the log' })
  position!: string;

  @InstantField()
  recordedAt!: string;
}

/** A document that was issued. */
export class IssuedDocumentAnswer extends DocumentFactsAnswer {
  @IntField({ description: 'Signs that Shift_JIS does not have: each stands in the file as 〓' })
  replacedSigns!: number;

  @FlagField({ description: 'False where it was issued before under the same Idempotency-Key' })
  isNew!: boolean;
}

export class DocumentAnswer extends DocumentFactsAnswer {
  @CodeField(DOCUMENT_STATES, { description: 'replaced: by another one; gone: the key of the person was destroyed' })
  state!: string;

  @UuidField({ ...NULL, description: 'The document that took its place' })
  replacedBy!: string | null;
}

export class DocumentListAnswer {
  @ListField(() => DocumentAnswer, { max: 1_000, description: 'The newest first' })
  documents!: DocumentAnswer[];
}

export function issuedAnswer({
  issued,
  position,
  recordedAt,
  replacedSigns,
  isNew,
}: IssuedDocument): IssuedDocumentAnswer {
  const { documentId: id, kind, format, language, issuedOn, sha256, bytes, replaces } = issued;
  return { id, kind, format, language, issuedOn, sha256, bytes, replaces, position, recordedAt, replacedSigns, isNew };
}

export function listAnswer(rows: readonly DocumentRow[]): DocumentListAnswer {
  const documents = rows.map(({ documentId: id, subject: _subject, of: _of, isErased, issuedAt, ...row }) => ({
    ...row,
    id,
    recordedAt: issuedAt.toISOString(),
    state: isErased ? 'gone' : row.replacedBy === null ? 'valid' : 'replaced',
  }));
  return { documents };
}
