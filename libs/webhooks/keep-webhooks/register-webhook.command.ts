import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Refusal } from '#platform';
import type { WebhookRegistered } from '../domain/webhook-events.js';
import { hasRoomFor, type Webhook } from '../domain/webhooks.js';
import { WebhookLog } from '../log/webhook-log.js';
import { freshSecret } from '../send/sign-message.js';
import { webhookAnswer, type RegisteredWebhookAnswer } from './webhook.answer.js';
import type { RegisterWebhookRequest } from './webhook.request.js';
import { WebhookRules, type Asking } from './webhook-rules.js';

export class RegisterWebhook extends Command<RegisteredWebhookAnswer> {
  constructor(
    readonly asking: Asking,
    readonly request: RegisterWebhookRequest,
  ) {
    super();
  }
}

@CommandHandler(RegisterWebhook)
export class RegisterWebhookHandler implements ICommandHandler<RegisterWebhook, RegisteredWebhookAnswer> {
  constructor(
    @Inject(WebhookLog) private readonly log: WebhookLog,
    @Inject(WebhookRules) private readonly rules: WebhookRules,
  ) {}

  async execute({ asking, request }: RegisterWebhook): Promise<RegisteredWebhookAnswer> {
    const { association, caller, requestId } = asking;
    const types = this.rules.typesAsked(request.types, caller);
    const url = this.rules.urlAsked(request.url);
    const actor = await this.rules.actor(asking);
    const secret = freshSecret();
    const data = { webhookId: request.id, types, arrangements: this.rules.arrangementsOf(caller) };
    const event: WebhookRegistered = { type: 'WebhookRegistered', data, sealed: { url, secret } };
    const { webhooks, isNew } = await this.log.act({ association, actor, requestId }, (all) => {
      if (all.has(request.id)) return null;
      if (!hasRoomFor(actor, all.values())) throw new Refusal('webhooks-too-many');
      return event;
    });
    const webhook = webhooks.get(request.id)!;
    if (!isNew) await this.#refuseOther(association, webhook, { url, types, by: actor.id });
    return { ...webhookAnswer(webhook, url), secret: isNew ? secret : null };
  }

  async #refuseOther(
    association: string,
    webhook: Webhook,
    asked: { readonly url: string; readonly types: readonly string[]; readonly by: string },
  ): Promise<void> {
    const [opened] = await this.log.open(association, [webhook.url]);
    const { url } = (opened ?? { url: null }) as { readonly url: string | null };
    const isSame = url === asked.url && webhook.types.join() === asked.types.join() && webhook.by === asked.by;
    if (!isSame) throw new Refusal('webhook-differs');
  }
}
