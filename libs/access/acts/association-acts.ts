import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { EVENT_STORE, EventStoreError, type Actor, type EventStore, type StoredEvent } from '#event-store';
import { Refusal } from '#platform';
import { accountEventTypes, type AccountEvent } from '../domain/account-events.js';
import type { Caller } from '../domain/caller.js';

import { ASSOCIATION_SUBJECT, DataKeys, DIRECTORY_PERIOD } from '../keys/data-keys.js';
import { Pseudonyms } from '../keys/pseudonyms.js';

/** What somebody did about accounts. What it says of people is sealed: for the association, or for the one it is about. */
export type Act = AccountEvent;

/** An act as the log has it. */
export interface NotedAct {
  readonly type: string;
  readonly data: unknown;
  /** Null where nothing was sealed, or its key was destroyed, or nobody opened it. */
  readonly sealed: unknown;
  /** The account, as events name it. */
  readonly by: string;
  readonly at: string;
  readonly position: string;
  readonly revision: number;
  readonly subject: string | null;
}

/** Who acts, and in which stream of the association it is written. */
export interface ActPlace {
  readonly association: string;
  readonly caller: Pick<Caller, 'role' | 'subject'>;
  readonly stream: string;
  readonly requestId: string | null;
  /** The one member whom it is about, if there is one. */
  readonly subject?: string;
  /** True where what is sealed tells of that member alone, and goes with what is known of the person. */
  readonly goesWithSubject?: boolean;
}

export interface Acted {
  readonly acts: readonly NotedAct[];
  /** False where it was done before. */
  readonly isNew: boolean;
}

/** Others may write at the same moment; more than so many times in a row none is believed. */
const ATTEMPTS_MAX = 5;

/** Reads and writes what is done about accounts: mandates, reasons, whose they are. */
@Injectable()
export class AssociationActs {
  constructor(
    @Inject(EVENT_STORE) private readonly events: EventStore,
    @Inject(DataKeys) private readonly keys: DataKeys,
    @Inject(Pseudonyms) private readonly pseudonyms: Pseudonyms,
  ) {}

  /** Acts from a revision on, sealed parts closed. */
  async read(association: string, stream: string, from = 0): Promise<NotedAct[]> {
    return (await this.events.readStream(association, stream, { from })).map(noted);
  }

  /** All acts of a stream, opened. */
  async open(association: string, stream: string): Promise<NotedAct[]> {
    const stored = await this.events.readStream(association, stream);
    const sealed = stored.filter(({ envelope }) => envelope.sealed !== null && envelope.keyId !== null);
    const parts = sealed.map(({ envelope: { id, keyId, sealed: part } }) => ({
      association,
      eventId: id,
      keyId: keyId!,
      sealed: part!,
    }));
    const opened = parts.length === 0 ? [] : await this.keys.open(parts);
    const byId = new Map(parts.map(({ eventId }, index) => [eventId, opened[index]]));
    return stored.map((one) => ({ ...noted(one), sealed: byId.get(one.envelope.id) ?? null }));
  }

  /** Decides by all that was written before, and by nothing older; what is decided is an act, or null where it stands. */
  async act(
    place: ActPlace,
    decide: (acts: readonly NotedAct[], actor: Actor) => Act | null,
    attemptsMax = ATTEMPTS_MAX,
  ): Promise<Acted> {
    const { association, stream } = place;
    // A token may name an association that nobody registered: it has no log, and none begins like this.
    if ((await this.events.head(association)) === null) throw new Refusal('association-unknown');
    const actor = await this.pseudonyms.actor(association, place.caller);
    for (let attempt = 1; attempt <= attemptsMax; attempt += 1) {
      const acts = await this.read(association, stream);
      const act = decide(acts, actor);
      if (act === null) return { acts, isNew: false };
      const written = await this.#append(place, acts.at(-1)?.revision ?? 'none', actor, act);
      if (written) return { acts: [...acts, written], isNew: true };
    }
    throw new EventStoreError('busy', 'Too many others write here; try again.');
  }

  /** Writes what depends on nothing that was written before. */
  async note(place: ActPlace, act: Act): Promise<void> {
    const actor = await this.pseudonyms.actor(place.association, place.caller);
    await this.#append(place, 'any', actor, act);
  }

  async #append(
    { association, stream, requestId, subject: about, goesWithSubject }: ActPlace,
    expected: number | 'none' | 'any',
    actor: Actor,
    { type, data, sealed }: Act,
  ): Promise<NotedAct | null> {
    const id = randomUUID();
    const subject = about ?? null;
    const draft = {
      id,
      type,
      schemaVersion: accountEventTypes[type].version,
      occurredAt: null,
      actor,
      causation: requestId,
      subject,
      ruleset: null,
      knowledgeAt: null,
      data,
      ...(await this.#seal(association, goesWithSubject ? subject! : ASSOCIATION_SUBJECT, { id, sealed })),
    };
    const result = await this.events.append({ association, stream, expected, events: [draft] });
    if (result.outcome === 'conflict') return null;
    if (result.outcome !== 'appended') throw new EventStoreError('unavailable', `Not written: ${result.outcome}.`);
    const { position } = result.events[0]!;
    const { recordedAt: at, revision } = result;
    return { type, data, sealed, by: actor.id, at, position, revision, subject };
  }

  async #seal(
    association: string,
    owner: string,
    { id, sealed }: { readonly id: string; readonly sealed: object | null },
  ): Promise<{ readonly keyId: string | null; readonly sealed: string | null }> {
    if (sealed === null) return { keyId: null, sealed: null };
    const key = (await this.keys.obtain(association, [owner], DIRECTORY_PERIOD)).get(owner);
    if (!key && owner !== ASSOCIATION_SUBJECT) throw new Refusal('member-erased');
    if (!key) throw new EventStoreError('unavailable', 'The key of the association is gone.');
    return { keyId: key.keyId, sealed: this.keys.seal(association, key, id, sealed) };
  }
}

function noted({ position, envelope }: StoredEvent): NotedAct {
  const { type, data, actor, recordedAt, revision, subject } = envelope;
  return { type, data, sealed: null, by: actor.id, at: recordedAt, position, revision, subject };
}
