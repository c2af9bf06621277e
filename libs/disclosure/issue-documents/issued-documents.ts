import { Inject, Injectable } from '@nestjs/common';
import { Pool } from 'pg';
import { EVENT_STORE, ProjectionProgress, type EventStore, type StoredEvent } from '#event-store';
import { Acknowledgements } from '#evidence';
import { ofAssociation, Refusal } from '#platform';
import { ISSUED_PROOF_FORMAT, toBase64, withProof, type IssuedProof } from '#proof';
import { documentStream, type DocumentIssued } from '../domain/documents/document-events.js';
import { DocumentFiles, type DocumentFile } from './document-files.js';
import { DOCUMENTS, type DocumentRow } from './documents.projection.js';

/** A document as its event tells it. */
export interface KnownDocument {
  readonly issued: DocumentIssued['data'];
  readonly subject: string | null;
  readonly stored: StoredEvent;
}

/** A file as it goes out, with what it says as JSON. */
export interface TakenFile {
  readonly document: KnownDocument;
  readonly bytes: Uint8Array;
  readonly data: string;
}

/** Whose documents, or what they are of. */
export interface DocumentsWish {
  readonly of?: string;
  /** All references of a person; left out where documents are about nobody. */
  readonly refs?: readonly string[];
}

/** Documents of one thing are few. */
const LISTED_MAX = 1_000;

const COLUMNS = `document_id AS "documentId", member_ref AS subject, kind, format, language, issued_on::text AS "issuedOn",
  of_id AS of, sha256, bytes::float8 AS bytes, replaces, replaced_by AS "replacedBy", is_erased AS "isErased",
  issued_at AS "issuedAt", lpad(position::text, 16, '0') AS position`;

/** Documents that were issued: which there are, their files, and their proofs. */
@Injectable()
export class IssuedDocuments {
  constructor(
    @Inject(Pool) private readonly pool: Pool,
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(ProjectionProgress) private readonly progress: ProjectionProgress,
    @Inject(DocumentFiles) private readonly files: DocumentFiles,
    @Inject(Acknowledgements) private readonly acknowledgements: Acknowledgements,
  ) {}

  /** The newest first; nothing that was issued before is missing. */
  async list(association: string, { of, refs }: DocumentsWish): Promise<DocumentRow[]> {
    const head = await this.store.head(association);
    if (head !== null) await this.progress.waitFor(DOCUMENTS, association, head);
    const { rows } = await ofAssociation(this.pool, association).query<DocumentRow>(
      `SELECT ${COLUMNS} FROM disclosure.document
       WHERE association = $1 AND ($2::uuid IS NULL OR of_id = $2)
         AND CASE WHEN $3::uuid[] IS NULL THEN member_ref IS NULL ELSE member_ref = ANY ($3) END
       ORDER BY position DESC LIMIT ${LISTED_MAX}`,
      [association, of ?? null, refs ?? null],
    );
    return rows;
  }

  /** How many of these the person had made alone. */
  async countOwn(association: string, rows: readonly DocumentRow[]): Promise<number> {
    const wanted = rows.map(({ documentId }) => documentStream(documentId));
    const { streams } = await this.store.readStreams(association, wanted);
    return [...streams.values()].flat().filter(({ envelope }) => envelope.actor.role === 'member').length;
  }

  /** As its event tells it, at once, whatever it is about. */
  async read(association: string, documentId: string): Promise<KnownDocument> {
    const [stored] = await this.store.readStream(association, documentStream(documentId));
    if (!stored) throw new Refusal('document-unknown');
    const { data, subject } = stored.envelope;
    return { issued: data as DocumentIssued['data'], subject, stored };
  }

  /** The same; refused as unknown where it is none of those. */
  async find(association: string, documentId: string, { of, refs }: DocumentsWish): Promise<KnownDocument> {
    const known = await this.read(association, documentId);
    const { issued, subject } = known;
    const isWanted = refs === undefined ? subject === null : subject !== null && refs.includes(subject);
    if (!isWanted || (of !== undefined && issued.of !== of)) throw new Refusal('document-unknown');
    return known;
  }

  /** A PDF brings its proof; the others go as they were made. Refused as gone once the key of whom it is about was destroyed. */
  async file(association: string, document: KnownDocument): Promise<TakenFile> {
    const { documentId, format } = document.issued;
    const file = await this.files.open({ association, documentId });
    const taken = { document, bytes: file.bytes, data: file.proof.data };
    if (format !== 'PDF') return taken;
    return { ...taken, bytes: withProof(file.bytes, await this.#proofOf(association, document, file)) };
  }

  /** Waits for a checkpoint over its entry, and no longer than whoever has just posted something does. */
  async proof(association: string, document: KnownDocument): Promise<IssuedProof> {
    const { documentId } = document.issued;
    return this.#proofOf(association, document, await this.files.open({ association, documentId }));
  }

  async #proofOf(association: string, { stored }: KnownDocument, { proof }: DocumentFile): Promise<IssuedProof> {
    return {
      format: ISSUED_PROOF_FORMAT,
      association,
      entry: toBase64(stored.bytes),
      proof: await this.acknowledgements.of(association, stored.position, stored.leafHash),
      ...proof,
    };
  }
}
