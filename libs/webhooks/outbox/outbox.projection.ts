import { Inject, Injectable } from '@nestjs/common';
import type { Projection, ProjectionTarget, StoredEvent } from '#event-store';
import { NEWS_SOURCES, type News, type NewsSource } from '../domain/news.js';
import { webhookEventTypes } from '../domain/webhook-events.js';
import { evolveWebhook, isToldOf } from '../domain/webhooks.js';
import { notedWebhook } from '../log/webhook-log.js';
import { MESSAGES_TABLE, OutboxRows, WEBHOOKS_TABLE, type ListeningWebhook } from './outbox-rows.js';

export const WEBHOOK_OUTBOX = 'webhook-outbox';

/** An account that is closed is told nothing, whatever it registered. */
const CLOSINGS: Readonly<Record<string, boolean>> = { AccountClosed: true, AccountReopened: false };

/**
 * Folds who is to be told of what: a message for each event and webhook that listens when the event is recorded. It sends
 * nothing, and keeps messages for as long as they may be sent: by the time of events, so that a rebuild makes the same.
 */
@Injectable()
export class OutboxProjection implements Projection {
  readonly name = WEBHOOK_OUTBOX;
  readonly version = 2;
  readonly tables = [WEBHOOKS_TABLE, MESSAGES_TABLE];

  constructor(@Inject(NEWS_SOURCES) private readonly sources: readonly NewsSource[]) {}

  readonly concerns = (event: StoredEvent): boolean => {
    const { type } = event.envelope;
    return type in webhookEventTypes || type in CLOSINGS || this.sources.some((source) => source.mayTell(event));
  };

  async apply(events: readonly StoredEvent[], target: ProjectionTarget): Promise<void> {
    const mine = events.filter(this.concerns);
    const association = mine[0]?.envelope.association;
    if (association === undefined) return;
    const rows = new OutboxRows(association, target);
    const webhooks = await rows.read();
    for (const event of mine) {
      const { type } = event.envelope;
      if (type in webhookEventTypes) await change(webhooks, event, rows);
      else if (type in CLOSINGS) await close(webhooks, event, rows);
      else if (webhooks.size > 0) await this.#tell(webhooks, event, rows);
    }
    await rows.write();
  }

  async #tell(webhooks: ReadonlyMap<string, ListeningWebhook>, event: StoredEvent, rows: OutboxRows): Promise<void> {
    rows.keepFrom(event.envelope.recordedAt);
    const news = await this.#newsOf(event);
    if (!news) return;
    const listening = [...webhooks.values()].filter((one) => !one.isAccountClosed && isToldOf(one.webhook, news));
    for (const { webhook } of listening) rows.tell(webhook.id, event, news);
  }

  async #newsOf(event: StoredEvent): Promise<News | null> {
    const source = this.sources.find((one) => one.mayTell(event));
    return source ? source.newsOf(event) : null;
  }
}

type Listening = Map<string, ListeningWebhook>;

async function change(webhooks: Listening, event: StoredEvent, rows: OutboxRows): Promise<void> {
  const noted = notedWebhook(event);
  const { webhookId } = noted.event.data;
  const before = webhooks.get(webhookId);
  const webhook = evolveWebhook(before?.webhook ?? null, noted);
  if (!webhook) return;
  const changed = { webhook, isAccountClosed: before?.isAccountClosed ?? false };
  await rows.put(changed);
  if (webhook.status === 'ended') {
    webhooks.delete(webhookId);
    await rows.forget(webhookId);
  } else webhooks.set(webhookId, changed);
}

async function close(webhooks: Listening, { envelope }: StoredEvent, rows: OutboxRows): Promise<void> {
  const { account } = envelope.data as { readonly account: string };
  const isAccountClosed = CLOSINGS[envelope.type]!;
  for (const [id, { webhook }] of webhooks) {
    // What officers registered is the association's, whoever of them it was.
    if (webhook.by !== account || webhook.role !== 'integrator') continue;
    const changed = { webhook, isAccountClosed };
    webhooks.set(id, changed);
    await rows.put(changed);
  }
}
