import { Inject, Injectable } from '@nestjs/common';
import { DataKeys, Pseudonyms, type Caller } from '#access';
import { EVENT_STORE, type EventStore, type ExpectedRevision, type StoredEvent } from '#event-store';
import { Clock, Refusal } from '#platform';
import { canonicalText } from '../domain/canonical-text.js';
import { ASSOCIATION_STREAM } from '../domain/streams.js';
import { FactWriter } from './fact-writer.js';
import { maskTexts } from './mask-texts.js';
import { openEvents, type Fact } from './sealed-events.js';

export interface Registration {
  readonly association: string;
  readonly caller: Pick<Caller, 'role' | 'subject'>;
  readonly stream: string;
  readonly expected: ExpectedRevision;
  readonly fact: Fact;
  readonly subject: string | null;
  /** Names in the sealed part that the service found out for itself: what is found later makes no other fact of it. */
  readonly lookedUp?: readonly string[];
}

export interface Registered {
  readonly position: string;
  readonly recordedAt: string;
  /** False when the very same was registered before. */
  readonly isNew: boolean;
}

/** Writes a fact that may be said twice but is kept once: the same again is answered as before, another is a conflict. */
@Injectable()
export class RegisterOnce {
  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(FactWriter) private readonly writer: FactWriter,
    @Inject(DataKeys) private readonly keys: DataKeys,
    @Inject(Pseudonyms) private readonly pseudonyms: Pseudonyms,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** Null on a conflict: something else stands in its place. `sameAs` picks the event to compare with. */
  async register(
    registration: Registration,
    sameAs: (events: readonly StoredEvent[]) => StoredEvent | undefined,
  ): Promise<Registered | null> {
    const { association, caller, stream, expected, subject } = registration;
    const fact = { ...registration.fact, sealed: maskTexts(registration.fact.sealed).value };
    if (stream !== ASSOCIATION_STREAM && (await this.store.head(association)) === null) {
      throw new Refusal('association-unknown');
    }
    refuseNumberInClear(association, fact.data);
    const context = {
      association,
      actor: await this.pseudonyms.actor(association, caller),
      causation: null,
      occurredAt: null,
      ruleset: null,
      knowledgeAt: null,
    };
    const result = await this.writer.write({ stream, expected, at: this.clock.now() }, context, [{ fact, subject }]);
    if (result.outcome === 'appended')
      return { position: result.events[0]!.position, recordedAt: result.recordedAt, isNew: true };
    const known = sameAs(await this.store.readStream(association, stream));
    if (!known || !(await this.#isSame(known, fact, registration.lookedUp ?? []))) return null;
    return { position: known.position, recordedAt: known.envelope.recordedAt, isNew: false };
  }

  async #isSame(stored: StoredEvent, fact: Fact, lookedUp: readonly string[]): Promise<boolean> {
    const [opened] = await openEvents<Fact>([stored], this.keys);
    const said = ({ type, data, sealed }: Fact) => canonicalText([type, data, without(sealed, lookedUp)]);
    return said(opened!.fact) === said(fact);
  }
}

function without(sealed: unknown, names: readonly string[]): unknown {
  if (names.length === 0 || typeof sealed !== 'object' || sealed === null) return sealed;
  return Object.fromEntries(Object.entries(sealed).filter(([name]) => !names.includes(name)));
}

// Codes, ids and dates stand in clear for ever; a word that looks like an individual number must not be among them.
function refuseNumberInClear(association: string, data: unknown): void {
  if (!maskTexts([association, data]).masked) return;
  throw new Refusal('invalid-request', {
    errors: [{ pointer: '', detail: 'an id or code looks like an individual number (個人番号); choose another' }],
  });
}
