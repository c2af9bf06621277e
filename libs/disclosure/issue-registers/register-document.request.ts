import type { FastifyRequest } from 'fastify';
import { CodeField, DayField, TextField, UuidField } from '#platform';
import type { PaperLanguage } from '../domain/documents/paper.js';
import { idempotencyKeyOf } from '../issue-documents/document.request.js';

export const DOCUMENT_FORMATS = ['PDF', 'CSV', 'CSV_SHIFT_JIS', 'JSON'] as const;

export class DocumentFormRequest {
  @CodeField(DOCUMENT_FORMATS, { optional: true, enumName: 'DocumentFormat', description: 'PDF when left out' })
  format?: (typeof DOCUMENT_FORMATS)[number];

  @CodeField(['ja', 'en'], { optional: true, description: 'ja when left out' })
  language?: 'ja' | 'en';
}

/** In which form a document is wanted, and under which key. */
export interface DocumentForm {
  readonly format: (typeof DOCUMENT_FORMATS)[number];
  readonly language: PaperLanguage;
  readonly idempotencyKey: string | null;
}

export function formOf(
  { format = 'PDF', language = 'ja' }: DocumentFormRequest,
  http: Pick<FastifyRequest, 'headers'>,
): DocumentForm {
  return { format, language, idempotencyKey: idempotencyKeyOf(http) };
}

export class IssueRegisterRequest extends DocumentFormRequest {
  @CodeField(['provision', 'receipt'])
  register!: 'provision' | 'receipt';

  @DayField({ description: 'First day of the period' })
  from!: string;

  @DayField({ description: 'Last day of the period' })
  to!: string;

  @TextField({ description: 'What it is for, such as an order of the PPC under art. 146; kept sealed' })
  ground!: string;
}

export class RegisterDocumentPath {
  @UuidField({ description: 'Id of the document' })
  documentId!: string;
}

export class CertifiedDisposalPath {
  @UuidField({ description: 'Id of the disposal' })
  id!: string;
}

export class CertifiedMemberPath {
  @UuidField({ description: 'Member reference' })
  ref!: string;
}

export class MemberCertificatePath extends CertifiedMemberPath {
  @UuidField({ description: 'Id of the certificate' })
  documentId!: string;
}
