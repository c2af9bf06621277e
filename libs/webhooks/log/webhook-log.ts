import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { ASSOCIATION_SUBJECT, DataKeys } from '#access';
import { EVENT_STORE, EventStoreError, type Actor, type EventStore, type StoredEvent } from '#event-store';
import { Refusal } from '#platform';
import {
  WEBHOOKS_STREAM,
  webhookEventTypes,
  type ClearWebhookEvent,
  type WebhookEvent,
} from '../domain/webhook-events.js';
import { webhooksOf, type NotedWebhookEvent, type SealedPart, type Webhook } from '../domain/webhooks.js';

/** The key of the association by which addresses and secrets are sealed. */
const KEY_PERIOD = 'webhooks';
/** Others may write at the same moment; more than so many times in a row none is believed. */
const ATTEMPTS_MAX = 5;

export interface Acting {
  readonly association: string;
  readonly actor: Actor;
  readonly requestId: string | null;
}

export type Webhooks = ReadonlyMap<string, Webhook>;

/** Reads and writes webhooks as the log has them: what is decided is decided by all that was written before. */
@Injectable()
export class WebhookLog {
  constructor(
    @Inject(EVENT_STORE) private readonly events: EventStore,
    @Inject(DataKeys) private readonly keys: DataKeys,
  ) {}

  async read(association: string): Promise<Webhooks> {
    return webhooksOf((await this.events.readStream(association, WEBHOOKS_STREAM)).map(notedWebhook));
  }

  /** What was sealed, in the order of the parts; null where its key is gone. */
  open(association: string, parts: readonly SealedPart[]): Promise<unknown[]> {
    return this.keys.open(parts.map((part) => ({ association, ...part })));
  }

  /** Writes what is decided; null where nothing is to be written. Whether something was, and how all stand then. */
  async act(
    acting: Acting,
    decide: (webhooks: Webhooks) => WebhookEvent | null,
  ): Promise<{ readonly webhooks: Webhooks; readonly isNew: boolean }> {
    const { association } = acting;
    // A token may name an association that nobody registered: it has no log, and none begins like this.
    if ((await this.events.head(association)) === null) throw new Refusal('association-unknown');
    for (let attempt = 1; attempt <= ATTEMPTS_MAX; attempt += 1) {
      const stored = await this.events.readStream(association, WEBHOOKS_STREAM);
      const webhooks = webhooksOf(stored.map(notedWebhook));
      const event = decide(webhooks);
      if (event === null) return { webhooks, isNew: false };
      const expected = stored.at(-1)?.envelope.revision ?? 'none';
      if (await this.#append(acting, expected, event)) return { webhooks: await this.read(association), isNew: true };
    }
    throw new EventStoreError('busy', 'Too many others write here; try again.');
  }

  async #append(
    { association, actor, requestId }: Acting,
    expected: number | 'none',
    event: WebhookEvent,
  ): Promise<boolean> {
    const id = randomUUID();
    const { type, data, sealed } = event;
    const draft = {
      id,
      type,
      schemaVersion: webhookEventTypes[type].version,
      occurredAt: null,
      actor,
      causation: requestId,
      subject: null,
      ruleset: null,
      knowledgeAt: null,
      data,
      ...(sealed === null ? { keyId: null, sealed: null } : await this.#seal(association, id, sealed)),
    };
    const result = await this.events.append({ association, stream: WEBHOOKS_STREAM, expected, events: [draft] });
    if (result.outcome === 'conflict') return false;
    if (result.outcome !== 'appended') throw new EventStoreError('unavailable', `Not written: ${result.outcome}.`);
    return true;
  }

  async #seal(association: string, id: string, sealed: object): Promise<{ keyId: string; sealed: string }> {
    const obtained = await this.keys.obtain(association, [ASSOCIATION_SUBJECT], KEY_PERIOD);
    const key = obtained.get(ASSOCIATION_SUBJECT);
    if (!key) throw new EventStoreError('unavailable', 'The key of the association is gone.');
    return { keyId: key.keyId, sealed: this.keys.seal(association, key, id, sealed) };
  }
}

/** An event of the log as the fold takes it. */
export function notedWebhook({ envelope }: StoredEvent): NotedWebhookEvent {
  const { id: eventId, type, data, actor, recordedAt, revision, keyId, sealed } = envelope;
  const part = keyId === null || sealed === null ? null : { eventId, keyId, sealed };
  return { event: { type, data } as ClearWebhookEvent, by: actor.id, role: actor.role, at: recordedAt, revision, part };
}
