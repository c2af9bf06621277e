import { Inject, Injectable } from '@nestjs/common';
import { Pool } from 'pg';
import { ASSOCIATION_SUBJECT, DataKeys, decrypt, encrypt } from '#access';
import { ofAssociation, Refusal } from '#platform';
import type { CompletenessDocument } from '#proof';
import type { DocumentIssued } from '../domain/documents/document-events.js';

interface Place {
  readonly association: string;
  readonly documentId: string;
}

/** A file as it was made, with what its proof carries of it. */
export interface DocumentFile {
  readonly bytes: Uint8Array;
  readonly proof: { readonly data: string; readonly completeness?: CompletenessDocument };
}

/** What the event says that is written once the file is durable. */
export interface KeptDocument {
  readonly issued: DocumentIssued['data'];
  readonly subject: string | null;
  /** Signs that the encoding does not have, and that stand in the file as another one. */
  readonly replacedSigns: number;
}

interface FileRow {
  readonly member_ref: string | null;
  readonly key_period: string;
  readonly sealed_file: Buffer;
  readonly sealed_proof: Buffer;
}

/** The files of documents, sealed with the key of whom they are about, or the association's. */
@Injectable()
export class DocumentFiles {
  constructor(
    @Inject(Pool) private readonly pool: Pool,
    @Inject(DataKeys) private readonly keys: DataKeys,
  ) {}

  /** Durable once it resolves. What is kept under the id already stays as it is. */
  async add(place: Place & { readonly period: string }, kept: KeptDocument, file: DocumentFile): Promise<void> {
    const { association, documentId, period } = place;
    const owner = kept.subject ?? ASSOCIATION_SUBJECT;
    const key = (await this.keys.obtain(association, [owner], period)).get(owner);
    if (!key) throw new Refusal('key-destroyed');
    const sealedFile = encrypt(key.key, file.bytes, contextOf(place, 'file'));
    const sealedProof = encrypt(key.key, Buffer.from(JSON.stringify(file.proof)), contextOf(place, 'proof'));
    await ofAssociation(this.pool, association).query(
      `INSERT INTO disclosure.document_file
         (association, document_id, member_ref, key_id, key_period, issued, replaced_signs, sealed_file, sealed_proof)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT DO NOTHING`,
      [
        association,
        documentId,
        kept.subject,
        key.keyId,
        period,
        JSON.stringify(kept.issued),
        kept.replacedSigns,
        sealedFile,
        sealedProof,
      ],
    );
  }

  /** What is kept under an id; null where nothing is. */
  async find({ association, documentId }: Place): Promise<KeptDocument | null> {
    const { rows } = await ofAssociation(this.pool, association).query<KeptDocument>(
      `SELECT issued, member_ref AS subject, replaced_signs AS "replacedSigns" FROM disclosure.document_file
       WHERE association = $1 AND document_id = $2`,
      [association, documentId],
    );
    return rows[0] ?? null;
  }

  /** Its event stands in the log: it is not swept. */
  async keep({ association, documentId }: Place): Promise<void> {
    await ofAssociation(this.pool, association).query(
      `UPDATE disclosure.document_file SET is_issued = true WHERE association = $1 AND document_id = $2`,
      [association, documentId],
    );
  }

  async delete({ association, documentId }: Place): Promise<void> {
    await ofAssociation(this.pool, association).query(
      `DELETE FROM disclosure.document_file WHERE association = $1 AND document_id = $2 AND NOT is_issued`,
      [association, documentId],
    );
  }

  /** Refused as gone once the key of whom it is about was destroyed. */
  async open(place: Place): Promise<DocumentFile> {
    const { association, documentId } = place;
    const { rows } = await ofAssociation(this.pool, association).query<FileRow>(
      `SELECT member_ref, key_period, sealed_file, sealed_proof FROM disclosure.document_file
       WHERE association = $1 AND document_id = $2`,
      [association, documentId],
    );
    const [row] = rows;
    if (!row) throw new Refusal('document-gone');
    const owner = row.member_ref ?? ASSOCIATION_SUBJECT;
    const key = (await this.keys.obtain(association, [owner], row.key_period)).get(owner);
    if (!key) throw new Refusal('document-gone');
    const opened = decrypt(key.key, row.sealed_proof, contextOf(place, 'proof'));
    return {
      bytes: decrypt(key.key, row.sealed_file, contextOf(place, 'file')),
      proof: JSON.parse(opened.toString()) as DocumentFile['proof'],
    };
  }
}

function contextOf({ association, documentId }: Place, part: 'file' | 'proof'): string {
  return `${association}|document-${part}|${documentId}`;
}
