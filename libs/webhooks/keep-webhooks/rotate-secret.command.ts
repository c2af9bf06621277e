import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Clock } from '#platform';
import { WebhookLog } from '../log/webhook-log.js';
import { freshSecret } from '../send/sign-message.js';
import type { WebhookSecretAnswer } from './webhook.answer.js';
import { OVERLAP_HOURS_DEFAULT } from './webhook.request.js';
import { refuseEnded, refuseOfAnother, seenWebhook, WebhookRules, type Asking } from './webhook-rules.js';

const HOUR_MILLISECONDS = 3_600_000;

export class RotateWebhookSecret extends Command<WebhookSecretAnswer> {
  constructor(
    readonly asking: Asking,
    readonly id: string,
    readonly overlapHours: number | undefined,
  ) {
    super();
  }
}

@CommandHandler(RotateWebhookSecret)
export class RotateWebhookSecretHandler implements ICommandHandler<RotateWebhookSecret, WebhookSecretAnswer> {
  constructor(
    @Inject(WebhookLog) private readonly log: WebhookLog,
    @Inject(WebhookRules) private readonly rules: WebhookRules,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  async execute({
    asking,
    id,
    overlapHours = OVERLAP_HOURS_DEFAULT,
  }: RotateWebhookSecret): Promise<WebhookSecretAnswer> {
    const { association, requestId } = asking;
    const actor = await this.rules.actor(asking);
    const secret = freshSecret();
    const until = new Date(this.clock.now().getTime() + overlapHours * HOUR_MILLISECONDS).toISOString();
    const previousUntil = overlapHours === 0 ? null : until;
    await this.log.act({ association, actor, requestId }, (webhooks) => {
      const webhook = seenWebhook(webhooks, id, actor);
      refuseEnded(webhook);
      refuseOfAnother(webhook, actor);
      return { type: 'WebhookSecretRotated', data: { webhookId: id, previousUntil }, sealed: { secret } };
    });
    return { secret, previousSecretUntil: previousUntil };
  }
}
