import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Actor } from '#event-store';
import type { WebhookEvent } from '../domain/webhook-events.js';
import type { SealedPart, Webhook } from '../domain/webhooks.js';
import { WebhookLog } from '../log/webhook-log.js';
import type { ShownWebhook } from './list-webhooks.query.js';
import { webhookAnswer } from './webhook.answer.js';
import type { ChangeWebhookRequest } from './webhook.request.js';
import {
  refuseEnded,
  refuseField,
  refuseOfAnother,
  refuseStale,
  seenWebhook,
  WebhookRules,
  type Asking,
} from './webhook-rules.js';

export class ChangeWebhook extends Command<ShownWebhook> {
  constructor(
    readonly asking: Asking,
    readonly id: string,
    /** The revision that the caller read. */
    readonly seen: number,
    readonly request: ChangeWebhookRequest,
  ) {
    super();
  }
}

/** Where and what is told, or whether anything is: each is an event of its own. */
@CommandHandler(ChangeWebhook)
export class ChangeWebhookHandler implements ICommandHandler<ChangeWebhook, ShownWebhook> {
  constructor(
    @Inject(WebhookLog) private readonly log: WebhookLog,
    @Inject(WebhookRules) private readonly rules: WebhookRules,
  ) {}

  async execute({ asking, id, seen, request }: ChangeWebhook): Promise<ShownWebhook> {
    const { association, caller, requestId } = asking;
    if (Object.values(request).every((value) => value === undefined)) refuseField('', 'names nothing to change');
    const types = request.types && this.rules.typesAsked(request.types, caller);
    const url = request.url === undefined ? undefined : this.rules.urlAsked(request.url);
    const actor = await this.rules.actor(asking);
    const acting = { association, actor, requestId };
    if (types || url) {
      const arrangements = this.rules.arrangementsOf(caller);
      const same = url === undefined ? null : await this.#partOf(association, id, url);
      await this.log.act(acting, (webhooks) => {
        const webhook = changeable(seenWebhook(webhooks, id, actor), actor);
        refuseStale(webhook, seen);
        const moved = url === undefined || webhook.url.eventId === same?.eventId ? null : { url };
        const data = { webhookId: id, types: types ?? webhook.types, arrangements };
        if (!moved && isAsBefore(webhook, data)) return null;
        return { type: 'WebhookChanged', data, sealed: moved };
      });
    }
    const { webhooks } = await this.log.act(acting, (all) => {
      const webhook = seenWebhook(all, id, actor);
      // What was written above is seen by whoever asked for it.
      if (!types && !url) refuseStale(webhook, seen);
      return switched(webhook, request.status);
    });
    const webhook = seenWebhook(webhooks, id, actor);
    const [opened] = await this.log.open(association, [webhook.url]);
    const answer = webhookAnswer(webhook, (opened as { readonly url: string } | null)?.url ?? null);
    return { revision: webhook.revision, answer };
  }

  /** The sealed address of the webhook where it is this one already. */
  async #partOf(association: string, id: string, url: string): Promise<SealedPart | null> {
    const part = (await this.log.read(association)).get(id)?.url;
    const [opened] = part ? await this.log.open(association, [part]) : [];
    return part && (opened as { readonly url: string } | null)?.url === url ? part : null;
  }
}

function isAsBefore(webhook: Webhook, asked: Pick<Webhook, 'types' | 'arrangements'>): boolean {
  const texts = [webhook, asked].map(({ types, arrangements }) => JSON.stringify([types, arrangements]));
  return texts[0] === texts[1];
}

function changeable(webhook: Webhook, actor: Actor): Webhook {
  refuseEnded(webhook);
  refuseOfAnother(webhook, actor);
  return webhook;
}

function switched(webhook: Webhook, status: 'active' | 'off' | undefined): WebhookEvent | null {
  if (status !== undefined) refuseEnded(webhook);
  if (status === undefined || webhook.status === status) return null;
  const data = { webhookId: webhook.id };
  return status === 'active'
    ? { type: 'WebhookSwitchedOn', data, sealed: null }
    : { type: 'WebhookSwitchedOff', data: { ...data, why: 'asked' }, sealed: null };
}
