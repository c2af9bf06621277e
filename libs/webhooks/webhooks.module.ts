import { Module, type DynamicModule, type Provider, type Type } from '@nestjs/common';
import { APP_INTERCEPTOR } from '@nestjs/core';
import { CqrsModule } from '@nestjs/cqrs';
import { registerEventTypes } from '#event-store';
import { registerProblems } from '#platform';
import { NEWS_SOURCES, type NewsSource } from './domain/news.js';
import { webhookEventTypes } from './domain/webhook-events.js';
import { webhookProblems } from './domain/webhook-problems.js';
import { ChangeWebhookHandler } from './keep-webhooks/change-webhook.command.js';
import { EndWebhookHandler } from './keep-webhooks/end-webhook.command.js';
import { ListWebhooksHandler, ShowWebhookHandler } from './keep-webhooks/list-webhooks.query.js';
import { NarrowWebhooks } from './keep-webhooks/narrow-webhooks.interceptor.js';
import { RegisterWebhookHandler } from './keep-webhooks/register-webhook.command.js';
import { RotateWebhookSecretHandler } from './keep-webhooks/rotate-secret.command.js';
import { SeenAccounts } from './keep-webhooks/seen-accounts.js';
import { WebhookRules } from './keep-webhooks/webhook-rules.js';
import { WebhooksController } from './keep-webhooks/webhooks.controller.js';
import { DeliveryRows } from './list-deliveries/delivery-rows.js';
import { ListDeliveriesHandler } from './list-deliveries/list-deliveries.query.js';
import { ReplayWebhookHandler, TestWebhookHandler } from './list-deliveries/send-again.command.js';
import { WebhookLog } from './log/webhook-log.js';
import { OutboxProjection } from './outbox/outbox.projection.js';
import { WEBHOOK_SETTINGS, webhookSettings } from './send/webhook-settings.js';

registerProblems(webhookProblems);
registerEventTypes(webhookEventTypes);

/** What makes news, as the app knows it: of events of the libs above. */
export type NewsSources = readonly Type<NewsSource>[];

function newsFrom(sources: NewsSources): Provider[] {
  return [...sources, { provide: NEWS_SOURCES, inject: [...sources], useFactory: (...made: NewsSource[]) => made }];
}

/** Webhooks over HTTP. */
@Module({})
export class WebhooksModule {
  static forRoot(sources: NewsSources): DynamicModule {
    return {
      module: WebhooksModule,
      imports: [CqrsModule],
      controllers: [WebhooksController],
      providers: [
        ...newsFrom(sources),
        { provide: WEBHOOK_SETTINGS, useFactory: () => webhookSettings(process.env) },
        WebhookLog,
        WebhookRules,
        SeenAccounts,
        { provide: APP_INTERCEPTOR, useClass: NarrowWebhooks },
        DeliveryRows,
        RegisterWebhookHandler,
        ChangeWebhookHandler,
        EndWebhookHandler,
        RotateWebhookSecretHandler,
        ListWebhooksHandler,
        ShowWebhookHandler,
        ListDeliveriesHandler,
        TestWebhookHandler,
        ReplayWebhookHandler,
      ],
    };
  }
}

/** Who is to be told of what, folded; and what reads and writes webhooks for whoever sends. */
@Module({})
export class WebhookOutboxModule {
  static forRoot(sources: NewsSources): DynamicModule {
    return {
      module: WebhookOutboxModule,
      providers: [...newsFrom(sources), OutboxProjection, WebhookLog],
      exports: [OutboxProjection, WebhookLog],
    };
  }
}
