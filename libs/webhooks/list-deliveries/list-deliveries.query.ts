import { Inject } from '@nestjs/common';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { decodeCursor, pageOf, rowsToFind } from '#platform';
import { seenWebhook, WebhookRules, type Asking } from '../keep-webhooks/webhook-rules.js';
import { WebhookLog } from '../log/webhook-log.js';
import type { DeliveryPageAnswer } from './delivery.answer.js';
import type { DeliveryListRequest } from './delivery.request.js';
import { DeliveryRows } from './delivery-rows.js';

export class ListDeliveries extends Query<DeliveryPageAnswer> {
  constructor(
    readonly asking: Asking,
    readonly id: string,
    readonly request: DeliveryListRequest,
  ) {
    super();
  }
}

@QueryHandler(ListDeliveries)
export class ListDeliveriesHandler implements IQueryHandler<ListDeliveries, DeliveryPageAnswer> {
  constructor(
    @Inject(WebhookLog) private readonly log: WebhookLog,
    @Inject(WebhookRules) private readonly rules: WebhookRules,
    @Inject(DeliveryRows) private readonly deliveries: DeliveryRows,
  ) {}

  async execute({ asking, id, request }: ListDeliveries): Promise<DeliveryPageAnswer> {
    const { association } = asking;
    const before = request.cursor === undefined ? null : String(decodeCursor(request.cursor, ['position'])[0]);
    const actor = await this.rules.actor(asking);
    const { arrangements } = seenWebhook(await this.log.read(association), id, actor);
    const of = { association, webhookId: id, arrangements };
    const wish = { ...of, status: request.status ?? null, before, limit: rowsToFind(request) };
    const { rows, next } = pageOf(await this.deliveries.list(wish), request, ({ place }) => [place]);
    return { deliveries: rows.map(({ answer }) => answer), next };
  }
}
