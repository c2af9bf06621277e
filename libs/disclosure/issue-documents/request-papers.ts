import { Inject, Injectable } from '@nestjs/common';
import { Directory } from '#access';
import { associationOn, AssociationReader } from '#ledger';
import { Refusal } from '#platform';
import { DEFAULT_SETTINGS, type Day } from '#statute';
import { decisionPaper } from '../domain/documents/decision-paper.js';
import { disclosurePaper } from '../domain/documents/disclosure-paper.js';
import { extensionPaper } from '../domain/documents/extension-paper.js';
import type { BuiltDocument, DocumentHead } from '../domain/documents/issued-document.js';
import { provesWhole } from '../domain/documents/proves-whole.js';
import type { DecidedFacts, RequestFacts } from '../domain/documents/request-facts.js';
import { deadlinesOf } from '../domain/requests/decide-request.js';
import { decidedEvent, frozenExtras, frozenRecords } from '../keep-requests/describe-decision.js';
import type { KnownRequest, ReadRequestEvent } from '../keep-requests/request-reader.js';
import { DisclosedCompleteness } from './disclosed-completeness.js';

export const REQUEST_DOCUMENTS = ['RECORDS_DISCLOSURE', 'DECISION_NOTICE', 'EXTENSION_NOTICE'] as const;
/** Kinds of documents that answer a disclosure request. */
export type RequestDocumentKind = (typeof REQUEST_DOCUMENTS)[number];

interface AskedPaper {
  readonly kind: RequestDocumentKind;
  readonly known: KnownRequest;
  /** All references of the person, the present one first. */
  readonly refs: readonly string[];
}

/** Writes the papers of a request from what its events say. */
@Injectable()
export class RequestPapers {
  constructor(
    @Inject(AssociationReader) private readonly associations: AssociationReader,
    @Inject(Directory) private readonly directory: Directory,
    @Inject(DisclosedCompleteness) private readonly completeness: DisclosedCompleteness,
  ) {}

  async of(association: string, { kind, known, refs }: AskedPaper, head: DocumentHead): Promise<BuiltDocument> {
    const facts = await this.#facts(association, known, { refs, head });
    switch (kind) {
      case 'RECORDS_DISCLOSURE':
        return this.#disclosure(association, known, { refs, facts: decidedFacts(facts, known) });
      case 'DECISION_NOTICE':
        return decisionPaper(decidedFacts(facts, known));
      case 'EXTENSION_NOTICE':
        return extensionPaper({ ...facts, ...extensionOf(known) });
      default:
        return kind satisfies never;
    }
  }

  async #disclosure(
    association: string,
    known: KnownRequest,
    { refs, facts }: { readonly refs: readonly string[]; readonly facts: DecidedFacts },
  ): Promise<BuiltDocument> {
    const frozen = frozenRecords(known);
    if (frozen === null) throw new Refusal('document-not-possible', { state: known.state.state });
    const { disclosed } = frozen;
    if (disclosed === null) throw new Refusal('document-gone');
    const told = frozenExtras(known);
    if (told?.list === null) throw new Refusal('document-gone');
    const { recordsHeldFrom: heldFrom } = await this.associations.read(association);
    const isWhole = provesWhole(known.state, facts.decision.withheld);
    const completeness = isWhole ? await this.completeness.of(association, refs, disclosed) : null;
    return disclosurePaper({
      ...facts,
      disclosed,
      heldFrom,
      references: refs,
      ...(told?.list && { extras: { list: told.list, isCut: told.isCut } }),
      ...(completeness && { completeness }),
    });
  }

  async #facts(
    association: string,
    known: KnownRequest,
    { refs, head }: { readonly refs: readonly string[]; readonly head: DocumentHead },
  ): Promise<RequestFacts> {
    const { state, ruleset } = known;
    const { events } = await this.associations.history(association);
    const { name, sealed } = associationOn(events, head.issuedOn)!;
    const contact = sealed?.contact ?? {};
    const settingsOn = (day: Day) => ({ ...DEFAULT_SETTINGS, ...associationOn(events, day)?.settings });
    const entry = (await this.directory.read(association, [refs[0]!])).get(refs[0]!);
    return {
      head,
      issuer: {
        name,
        desk: contact['desk'] ?? null,
        phone: contact['phone'] ?? null,
        complaintDesk: contact['complaintDesk'] ?? null,
        accreditedBody: contact['accreditedBody'] ?? null,
      },
      // Somebody who asks for the person is answered as whoever asks; who is none learns nothing of the person.
      addressee: receiptOf(known)?.representative ?? entry?.name ?? null,
      person: entry?.name ?? null,
      state,
      ruleset,
      suitFrom: deadlinesOf(state, { ruleset, settingsOn }).suit?.possibleFrom ?? null,
    };
  }
}

type Received = Extract<ReadRequestEvent, { type: 'RequestReceived' }>;
type Extended = Extract<ReadRequestEvent, { type: 'RequestExtended' }>;

function receiptOf({ events }: KnownRequest): Received['sealed'] {
  return (events[0]!.event as Received).sealed;
}

/** Refused as gone where its words are: the key of the person was destroyed. */
function decidedFacts(facts: RequestFacts, known: KnownRequest): DecidedFacts {
  const decided = decidedEvent(known);
  if (!decided) throw new Refusal('document-not-possible', { state: known.state.state });
  if (!decided.sealed) throw new Refusal('document-gone');
  return { ...facts, decision: decided.data, frozen: frozenRecords(known)?.list ?? null, text: decided.sealed.text };
}

function extensionOf({ events, state }: KnownRequest) {
  const extended = events.findLast(({ event }) => event.type === 'RequestExtended')?.event as Extended | undefined;
  if (!extended) throw new Refusal('document-not-possible', { state: state.state });
  if (!extended.sealed) throw new Refusal('document-gone');
  return { dueOn: extended.data.dueOn, noticedOn: extended.data.noticedOn, text: extended.sealed.text };
}
