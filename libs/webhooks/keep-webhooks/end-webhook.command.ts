import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { WebhookLog } from '../log/webhook-log.js';
import { seenWebhook, WebhookRules, type Asking } from './webhook-rules.js';

export class EndWebhook extends Command<void> {
  constructor(
    readonly asking: Asking,
    readonly id: string,
  ) {
    super();
  }
}

/** For good; the same again changes nothing. */
@CommandHandler(EndWebhook)
export class EndWebhookHandler implements ICommandHandler<EndWebhook, void> {
  constructor(
    @Inject(WebhookLog) private readonly log: WebhookLog,
    @Inject(WebhookRules) private readonly rules: WebhookRules,
  ) {}

  async execute({ asking, id }: EndWebhook): Promise<void> {
    const { association, requestId } = asking;
    const actor = await this.rules.actor(asking);
    await this.log.act({ association, actor, requestId }, (webhooks) =>
      seenWebhook(webhooks, id, actor).status === 'ended'
        ? null
        : { type: 'WebhookEnded', data: { webhookId: id, why: 'asked' }, sealed: null },
    );
  }
}
