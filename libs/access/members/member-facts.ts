import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { EVENT_STORE, EventStoreError, type EventStore, type StoredEvent } from '#event-store';
import { freshBytes, Refusal } from '#platform';
import { IDENTITY_SALT_BYTES } from '#proof';
import { Directory } from '../directory/directory.js';
import type { Caller } from '../domain/caller.js';
import { commitIdentity } from '../domain/identity.js';
import { accessEventTypes, memberStream, saysWho, type MemberEvent } from '../domain/member-events.js';
import type { ReadMemberEvent } from '../domain/member.js';
import { ASSOCIATION_SUBJECT, DataKeys, DIRECTORY_PERIOD } from '../keys/data-keys.js';
import { Pseudonyms } from '../keys/pseudonyms.js';

/** Who changes what is known of whom. */
export interface MemberChange {
  readonly association: string;
  readonly caller: Pick<Caller, 'role' | 'subject'>;
  readonly ref: string;
  readonly requestId: string | null;
}

export interface KeptMemberFact {
  readonly stored: StoredEvent;
  readonly event: ReadMemberEvent;
}

/** What to do about a member: write something new, or point at what stands already. */
export type MemberDecision = { readonly write: MemberEvent } | { readonly stands: KeptMemberFact };

export interface MemberChanged {
  readonly ref: string;
  readonly position: string;
  readonly recordedAt: string;
  /** False when it stood so before. */
  readonly isNew: boolean;
}

/** Others may write about the same member at the same moment; more than so many times in a row none is believed. */
const ATTEMPTS_MAX = 5;

/**
 * Writes and reads the events of members. What is personal in them is sealed with the key of the directory entry: it
 * tells of the person and not of a year, and dies with the person's entry.
 */
@Injectable()
export class MemberFacts {
  constructor(
    @Inject(EVENT_STORE) private readonly events: EventStore,
    @Inject(DataKeys) private readonly keys: DataKeys,
    @Inject(Directory) private readonly directory: Directory,
    @Inject(Pseudonyms) private readonly pseudonyms: Pseudonyms,
  ) {}

  async read(association: string, ref: string): Promise<KeptMemberFact[]> {
    const stored = await this.events.readStream(association, memberStream(ref));
    const sealed = stored.filter(({ envelope }) => envelope.sealed !== null && envelope.keyId !== null);
    const parts = sealed.map(({ envelope: { id, keyId, sealed: part } }) => ({
      association,
      eventId: id,
      keyId: keyId!,
      sealed: part!,
    }));
    const opened = await this.keys.open(parts);
    const byId = new Map(parts.map(({ eventId }, index) => [eventId, opened[index]]));
    return stored.map((one) => {
      const { id, type, data } = one.envelope;
      return { stored: one, event: { type, data, sealed: byId.get(id) ?? null } as unknown as ReadMemberEvent };
    });
  }

  /** Decides by all that was written before, and by nothing older. */
  async change(
    change: MemberChange,
    decide: (facts: readonly KeptMemberFact[]) => MemberDecision,
  ): Promise<MemberChanged> {
    const { association, ref } = change;
    for (let attempt = 1; attempt <= ATTEMPTS_MAX; attempt += 1) {
      const facts = await this.read(association, ref);
      const last = facts.at(-1);
      if (!last) throw new Refusal('no-such-member');
      const decision = decide(facts);
      if ('stands' in decision) {
        const { position, envelope } = decision.stands.stored;
        return { ref, position, recordedAt: envelope.recordedAt, isNew: false };
      }
      const written = await this.#append(change, last.stored.envelope.revision, decision.write);
      if (written) return { ref, ...written, isNew: true };
    }
    throw new EventStoreError('busy', 'Too many others write about this member; try again.');
  }

  async #append(
    { association, caller, ref, requestId }: MemberChange,
    expected: number,
    decided: MemberEvent,
  ): Promise<{ position: string; recordedAt: string } | null> {
    const id = randomUUID();
    const event = saysWho(decided) ? await this.#committing(association, ref, decided) : decided;
    const result = await this.events.append({
      association,
      stream: memberStream(ref),
      expected,
      events: [
        {
          id,
          type: event.type,
          schemaVersion: accessEventTypes[event.type].version,
          occurredAt: null,
          actor: await this.pseudonyms.actor(association, caller),
          causation: requestId,
          subject: ref,
          ruleset: null,
          knowledgeAt: null,
          data: event.data,
          ...(await this.#seal(association, ref, id, event)),
        },
      ],
    });
    if (result.outcome !== 'appended') return null;
    return { position: result.events[0]!.position, recordedAt: result.recordedAt };
  }

  /**
   * The event with a commitment to who the person is now. The entry is read after the events that the change was decided by:
   * whoever writes last has read all that was changed before.
   */
  async #committing(association: string, ref: string, event: MemberEvent): Promise<MemberEvent> {
    const entry = (await this.directory.read(association, [ref])).get(ref);
    if (!entry) throw new Refusal('no-such-member');
    const place = { association, reference: ref };
    const { commitment, opening } = commitIdentity(place, entry, freshBytes(IDENTITY_SALT_BYTES));
    const { data, sealed } = event;
    return { ...event, data: { ...data, commitment }, sealed: { ...sealed, opening } } as MemberEvent;
  }

  async #seal(
    association: string,
    ref: string,
    id: string,
    event: MemberEvent,
  ): Promise<{ keyId: string | null; sealed: string | null }> {
    if (event.sealed === null) return { keyId: null, sealed: null };
    // It tells of another person as well, and is nothing for the eyes of this one.
    const owner = event.type === 'MemberSplit' ? ASSOCIATION_SUBJECT : ref;
    const key = (await this.keys.obtain(association, [owner], DIRECTORY_PERIOD)).get(owner);
    if (!key) throw new Refusal('no-such-member');
    return { keyId: key.keyId, sealed: this.keys.seal(association, key, id, event.sealed) };
  }
}
