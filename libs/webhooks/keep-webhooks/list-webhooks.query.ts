import { Inject } from '@nestjs/common';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { Webhook } from '../domain/webhooks.js';
import { WebhookLog } from '../log/webhook-log.js';
import { webhookAnswer, type WebhookAnswer, type WebhookListAnswer } from './webhook.answer.js';
import { isSeen, seenWebhook, WebhookRules, type Asking } from './webhook-rules.js';

export class ListWebhooks extends Query<WebhookListAnswer> {
  constructor(readonly asking: Asking) {
    super();
  }
}

/** A webhook with the revision that its ETag says. */
export interface ShownWebhook {
  readonly revision: number;
  readonly answer: WebhookAnswer;
}

export class ShowWebhook extends Query<ShownWebhook> {
  constructor(
    readonly asking: Asking,
    readonly id: string,
  ) {
    super();
  }
}

@QueryHandler(ListWebhooks)
export class ListWebhooksHandler implements IQueryHandler<ListWebhooks, WebhookListAnswer> {
  constructor(
    @Inject(WebhookLog) private readonly log: WebhookLog,
    @Inject(WebhookRules) private readonly rules: WebhookRules,
  ) {}

  async execute({ asking }: ListWebhooks): Promise<WebhookListAnswer> {
    const actor = await this.rules.actor(asking);
    const all = [...(await this.log.read(asking.association)).values()];
    // Those that are over stand in the log, and are asked for one by one.
    const seen = all.filter((webhook) => webhook.status !== 'ended' && isSeen(webhook, actor));
    const types = Object.entries(this.rules.typesFor(asking.caller)).map(([type, texts]) => ({ type, ...texts }));
    return { webhooks: await answersOf(this.log, asking.association, seen), types };
  }
}

@QueryHandler(ShowWebhook)
export class ShowWebhookHandler implements IQueryHandler<ShowWebhook, ShownWebhook> {
  constructor(
    @Inject(WebhookLog) private readonly log: WebhookLog,
    @Inject(WebhookRules) private readonly rules: WebhookRules,
  ) {}

  async execute({ asking, id }: ShowWebhook): Promise<ShownWebhook> {
    const actor = await this.rules.actor(asking);
    const webhook = seenWebhook(await this.log.read(asking.association), id, actor);
    const [answer] = await answersOf(this.log, asking.association, [webhook]);
    return { revision: webhook.revision, answer: answer! };
  }
}

async function answersOf(log: WebhookLog, association: string, webhooks: readonly Webhook[]): Promise<WebhookAnswer[]> {
  const opened = await log.open(
    association,
    webhooks.map(({ url }) => url),
  );
  return webhooks.map((webhook, index) => {
    const part = opened[index] as { readonly url: string } | null;
    return webhookAnswer(webhook, part?.url ?? null);
  });
}
