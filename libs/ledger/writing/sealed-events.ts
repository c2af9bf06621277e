import { randomUUID } from 'node:crypto';
import type { DataKey, DataKeys } from '#access';
import type { Actor, Chain, EventDraft, StoredEvent } from '#event-store';
import { versionOf } from '../domain/event-types.js';

/** What all events of one decision share. */
export interface DecisionContext {
  readonly association: string;
  readonly actor: Actor;
  readonly causation: string | null;
  readonly occurredAt: string | null;
  readonly ruleset: string | null;
  readonly knowledgeAt: string | null;
}

/** An event of this lib before it is sealed and stored. */
export interface Fact {
  /** Given where the same fact must have the same event id for ever: the store keeps ids unique. */
  readonly eventId?: string;
  readonly type: string;
  readonly data: unknown;
  readonly sealed: unknown;
}

/** Whom an event names, and on which chain of theirs it is a link; left out where it names nobody, or is none. */
export interface Named {
  readonly subject?: string | null;
  readonly chain?: Chain;
}

/** Seals a fact's personal part and makes it ready to append. Without a sealed part it needs no key. */
export function toDraft(
  fact: Fact,
  context: DecisionContext,
  keys: DataKeys,
  key: DataKey | null,
  { subject = null, chain }: Named = {},
): EventDraft {
  const id = fact.eventId ?? randomUUID();
  const { association, ...shared } = context;
  const isSealed = fact.sealed !== null && key !== null;
  return {
    id,
    type: fact.type,
    schemaVersion: versionOf(fact.type),
    ...shared,
    subject,
    ...(chain && { chain }),
    data: fact.data,
    keyId: isSealed ? key.keyId : null,
    sealed: isSealed ? keys.seal(association, key, id, fact.sealed) : null,
  };
}

/** A stored event with its sealed part opened; null where there is none or its key was destroyed. */
export interface OpenedEvent<Known extends Fact> {
  readonly stored: StoredEvent;
  readonly type: Known['type'];
  readonly fact: Known;
}

/** Opens events, all with one look at the keys. */
export async function openEvents<Known extends Fact>(
  events: readonly StoredEvent[],
  keys: DataKeys,
): Promise<OpenedEvent<Known>[]> {
  const sealed = events.filter(({ envelope }) => envelope.sealed !== null && envelope.keyId !== null);
  const opened = await keys.open(
    sealed.map(({ envelope }) => ({
      association: envelope.association,
      eventId: envelope.id,
      keyId: envelope.keyId!,
      sealed: envelope.sealed!,
    })),
  );
  const byId = new Map(sealed.map(({ envelope }, index) => [envelope.id, opened[index]]));
  return events.map((stored) => {
    const { id, type, data } = stored.envelope;
    return { stored, type, fact: { type, data, sealed: byId.get(id) ?? null } as unknown as Known };
  });
}
