export { DeliveryMetrics } from './deliver/delivery-metrics.js';
export { DeliveryRunner } from './deliver/delivery-runner.js';
export { WebhookLog } from './log/webhook-log.js';
export { Webhooks1760000087000 } from './migrations/1760000087000-webhooks.js';
export { ToldArrangements1760000087100 } from './migrations/1760000087100-told-arrangements.js';
export { OutboxProjection } from './outbox/outbox.projection.js';
export { WEBHOOKS_RIGHTS } from './rights.js';
export { webhookSettings } from './send/webhook-settings.js';
export { WebhookOutboxModule, WebhooksModule, type NewsSources } from './webhooks.module.js';
