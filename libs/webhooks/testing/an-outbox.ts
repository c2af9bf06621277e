import { randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import type { DataKeys, Sealed } from '#access';
import { MemoryEventStore, type Position, type StoredEvent } from '#event-store';
import { createDataSource, createPool, inTransaction, migrate } from '#platform';
import type { NewsSource } from '../domain/news.js';
import type { WebhookEvent } from '../domain/webhook-events.js';
import { WebhookLog } from '../log/webhook-log.js';
import { Webhooks1760000087000 } from '../migrations/1760000087000-webhooks.js';
import { SeenAccounts1760000087200 } from '../migrations/1760000087200-seen-accounts.js';
import { ToldArrangements1760000087100 } from '../migrations/1760000087100-told-arrangements.js';
import { OutboxProjection } from '../outbox/outbox.projection.js';
import { freshSecret } from '../send/sign-message.js';

export const A = 'kumiai-a';

/** Seals nothing: what is sealed is told by its form alone. */
const KEYS = {
  obtain: async (_association: string, [owner]: readonly string[]) => new Map([[owner, { keyId: randomUUID() }]]),
  seal: (_association: string, _key: unknown, _id: string, value: unknown) =>
    Buffer.from(JSON.stringify(value)).toString('base64'),
  open: async (parts: readonly Sealed[]) =>
    parts.map(({ sealed }) => JSON.parse(Buffer.from(sealed, 'base64').toString()) as unknown),
} as unknown as DataKeys;

/** Every `Happened` is news, of the arrangement that it names. */
const SOURCE: NewsSource = {
  types: { 'thing.happened': { ja: '出来事', en: 'It happened' } },
  isForIntegrators: true,
  mayTell: ({ envelope }) => envelope.type === 'Happened',
  newsOf: async ({ envelope }) => {
    const { id, arrangement = null } = envelope.data as { id: string; arrangement?: string };
    return id === 'hidden' ? null : { type: 'thing.happened', id, links: { self: `/things/${id}` }, arrangement };
  },
};

/** The outbox of one association over a database of its own, fed by hand. */
export class AnOutbox {
  store = new MemoryEventStore();
  readonly projection = new OutboxProjection([SOURCE]);
  #at: Position | null = null;

  private constructor(
    readonly pool: Pool,
    private readonly association: string,
  ) {}

  static async open(url: string, association = A): Promise<AnOutbox> {
    const migrations = [Webhooks1760000087000, ToldArrangements1760000087100, SeenAccounts1760000087200];
    const source = await createDataSource({ url, migrations }).initialize();
    await migrate(source);
    await source.destroy();
    return new AnOutbox(createPool(url), association);
  }

  /** Nothing was ever recorded. */
  async clear(): Promise<void> {
    this.store = new MemoryEventStore();
    this.#at = null;
    await this.pool.query(
      `TRUNCATE webhooks.webhook, webhooks.message, webhooks.endpoint, webhooks.delivery, webhooks.attempt, webhooks.seen_account`,
    );
    await this.record('Registered', {});
  }

  close(): Promise<void> {
    return this.pool.end();
  }

  get log(): WebhookLog {
    return new WebhookLog(this.store, KEYS);
  }

  async record(type: string, data: object): Promise<Position> {
    const nothing = { occurredAt: null, causation: null, subject: null, ruleset: null, knowledgeAt: null };
    const event = { id: randomUUID(), type, schemaVersion: 1, actor: { role: 'officer', id: 'o' }, data };
    const events = [{ ...event, ...nothing, keyId: null, sealed: null }];
    await this.store.append({ association: this.association, stream: 'things', expected: 'any', events });
    return (await this.store.head(this.association))!;
  }

  happen(id: string, arrangement?: string): Promise<Position> {
    return this.record('Happened', { id, ...(arrangement && { arrangement }) });
  }

  async act(event: WebhookEvent, actor: { role: string; id: string } = { role: 'officer', id: 'o' }): Promise<void> {
    await this.log.act({ association: this.association, actor: actor as never, requestId: null }, () => event);
  }

  /** A webhook that wants all; its secret. */
  async register(
    webhookId: string,
    url: string,
    over: { arrangements?: readonly string[]; actor?: { role: string; id: string } } = {},
  ): Promise<string> {
    const secret = freshSecret();
    const data = { webhookId, types: ['thing.happened'], arrangements: over.arrangements ?? null };
    await this.act({ type: 'WebhookRegistered', data, sealed: { url, secret } }, over.actor);
    return secret;
  }

  /** Folds what was not folded yet, so many events at a time. */
  async fold(atOnce = 100): Promise<void> {
    for (;;) {
      const events = await this.store.readLog(this.association, this.#at, atOnce);
      if (events.length === 0) return;
      await this.apply(events);
      this.#at = events.at(-1)!.position;
    }
  }

  /** From the start, as a rebuild does. */
  async foldAgain(atOnce?: number): Promise<void> {
    await this.pool.query(`TRUNCATE webhooks.webhook, webhooks.message`);
    this.#at = null;
    await this.fold(atOnce);
  }

  async apply(events: readonly StoredEvent[]): Promise<void> {
    await inTransaction(this.pool, (client) => this.projection.apply(events, { client, table: (name) => name }));
  }

  async messages(): Promise<{ webhook: string; about: string }[]> {
    const { rows } = await this.pool.query<{ webhook: string; about: string }>(
      `SELECT webhook_id AS webhook, about FROM webhooks.message ORDER BY webhook_id, position`,
    );
    return rows;
  }
}
