import { createHash, randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { v5 } from 'uuid';
import { Pseudonyms, type Caller } from '#access';
import { EVENT_STORE, type EventStore, type StoredEvent } from '#event-store';
import { FactWriter, fiscalYear } from '#ledger';
import { Clock, freshBytes, publicUrl, Refusal } from '#platform';
import { CHECK_CODE_BYTES, checkCodeOf, codeSha256, toBase64 } from '#proof';
import { dayInJapan } from '#statute';
import {
  documentStream,
  type DocumentFormat,
  type DocumentIssued,
  type DocumentKind,
} from '../domain/documents/document-events.js';
import {
  dataText,
  isSameOrder,
  withCode,
  type BuiltDocument,
  type DocumentHead,
} from '../domain/documents/issued-document.js';
import type { PaperLanguage } from '../domain/documents/paper.js';
import { DocumentFiles, type KeptDocument } from './document-files.js';
import { DocumentForms } from './document-forms.js';

/** Namespace of the ids of documents that were asked for under an idempotency key; any fixed UUID, never to be changed. */
const DOCUMENTS = 'c0a7d1b4-52f8-4f0b-9c55-7e8d2a3b6f10';
const SALT_BYTES = 16;
/** A document that is larger is none that anybody reads: several are issued instead. */
const FILE_BYTES_MAX = 50_000_000;

export interface DocumentOrder {
  readonly association: string;
  readonly caller: Pick<Caller, 'role' | 'subject'>;
  readonly causation: string | null;
  /** Whom it is about, and whose key seals it; null where it is about nobody: the association's key seals it then. */
  readonly subject: string | null;
  readonly kind: DocumentKind;
  /** Disclosure request that it answers, or disposal that it certifies; null where neither. */
  readonly of: string | null;
  readonly format: DocumentFormat;
  readonly language: PaperLanguage;
  /** The document that it takes the place of. */
  readonly replaces?: string | null;
  /** The same key of the same caller is the same document; left out, each order is a document of its own. */
  readonly idempotencyKey?: string | null;
  readonly ruleset?: string | null;
  /** Whether what was issued under the same key says what is ordered; left out where the parts above tell. */
  readonly isOf?: (data: unknown) => boolean;
  /** Asked once it is sure that the document is not there yet. */
  readonly build: (head: DocumentHead) => BuiltDocument | Promise<BuiltDocument>;
}

/** A document that stands in the log. */
export interface IssuedDocument {
  readonly issued: DocumentIssued['data'];
  readonly position: string;
  readonly recordedAt: string;
  /** Signs that the encoding of the file does not have. */
  readonly replacedSigns: number;
  /** False where the same order was carried out before. */
  readonly isNew: boolean;
}

/** Issues documents: the file is sealed and durable first, then an event says that it was issued. */
@Injectable()
export class DocumentIssuer {
  constructor(
    @Inject(DocumentFiles) private readonly files: DocumentFiles,
    @Inject(DocumentForms) private readonly forms: DocumentForms,
    @Inject(FactWriter) private readonly writer: FactWriter,
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(Pseudonyms) private readonly pseudonyms: Pseudonyms,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  async issue(order: DocumentOrder): Promise<IssuedDocument> {
    const { association, subject } = order;
    const documentId = await this.#idOf(order);
    const place = { association, documentId };
    const known = await this.#issued(association, documentId);
    if (known) {
      const document = same(order, known);
      await this.#refuseOther(order, place);
      const replacedSigns = (await this.files.find(place))?.replacedSigns ?? 0;
      return { ...document, replacedSigns, isNew: false };
    }
    if (!(await this.files.find(place))) await this.#make(order, documentId);
    // Somebody else may have made it at the same moment: what is kept is what is issued.
    const kept = await this.files.find(place);
    if (!kept || !isSameOrder(kept.issued, wantedOf(order)) || kept.subject !== subject)
      throw new Refusal('document-differs');
    await this.#refuseOther(order, place);
    return this.#append(order, kept);
  }

  async #refuseOther(
    { isOf, idempotencyKey }: DocumentOrder,
    place: { readonly association: string; readonly documentId: string },
  ): Promise<void> {
    if (!isOf || !idempotencyKey) return;
    const { proof } = await this.files.open(place);
    if (!isOf(JSON.parse(proof.data))) throw new Refusal('document-differs');
  }

  async #idOf({ association, caller, idempotencyKey }: DocumentOrder): Promise<string> {
    if (!idempotencyKey) return randomUUID();
    return v5(await this.pseudonyms.digest(association, `document|${caller.subject}|${idempotencyKey}`), DOCUMENTS);
  }

  async #issued(association: string, documentId: string): Promise<StoredEvent | null> {
    return (await this.store.readStream(association, documentStream(documentId)))[0] ?? null;
  }

  async #make(order: DocumentOrder, documentId: string): Promise<void> {
    const { association, subject, format } = order;
    const now = this.clock.now();
    const code = checkCodeOf(freshBytes(CHECK_CODE_BYTES));
    const salt = toBase64(freshBytes(SALT_BYTES));
    const site = publicUrl(process.env);
    const url = site === null ? null : `${site}/check#${code}`;
    const issuedOn = dayInJapan(now.toISOString());
    const { kind, language, of, replaces } = wantedOf(order);
    const head = { documentId, kind, language, issuedOn, association, code, url, salt, of, replaces };
    const { completeness, ...built } = await order.build(head);
    const data = dataText(head, built.data);
    const { bytes, replacedSigns } = await this.forms.draw(format, {
      paper: built.paper,
      table: withCode(built.table, code, language),
      data,
    });
    if (bytes.length > FILE_BYTES_MAX) throw new Refusal('document-too-large');
    const issued = {
      documentId,
      kind,
      format,
      language,
      issuedOn,
      of,
      sha256: sha256(bytes),
      bytes: bytes.length,
      dataSha256: sha256(Buffer.from(data)),
      codeSha256: codeSha256(code)!,
      replaces,
    };
    const file = { bytes, proof: { data, ...(completeness && { completeness }) } };
    await this.files.add(
      { association, documentId, period: fiscalYear(now) },
      { issued, subject, replacedSigns },
      file,
    );
  }

  async #append(order: DocumentOrder, { issued, subject, replacedSigns }: KeptDocument): Promise<IssuedDocument> {
    const { association, caller, causation, ruleset = null } = order;
    const { documentId } = issued;
    const actor = await this.pseudonyms.actor(association, caller);
    const context = { association, actor, causation, occurredAt: null, ruleset, knowledgeAt: null };
    const fact = { type: 'DocumentIssued', data: issued, sealed: null };
    const stream = { stream: documentStream(documentId), expected: 'none' as const, at: this.clock.now() };
    const result = await this.writer.write(stream, context, [{ subject, fact }]);
    await this.files.keep({ association, documentId });
    if (result.outcome === 'appended') {
      const { position } = result.events[0]!;
      return { issued, position, recordedAt: result.recordedAt, replacedSigns, isNew: true };
    }
    return { ...same(order, (await this.#issued(association, documentId))!), replacedSigns, isNew: false };
  }
}

function wantedOf({ kind, format, language, of, replaces = null }: DocumentOrder) {
  return { kind, format, language, of, replaces };
}

function same(
  order: DocumentOrder,
  { position, envelope }: StoredEvent,
): Omit<IssuedDocument, 'isNew' | 'replacedSigns'> {
  const issued = envelope.data as DocumentIssued['data'];
  if (!isSameOrder(issued, wantedOf(order)) || envelope.subject !== order.subject)
    throw new Refusal('document-differs');
  return { issued, position, recordedAt: envelope.recordedAt };
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
