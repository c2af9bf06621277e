import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Clock, Refusal } from '#platform';
import type { Webhook } from '../domain/webhooks.js';
import { refuseEnded, refuseField, seenWebhook, WebhookRules, type Asking } from '../keep-webhooks/webhook-rules.js';
import type { ReplayWebhookRequest } from '../keep-webhooks/webhook.request.js';
import { WebhookLog } from '../log/webhook-log.js';
import type { ReplayedWebhookAnswer, TestedWebhookAnswer } from './delivery.answer.js';
import { DeliveryRows } from './delivery-rows.js';

export class TestWebhook extends Command<TestedWebhookAnswer> {
  constructor(
    readonly asking: Asking,
    readonly id: string,
  ) {
    super();
  }
}

export class ReplayWebhook extends Command<ReplayedWebhookAnswer> {
  constructor(
    readonly asking: Asking,
    readonly id: string,
    readonly request: ReplayWebhookRequest,
  ) {
    super();
  }
}

@CommandHandler(TestWebhook)
export class TestWebhookHandler implements ICommandHandler<TestWebhook, TestedWebhookAnswer> {
  constructor(
    @Inject(WebhookLog) private readonly log: WebhookLog,
    @Inject(WebhookRules) private readonly rules: WebhookRules,
    @Inject(DeliveryRows) private readonly deliveries: DeliveryRows,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  async execute({ asking, id }: TestWebhook): Promise<TestedWebhookAnswer> {
    const { association } = asking;
    const actor = await this.rules.actor(asking);
    refuseSilent(seenWebhook(await this.log.read(association), id, actor));
    return { delivery: await this.deliveries.addTest(association, id, this.clock.now().toISOString()) };
  }
}

@CommandHandler(ReplayWebhook)
export class ReplayWebhookHandler implements ICommandHandler<ReplayWebhook, ReplayedWebhookAnswer> {
  constructor(
    @Inject(WebhookLog) private readonly log: WebhookLog,
    @Inject(WebhookRules) private readonly rules: WebhookRules,
    @Inject(DeliveryRows) private readonly deliveries: DeliveryRows,
  ) {}

  async execute({ asking, id, request }: ReplayWebhook): Promise<ReplayedWebhookAnswer> {
    const { association } = asking;
    if ((request.from === undefined) === (request.only === undefined)) {
      refuseField('/from', 'say from or only, and one of them');
    }
    const actor = await this.rules.actor(asking);
    const webhook = seenWebhook(await this.log.read(association), id, actor);
    refuseSilent(webhook);
    const of = { association, webhookId: id, arrangements: webhook.arrangements };
    const count = await this.deliveries.replay(of, { from: request.from ?? null });
    if (count === null) throw new Refusal('webhook-replaying');
    return { count };
  }
}

/** What is off would be sent at some time later, when nobody waits for it. */
function refuseSilent(webhook: Webhook): void {
  refuseEnded(webhook);
  if (webhook.status === 'off') throw new Refusal('webhook-off');
}
