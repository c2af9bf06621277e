import type { ProjectionTarget, StoredEvent } from '#event-store';
import type { News } from '../domain/news.js';
import type { Webhook } from '../domain/webhooks.js';

export const WEBHOOKS_TABLE = 'webhooks.webhook';
export const MESSAGES_TABLE = 'webhooks.message';

/** Longer than anything is tried: what is older was told, or never will be. */
const KEPT_DAYS = 30;
const DAY_MILLISECONDS = 86_400_000;

/** A webhook that is not over, on or off. */
export interface ListeningWebhook {
  readonly webhook: Webhook;
  readonly isAccountClosed: boolean;
}

interface Message {
  readonly webhookId: string;
  readonly event: StoredEvent;
  readonly news: News;
}

/** The rows of one association as a step of the projection writes them. */
export class OutboxRows {
  readonly #messages: Message[] = [];
  #keptFrom: string | null = null;

  constructor(
    private readonly association: string,
    private readonly target: ProjectionTarget,
  ) {}

  async read(): Promise<Map<string, ListeningWebhook>> {
    const { client, table } = this.target;
    const { rows } = await client.query<{ webhook: Webhook; is_account_closed: boolean }>(
      `SELECT webhook, is_account_closed FROM ${table(WEBHOOKS_TABLE)} WHERE association = $1 AND status <> 'ended'`,
      [this.association],
    );
    return new Map(
      rows.map(({ webhook, is_account_closed: isAccountClosed }) => [webhook.id, { webhook, isAccountClosed }]),
    );
  }

  async put({ webhook, isAccountClosed }: ListeningWebhook): Promise<void> {
    const { client, table } = this.target;
    await client.query(
      `INSERT INTO ${table(WEBHOOKS_TABLE)} (association, webhook_id, status, account, is_account_closed, webhook)
       VALUES ($1, $2, $3, $4, $5, $6)
       ON CONFLICT (association, webhook_id) DO UPDATE
       SET status = excluded.status, is_account_closed = excluded.is_account_closed, webhook = excluded.webhook`,
      [this.association, webhook.id, webhook.status, webhook.by, isAccountClosed, JSON.stringify(webhook)],
    );
  }

  /** Nothing is told to a webhook any more. */
  async forget(webhookId: string): Promise<void> {
    await this.#insert();
    const { client, table } = this.target;
    await client.query(`DELETE FROM ${table(MESSAGES_TABLE)} WHERE association = $1 AND webhook_id = $2`, [
      this.association,
      webhookId,
    ]);
  }

  tell(webhookId: string, event: StoredEvent, news: News): void {
    this.#messages.push({ webhookId, event, news });
  }

  /** Messages are kept for a time before this one. */
  keepFrom(recordedAt: string): void {
    this.#keptFrom = new Date(Date.parse(recordedAt) - KEPT_DAYS * DAY_MILLISECONDS).toISOString();
  }

  async write(): Promise<void> {
    await this.#insert();
    if (this.#keptFrom === null) return;
    const { client, table } = this.target;
    await client.query(`DELETE FROM ${table(MESSAGES_TABLE)} WHERE association = $1 AND recorded_at < $2`, [
      this.association,
      this.#keptFrom,
    ]);
  }

  async #insert(): Promise<void> {
    const messages = this.#messages.splice(0);
    if (messages.length === 0) return;
    const { client, table } = this.target;
    await client.query(
      `INSERT INTO ${table(MESSAGES_TABLE)} (association, webhook_id, position, type, about, links, recorded_at, arrangement)
       SELECT $1, * FROM unnest($2::uuid[], $3::bigint[], $4::text[], $5::text[], $6::jsonb[], $7::timestamptz[], $8::text[])`,
      [
        this.association,
        messages.map(({ webhookId }) => webhookId),
        messages.map(({ event }) => event.position),
        messages.map(({ news }) => news.type),
        messages.map(({ news }) => news.id),
        messages.map(({ news }) => JSON.stringify(news.links)),
        messages.map(({ event }) => event.envelope.recordedAt),
        messages.map(({ news }) => news.arrangement),
      ],
    );
  }
}
