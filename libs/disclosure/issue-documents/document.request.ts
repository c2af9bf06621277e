import type { FastifyRequest } from 'fastify';
import { CodeField, Refusal, UuidField } from '#platform';
import { REQUEST_FORMATS } from '#statute';
import type { DocumentFormat } from '../domain/documents/document-events.js';
import type { PaperLanguage } from '../domain/documents/paper.js';
import { REQUEST_DOCUMENTS, type RequestDocumentKind } from './request-papers.js';

/** What a member orders of a request that was answered. */
export class IssueOwnDocumentRequest {
  @CodeField(REQUEST_DOCUMENTS, {
    enumName: 'RequestDocumentKind',
    description:
      'RECORDS_DISCLOSURE what was disclosed of the provision and receipt records, DECISION_NOTICE what was decided, ' +
      'EXTENSION_NOTICE that it takes longer',
  })
  kind!: RequestDocumentKind;

  @CodeField(REQUEST_FORMATS, {
    optional: true,
    enumName: 'RequestFormat',
    description: 'As the request says, or PDF, where it is left out',
  })
  format?: DocumentFormat;

  @CodeField(['ja', 'en'], { optional: true, description: 'ja where it is left out' })
  language?: PaperLanguage;
}

export class IssueDocumentRequest extends IssueOwnDocumentRequest {
  @UuidField({
    optional: true,
    nullable: true,
    description: 'The document of this kind and request that this one takes the place of',
  })
  replaces?: string | null;
}

export class DocumentPath {
  @UuidField({ description: 'Member reference' })
  ref!: string;

  @UuidField({ description: 'The disclosure request' })
  id!: string;

  @UuidField({ description: 'The document' })
  documentId!: string;
}

export class OwnDocumentPath {
  @UuidField({ description: 'The disclosure request' })
  id!: string;

  @UuidField({ description: 'The document' })
  documentId!: string;
}

const IDEMPOTENCY_KEY = /^[\x21-\x7e]{1,200}$/;

/** The Idempotency-Key of a request; null where it has none. */
export function idempotencyKeyOf({ headers }: Pick<FastifyRequest, 'headers'>): string | null {
  const key = headers['idempotency-key'];
  if (key === undefined) return null;
  if (IDEMPOTENCY_KEY.test(String(key))) return String(key);
  const errors = [{ pointer: '', detail: 'Idempotency-Key must be 1 to 200 visible characters' }];
  throw new Refusal('invalid-request', { errors });
}
