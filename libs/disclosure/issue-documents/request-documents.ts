import { Inject, Injectable } from '@nestjs/common';
import { knownReferences, Persons, type Caller } from '#access';
import { Refusal } from '#platform';
import type { IssuedProof } from '#proof';
import type { DocumentFormat } from '../domain/documents/document-events.js';
import type { PaperLanguage } from '../domain/documents/paper.js';
import { RequestReader, type KnownRequest } from '../keep-requests/request-reader.js';
import { DocumentIssuer, type IssuedDocument } from './document-issuer.js';
import type { DocumentRow } from './documents.projection.js';
import { IssuedDocuments, type KnownDocument, type TakenFile } from './issued-documents.js';
import { DecisionRelease } from './decision-release.js';
import { RequestPapers, type RequestDocumentKind } from './request-papers.js';

/** The person has so many made, and officers as many: neither takes them from the other. What replaces one is no further one. */
const DOCUMENTS_PER_REQUEST_MAX = 50;

/** Whose request it is, and whether the person asks or an officer. */
export interface RequestPlace {
  readonly association: string;
  readonly caller: Pick<Caller, 'role' | 'subject'>;
  readonly member: string;
  readonly requestId: string;
}

export interface WantedDocument {
  readonly kind: RequestDocumentKind;
  /** As the request says, or PDF, where it is left out. */
  readonly format?: DocumentFormat;
  readonly language?: PaperLanguage;
  readonly replaces?: string | null;
}

interface Found {
  readonly refs: readonly [string, ...string[]];
  readonly known: KnownRequest;
}

/** Documents that answer a disclosure request: issued, listed, taken. The person is shown none before the delivery. */
@Injectable()
export class RequestDocuments {
  constructor(
    @Inject(RequestReader) private readonly reader: RequestReader,
    @Inject(Persons) private readonly persons: Persons,
    @Inject(DecisionRelease) private readonly release: DecisionRelease,
    @Inject(RequestPapers) private readonly papers: RequestPapers,
    @Inject(DocumentIssuer) private readonly issuer: DocumentIssuer,
    @Inject(IssuedDocuments) private readonly issued: IssuedDocuments,
  ) {}

  async issue(
    place: RequestPlace,
    { kind, format, language = 'ja', replaces = null }: WantedDocument,
    { causation, idempotencyKey }: { readonly causation: string; readonly idempotencyKey: string | null },
  ): Promise<IssuedDocument> {
    const { association, caller, requestId } = place;
    const found = await this.#find(place);
    refuseUntold(place, found, kind);
    if (kind !== 'EXTENSION_NOTICE') await this.release.refuseEarly(association, found);
    const { known, refs } = found;
    const { decision, format: wanted } = known.state;
    return this.issuer.issue({
      association,
      caller,
      causation,
      idempotencyKey,
      subject: known.ref,
      kind,
      of: requestId,
      format: format ?? decision?.answer.format ?? wanted ?? 'PDF',
      language,
      replaces,
      ruleset: known.ruleset.id,
      build: async (head) => {
        await this.#refuseTooMany(place, refs, { kind, replaces });
        return this.papers.of(association, { kind, known, refs }, head);
      },
    });
  }

  async list(place: RequestPlace): Promise<DocumentRow[]> {
    const found = await this.#find(place);
    const all = await this.issued.list(place.association, { of: place.requestId, refs: found.refs });
    return all.filter((one) => isTold(place, found, one.kind) && !isOverturned(place, found, one));
  }

  async file(place: RequestPlace, documentId: string): Promise<TakenFile> {
    return this.issued.file(place.association, await this.#document(place, documentId));
  }

  async proof(place: RequestPlace, documentId: string): Promise<IssuedProof> {
    return this.issued.proof(place.association, await this.#document(place, documentId));
  }

  async #document(place: RequestPlace, documentId: string): Promise<KnownDocument> {
    const found = await this.#find(place);
    const document = await this.issued.find(place.association, documentId, { of: place.requestId, refs: found.refs });
    const { kind } = document.issued;
    const { position } = document.stored;
    if (!isTold(place, found, kind) || isOverturned(place, found, { kind, position }))
      throw new Refusal('document-unknown');
    if (kind !== 'EXTENSION_NOTICE') await this.release.refuseEarly(place.association, found);
    return document;
  }

  async #find({ association, caller, member, requestId }: RequestPlace): Promise<Found> {
    const refs =
      caller.role === 'member'
        ? ((await this.persons.references(association, member)) as [string, ...string[]])
        : await knownReferences(this.persons, association, member);
    const known = (await this.reader.read(association, refs)).requests.get(requestId);
    if (!known) throw new Refusal('disclosure-request-unknown');
    return { refs, known };
  }

  async #refuseTooMany(
    { association, caller, requestId }: RequestPlace,
    refs: readonly string[],
    { kind, replaces }: { readonly kind: string; readonly replaces: string | null },
  ): Promise<void> {
    const all = await this.issued.list(association, { of: requestId, refs });
    if (replaces === null && all.length >= DOCUMENTS_PER_REQUEST_MAX) {
      const own = await this.issued.countOwn(association, all);
      const count = caller.role === 'member' ? own : all.length - own;
      if (count >= DOCUMENTS_PER_REQUEST_MAX)
        throw new Refusal('documents-too-many', { max: DOCUMENTS_PER_REQUEST_MAX });
    }
    const isThere = all.some((one) => one.documentId === replaces && one.kind === kind && one.replacedBy === null);
    if (replaces === null || isThere) return;
    const detail = 'is no document of this kind and request that stands';
    throw new Refusal('invalid-request', { errors: [{ pointer: '/replaces', detail }] });
  }
}

/** The person is told the decision with its delivery and not before; that an answer takes longer, at once. */
function isTold({ caller }: RequestPlace, { known }: Found, kind: string): boolean {
  return caller.role !== 'member' || kind === 'EXTENSION_NOTICE' || known.state.deliveredOn !== null;
}

/** What tells of a decision that was changed before it was told is shown to officers alone. */
function isOverturned(
  { caller }: RequestPlace,
  { known }: Found,
  { kind, position }: { readonly kind: string; readonly position: string },
): boolean {
  if (caller.role !== 'member' || kind === 'EXTENSION_NOTICE') return false;
  const decided = known.events.findLast(({ event }) => event.type === 'RequestDecided')?.stored.position;
  return decided !== undefined && position < decided;
}

function refuseUntold(place: RequestPlace, found: Found, kind: string): void {
  if (!isTold(place, found, kind)) throw new Refusal('disclosure-not-delivered', { state: found.known.state.state });
}
