import type { EventType } from '#event-store';
import type { PaperLanguage } from './paper.js';

export type DocumentKind =
  /** What a disclosure request has disclosed of the provision and receipt records. */
  | 'RECORDS_DISCLOSURE'
  /** What was decided on a disclosure request, why, and where to complain. */
  | 'DECISION_NOTICE'
  /** That an answer takes longer, or comes in another way than was wanted. */
  | 'EXTENSION_NOTICE'
  /** The register of a period: art. 29 or art. 30. */
  | 'REGISTER'
  /** Until when records are kept. */
  | 'RETENTION_CERTIFICATE'
  /** That records were disposed of. */
  | 'DISPOSAL_CERTIFICATE';

export type DocumentFormat = 'PDF' | 'CSV' | 'CSV_SHIFT_JIS' | 'JSON';

/**
 * A document was made. Its bytes stand in no event: they are kept sealed beside the log as long as the person's keys.
 * Both digests are of texts that hold random bits – the data 128 as salt, a file at least the 80 of its code – so nobody
 * guesses a content from them.
 */
export interface DocumentIssued {
  readonly type: 'DocumentIssued';
  readonly data: {
    readonly documentId: string;
    readonly kind: DocumentKind;
    readonly format: DocumentFormat;
    readonly language: PaperLanguage;
    /** JST day. */
    readonly issuedOn: string;
    /** Disclosure request that it answers, or disposal that it certifies; null where neither. */
    readonly of: string | null;
    /** SHA-256 of the file as it was made, before proofs are added to it; hexadecimal. */
    readonly sha256: string;
    readonly bytes: number;
    /** SHA-256 of the data of the document (JSON in UTF-8) that its proof carries; hexadecimal. */
    readonly dataSha256: string;
    /** SHA-256 of the code by which it is checked, without its hyphens; hexadecimal. */
    readonly codeSha256: string;
    /** The document that this one takes the place of; null where there was none. */
    readonly replaces: string | null;
  };
  readonly sealed: null;
}

export type DocumentEvent = DocumentIssued;

const current: EventType = { version: 1 };

export const documentEventTypes: Readonly<Record<DocumentEvent['type'], EventType>> = { DocumentIssued: current };

export const documentStream = (documentId: string) => `document-${documentId}`;
