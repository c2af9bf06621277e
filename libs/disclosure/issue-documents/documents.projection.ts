import { Injectable } from '@nestjs/common';
import type { Projection, ProjectionTarget, StoredEvent } from '#event-store';
import {
  documentEventTypes,
  type DocumentFormat,
  type DocumentIssued,
  type DocumentKind,
} from '../domain/documents/document-events.js';
import type { PaperLanguage } from '../domain/documents/paper.js';

const TABLE = 'disclosure.document';
export const DOCUMENTS = 'documents';

/** A document as the events tell it. */
export interface DocumentRow {
  readonly documentId: string;
  readonly subject: string | null;
  readonly kind: DocumentKind;
  readonly format: DocumentFormat;
  readonly language: PaperLanguage;
  readonly issuedOn: string;
  readonly of: string | null;
  readonly sha256: string;
  readonly bytes: number;
  readonly replaces: string | null;
  readonly replacedBy: string | null;
  /** The keys of whom it is about were destroyed. */
  readonly isErased: boolean;
  readonly issuedAt: Date;
  readonly position: string;
}

/** One row for each document that was issued: codes, days and digests. */
@Injectable()
export class DocumentsProjection implements Projection {
  readonly name = DOCUMENTS;
  readonly version = 1;
  readonly tables = [TABLE];
  readonly concerns = ({ envelope }: StoredEvent) =>
    envelope.type in documentEventTypes || envelope.type === 'KeyDestroyed';

  async apply(events: readonly StoredEvent[], target: ProjectionTarget): Promise<void> {
    // Few: what is asked for one by one.
    for (const event of events.filter(this.concerns))
      await (event.envelope.type === 'KeyDestroyed' ? erased(event, target) : issued(event, target));
  }
}

async function erased({ envelope }: StoredEvent, { client, table }: ProjectionTarget): Promise<void> {
  const { association, subject } = envelope;
  const sql = `UPDATE ${table(TABLE)} SET is_erased = true WHERE association = $1 AND member_ref = $2`;
  await client.query(sql, [association, subject]);
}

async function issued(event: StoredEvent, { client, table }: ProjectionTarget): Promise<void> {
  const { association, subject, recordedAt } = event.envelope;
  const { documentId, kind, format, language, issuedOn, of, sha256, bytes, dataSha256, codeSha256, replaces } = event
    .envelope.data as DocumentIssued['data'];
  await client.query(
    `INSERT INTO ${table(TABLE)} (association, document_id, member_ref, kind, format, language, issued_on, of_id, sha256,
       bytes, data_sha256, code_sha256, replaces, issued_at, position, leaf_hash)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
     ON CONFLICT (association, document_id) DO NOTHING`,
    [
      association,
      documentId,
      subject,
      kind,
      format,
      language,
      issuedOn,
      of,
      sha256,
      bytes,
      dataSha256,
      codeSha256,
      replaces,
      recordedAt,
      event.position,
      Buffer.from(event.leafHash).toString('base64'),
    ],
  );
  if (replaces === null) return;
  await client.query(
    `UPDATE ${table(TABLE)} SET replaced_by = $3 WHERE association = $1 AND document_id = $2 AND replaced_by IS NULL`,
    [association, replaces, documentId],
  );
}
