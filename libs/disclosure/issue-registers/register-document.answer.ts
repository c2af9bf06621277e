import { CodeField, DayField, InstantField, IntField, ListField, ObjectField, TextField, UuidField } from '#platform';
import type { IssuedDocument } from '../issue-documents/document-issuer.js';
import type { DocumentRow } from '../issue-documents/documents.projection.js';
import { DOCUMENT_FORMATS } from './register-document.request.js';

const KINDS = ['REGISTER', 'RETENTION_CERTIFICATE', 'DISPOSAL_CERTIFICATE'] as const;

export class RegisterDocumentLinksAnswer {
  @TextField({ description: 'The file; a PDF has its proof inside' })
  file!: string;

  @TextField({ description: 'The proof by which any of its forms verifies' })
  proof!: string;
}

export class RegisterDocumentAnswer {
  @UuidField()
  id!: string;

  @CodeField(KINDS, { enumName: 'RegisterDocumentKind' })
  kind!: string;

  @CodeField(DOCUMENT_FORMATS, { enumName: 'DocumentFormat' })
  format!: string;

  @CodeField(['ja', 'en'])
  language!: string;

  @DayField()
  issuedOn!: string;

  @InstantField()
  issuedAt!: string;

  @UuidField({ nullable: true, description: 'The disposal that it certifies' })
  of!: string | null;

  @TextField({ description: 'SHA-256 of the file before its proof is added; hexadecimal' })
  sha256!: string;

  @IntField({ min: 0 })
  bytes!: number;

  @TextField({ description: 'Of its issue in the log' })
  position!: string;

  @ObjectField(() => RegisterDocumentLinksAnswer)
  links!: RegisterDocumentLinksAnswer;
}

export class IssuedRegisterAnswer extends RegisterDocumentAnswer {
  @IntField({ min: 0, description: 'Signs that Shift_JIS does not have: each stands as 〓' })
  replacedSigns!: number;
}

export class RegisterDocumentListAnswer {
  @ListField(() => RegisterDocumentAnswer, { max: 1_000, description: 'The newest first' })
  documents!: RegisterDocumentAnswer[];
}

export function issuedAnswer({ issued, position, recordedAt, replacedSigns }: IssuedDocument): IssuedRegisterAnswer {
  const { documentId: id, kind, format, language, issuedOn, of, sha256, bytes } = issued;
  const said = { id, kind, format, language, issuedOn, issuedAt: recordedAt, of, sha256, bytes, position };
  return { ...said, replacedSigns, links: linksOf(id) };
}

export function listedAnswer(row: DocumentRow): RegisterDocumentAnswer {
  const { documentId: id, kind, format, language, issuedOn, issuedAt, of, sha256, bytes, position } = row;
  const said = { id, kind, format, language, issuedOn, of, sha256, bytes, position };
  return { ...said, issuedAt: issuedAt.toISOString(), links: linksOf(id) };
}

function linksOf(id: string): RegisterDocumentLinksAnswer {
  return { file: `/v1/registers/documents/${id}/file`, proof: `/v1/registers/documents/${id}/proof` };
}
