import { randomUUID } from 'node:crypto';
import type { ClientBase, Pool } from 'pg';
import { toPosition } from '#event-store';
import { inTransaction } from '#platform';
import type { Attempted } from '../domain/attempts.js';
import { FAILING_HOURS_MAX } from '../domain/attempts.js';
import { messageId, type ToldFact } from '../domain/message.js';
import type { Webhook } from '../domain/webhooks.js';

/** How long a delivery is somebody's who says nothing: longer than a try may take. */
const CLAIM_SECONDS = 30;
const ENDPOINTS_PER_ROUND = 200;
const MESSAGES_PER_ROUND = 500;

/** A webhook of which something is due. */
export interface DueEndpoint {
  readonly association: string;
  readonly webhook: Webhook;
  readonly isFailing: boolean;
}

/** A delivery that is this process's to try, and nobody else's. */
export interface Claimed {
  readonly association: string;
  readonly webhookId: string;
  readonly messageId: string;
  readonly fact: ToldFact;
  /** This one among them. */
  readonly tries: number;
  /** Whether the webhook hears of its arrangement still, as it stands now. */
  readonly isToBeTold: boolean;
}

/**
 * So long an integrator is told that does not come: what it may still see is known by its tokens alone. What happens is
 * kept for it, and sent when it comes again.
 */
const UNSEEN_DAYS_MAX = 30;

/** Whether whoever registered webhooks.webhook AS w may be told now. */
export const IS_LISTENING = `w.status = 'active' AND NOT w.is_account_closed AND (w.webhook->>'role' <> 'integrator'
  OR greatest((w.webhook->>'registeredAt')::timestamptz, (SELECT seen_at FROM webhooks.seen_account AS seen
    WHERE seen.association = w.association AND seen.account = w.account))
    > clock_timestamp() - make_interval(days => ${UNSEEN_DAYS_MAX}))`;

/** What is due, ready to be asked of a row of webhooks.delivery AS d. */
const IS_DUE = `d.status = 'waiting' AND d.next_at <= clock_timestamp()
  AND (d.claimed_until IS NULL OR d.claimed_until <= clock_timestamp())`;

/**
 * Deliveries of all associations, over the connections of the projector. Whoever tries one has claimed it, so that no two
 * processes send the same knowingly; one that died loses its claim, and the receiver drops what it had by its id.
 */
export class DeliveryQueue {
  readonly #holder = randomUUID();

  constructor(private readonly pool: Pool) {}

  /** Makes deliveries of messages, each once: how far that came stands beside them, and outlives a rebuild of the messages. */
  async enqueue(): Promise<void> {
    await this.pool.query(
      `INSERT INTO webhooks.endpoint (association, webhook_id, queued_to)
       SELECT association, webhook_id, 0 FROM webhooks.webhook AS w WHERE status <> 'ended' AND NOT EXISTS (
         SELECT FROM webhooks.endpoint AS e WHERE e.association = w.association AND e.webhook_id = w.webhook_id)
       ON CONFLICT DO NOTHING`,
    );
    await inTransaction(this.pool, async (client) => {
      const { rows } = await client.query<EndpointRow>(
        `SELECT association, webhook_id, queued_to FROM webhooks.endpoint AS e
         WHERE EXISTS (SELECT FROM webhooks.message AS m
           WHERE m.association = e.association AND m.webhook_id = e.webhook_id AND m.position > e.queued_to)
         LIMIT ${ENDPOINTS_PER_ROUND} FOR UPDATE SKIP LOCKED`,
      );
      for (const row of rows) await enqueueOne(client, row);
    });
  }

  /** Associations in turn, and in no order among themselves: whatever is many, nothing else waits for all of it. */
  async due(): Promise<DueEndpoint[]> {
    const { rows } = await this.pool.query<DueEndpoint>(
      `SELECT w.association, w.webhook, e.failing_since IS NOT NULL AS "isFailing"
       FROM webhooks.webhook AS w JOIN webhooks.endpoint AS e USING (association, webhook_id)
       WHERE ${IS_LISTENING} AND EXISTS (
         SELECT FROM webhooks.delivery AS d
         WHERE d.association = w.association AND d.webhook_id = w.webhook_id AND ${IS_DUE})
       ORDER BY row_number() OVER (PARTITION BY w.association ORDER BY random()), random()
       LIMIT ${ENDPOINTS_PER_ROUND}`,
    );
    return rows;
  }

  /** Takes what is due longest of an endpoint that is still active. */
  async claim({ association, webhook }: Pick<DueEndpoint, 'association' | 'webhook'>): Promise<Claimed | null> {
    const { rows } = await this.pool.query<DeliveryRow>(
      // Materialized: a subselect in its place could be asked once a row, and take more than one.
      `WITH due AS MATERIALIZED (
         SELECT d.message_id, w.webhook->'arrangements' AS held FROM webhooks.delivery AS d
         JOIN webhooks.webhook AS w ON w.association = d.association AND w.webhook_id = d.webhook_id
         WHERE d.association = $1 AND d.webhook_id = $2 AND ${IS_DUE}
           AND ${IS_LISTENING}
         ORDER BY d.next_at, d.place LIMIT 1 FOR UPDATE OF d SKIP LOCKED)
       UPDATE webhooks.delivery AS taken
       SET claimed_by = $3, claimed_until = clock_timestamp() + make_interval(secs => ${CLAIM_SECONDS}), tries = tries + 1
       FROM due WHERE taken.association = $1 AND taken.webhook_id = $2 AND taken.message_id = due.message_id
       RETURNING taken.message_id, taken.type, taken.about, taken.links, taken.position, taken.recorded_at, taken.tries,
         taken.position IS NULL OR due.held = 'null'::jsonb OR coalesce(due.held ? taken.arrangement, false) AS is_to_be_told`,
      [association, webhook.id, this.#holder],
    );
    return rows[0] ? claimed(association, webhook.id, rows[0]) : null;
  }

  /** It arrived: whatever failed before is forgotten. */
  async delivered(one: Claimed, attempted: Attempted): Promise<void> {
    await inTransaction(this.pool, async (client) => {
      if (!(await this.#settle(client, one, attempted, { status: 'delivered', restMilliseconds: null }))) return;
      await client.query(
        `UPDATE webhooks.endpoint SET failing_since = NULL
         WHERE association = $1 AND webhook_id = $2 AND failing_since IS NOT NULL`,
        [one.association, one.webhookId],
      );
    });
  }

  /** It did not arrive; null: it is given up. Whether the endpoint has taken nothing for too long now. */
  async failed(one: Claimed, attempted: Attempted, restMilliseconds: number | null): Promise<boolean> {
    return inTransaction(this.pool, async (client) => {
      const status = restMilliseconds === null ? 'failed' : 'waiting';
      if (!(await this.#settle(client, one, attempted, { status, restMilliseconds }))) return false;
      // What this process broke off, or did not send, says nothing about the receiver.
      if (attempted.fault === 'stopped' || attempted.fault === 'arrangement-lost') return false;
      const { rows } = await client.query<{ isLong: boolean }>(
        `UPDATE webhooks.endpoint AS e SET failing_since = coalesce(e.failing_since, clock_timestamp())
         FROM webhooks.webhook AS w
         WHERE e.association = $1 AND e.webhook_id = $2 AND w.association = $1 AND w.webhook_id = $2
         RETURNING greatest(e.failing_since, (w.webhook->>'since')::timestamptz)
           < clock_timestamp() - make_interval(hours => ${FAILING_HOURS_MAX}) AS "isLong"`,
        [one.association, one.webhookId],
      );
      return rows[0]?.isLong ?? false;
    });
  }

  /** Forgets what was done so many days ago, and all of webhooks that are over. */
  async sweep(keepDays: number): Promise<void> {
    await this.pool.query(`DELETE FROM webhooks.attempt WHERE at < clock_timestamp() - make_interval(days => $1)`, [
      keepDays,
    ]);
    await this.pool.query(
      `DELETE FROM webhooks.delivery WHERE done_at < clock_timestamp() - make_interval(days => $1)`,
      [keepDays],
    );
    await this.pool.query(
      `DELETE FROM webhooks.delivery AS d USING webhooks.webhook AS w
       WHERE d.association = w.association AND d.webhook_id = w.webhook_id
         AND w.status = 'ended' AND d.status = 'waiting'`,
    );
  }

  /** Writes what came of a try, while it is still this process's. */
  async #settle(
    client: ClientBase,
    { association, webhookId, messageId: id, tries }: Claimed,
    { status: answered, fault, milliseconds }: Attempted,
    { status, restMilliseconds }: { readonly status: string; readonly restMilliseconds: number | null },
  ): Promise<boolean> {
    const { rowCount } = await client.query(
      `UPDATE webhooks.delivery SET status = $6, answered = $7, fault = $8, claimed_by = NULL, claimed_until = NULL,
         next_at = CASE WHEN $6 = 'waiting' THEN clock_timestamp() + $9 * interval '1 millisecond' END,
         done_at = CASE WHEN $6 = 'waiting' THEN NULL ELSE clock_timestamp() END
       WHERE association = $1 AND webhook_id = $2 AND message_id = $3 AND claimed_by = $4 AND tries = $5`,
      [association, webhookId, id, this.#holder, tries, status, answered, fault, restMilliseconds ?? 0],
    );
    if (rowCount !== 1) return false;
    await client.query(
      `INSERT INTO webhooks.attempt (association, webhook_id, message_id, at, answered, fault, milliseconds)
       VALUES ($1, $2, $3, clock_timestamp(), $4, $5, $6)`,
      [association, webhookId, id, answered, fault, milliseconds],
    );
    return true;
  }
}

interface EndpointRow {
  readonly association: string;
  readonly webhook_id: string;
  readonly queued_to: string;
}

interface MessageRow {
  readonly position: string;
}

interface DeliveryRow {
  readonly message_id: string;
  readonly type: string;
  readonly about: string;
  readonly links: Record<string, string>;
  readonly position: string | null;
  readonly recorded_at: Date;
  readonly tries: number;
  readonly is_to_be_told: boolean;
}

async function enqueueOne(
  client: ClientBase,
  { association, webhook_id: webhookId, queued_to }: EndpointRow,
): Promise<void> {
  const { rows } = await client.query<MessageRow>(
    `SELECT position FROM webhooks.message WHERE association = $1 AND webhook_id = $2 AND position > $3
     ORDER BY position LIMIT ${MESSAGES_PER_ROUND}`,
    [association, webhookId, queued_to],
  );
  const ids = rows.map(({ position }) => messageId(webhookId, toPosition(position)));
  await client.query(
    `INSERT INTO webhooks.delivery
       (association, webhook_id, message_id, position, type, about, links, recorded_at, arrangement, status, tries,
        next_at)
     SELECT m.association, m.webhook_id, made.id, m.position, m.type, m.about, m.links, m.recorded_at, m.arrangement,
       'waiting', 0, clock_timestamp()
     FROM unnest($3::bigint[], $4::text[]) WITH ORDINALITY AS made (position, id, ordinal)
     JOIN webhooks.message AS m ON m.association = $1 AND m.webhook_id = $2 AND m.position = made.position
     ORDER BY made.ordinal
     ON CONFLICT DO NOTHING`,
    [association, webhookId, rows.map(({ position }) => position), ids],
  );
  await client.query(`UPDATE webhooks.endpoint SET queued_to = $3 WHERE association = $1 AND webhook_id = $2`, [
    association,
    webhookId,
    rows.at(-1)!.position,
  ]);
}

function claimed(association: string, webhookId: string, row: DeliveryRow): Claimed {
  const { message_id, type, about, links, position, recorded_at, tries, is_to_be_told: isToBeTold } = row;
  const at = recorded_at.toISOString();
  const fact = { association, type, about, links, position: position && toPosition(position), at };
  return { association, webhookId, messageId: message_id, fact, tries, isToBeTold };
}
