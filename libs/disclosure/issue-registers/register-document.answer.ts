import {
  CodeField,
  DayField,
  FlagField,
  InstantField,
  IntField,
  ListField,
  ObjectField,
  TextField,
  UuidField,
} from '#platform';
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

  @FlagField({ description: 'False where it was issued before under the same Idempotency-Key' })
  isNew!: boolean;
}

export class RegisterDocumentListAnswer {
  @ListField(() => RegisterDocumentAnswer, { max: 1_000, description: 'The newest first' })
  documents!: RegisterDocumentAnswer[];
}

const REGISTERS = '/v1/registers/documents';

/** `at`: where the documents of its kind are taken. */
export function issuedAnswer(
  { issued, position, recordedAt, replacedSigns, isNew }: IssuedDocument,
  at = REGISTERS,
): IssuedRegisterAnswer {
  const { documentId: id, kind, format, language, issuedOn, of, sha256, bytes } = issued;
  const said = { id, kind, format, language, issuedOn, issuedAt: recordedAt, of, sha256, bytes, position };
  return { ...said, replacedSigns, isNew, links: linksOf(at, id) };
}

export function listedAnswer(row: DocumentRow, at = REGISTERS): RegisterDocumentAnswer {
  const { documentId: id, kind, format, language, issuedOn, issuedAt, of, sha256, bytes, position } = row;
  const said = { id, kind, format, language, issuedOn, of, sha256, bytes, position };
  return { ...said, issuedAt: issuedAt.toISOString(), links: linksOf(at, id) };
}

function linksOf(at: string, id: string): RegisterDocumentLinksAnswer {
  return { file: `${at}/${id}/file`, proof: `${at}/${id}/proof` };
}
