import { Injectable } from '@nestjs/common';
import type { StoredEvent } from '#event-store';
import type { DocumentIssued, DocumentKind } from '../domain/documents/document-events.js';

/** What of a document may be told to systems outside: that it is. */
export interface ToldDocument {
  readonly type: string;
  readonly id: string;
  readonly links: Readonly<Record<string, string>>;
  readonly arrangement: null;
}

/** Documents that answer a disclosure request. Others are of registers and disposals, which may hold what must not be known. */
const TOLD: ReadonlySet<DocumentKind> = new Set<DocumentKind>([
  'RECORDS_DISCLOSURE',
  'DECISION_NOTICE',
  'EXTENSION_NOTICE',
]);

/** Tells of documents about disclosure requests, to systems of the association's officers. */
@Injectable()
export class DocumentNews {
  readonly isForIntegrators = false;
  readonly types = {
    'document.issued': { ja: '開示等の請求の文書が発行された', en: 'A document about a disclosure request was issued' },
  } as const;

  mayTell({ envelope }: StoredEvent): boolean {
    return envelope.type === 'DocumentIssued';
  }

  async newsOf({ envelope }: StoredEvent): Promise<ToldDocument | null> {
    const { documentId, kind } = envelope.data as DocumentIssued['data'];
    if (!TOLD.has(kind)) return null;
    // The address under which it is taken names the member: who asks here is told it, and has looked.
    const links = { self: `/v1/documents/${documentId}` };
    return { type: 'document.issued', id: documentId, links, arrangement: null };
  }
}
