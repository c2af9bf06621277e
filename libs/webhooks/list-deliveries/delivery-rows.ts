import { randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { Pool } from 'pg';
import { toPosition } from '#event-store';
import { ofAssociation } from '#platform';
import { messageId, TEST_TYPE } from '../domain/message.js';
import type { DeliveryAnswer } from './delivery.answer.js';

const ATTEMPTS_SHOWN = 20;
/** More are sent again by asking again. */
export const REPLAYED_MAX = 10_000;
const TEST_BYTES = 8;

interface Row {
  readonly place: string;
  readonly message_id: string;
  readonly type: string;
  readonly position: string | null;
  readonly recorded_at: Date;
  readonly status: string;
  readonly tries: number;
  readonly next_at: Date | null;
  readonly done_at: Date | null;
  readonly attempts: DeliveryAnswer['attempts'] | null;
}

export interface ListedDelivery {
  readonly place: string;
  readonly answer: DeliveryAnswer;
}

/** Of which webhook, and of which arrangements it hears now; null where of all. */
interface Of {
  readonly association: string;
  readonly webhookId: string;
  readonly arrangements: readonly string[] | null;
}

interface Wish extends Of {
  readonly status: string | null;
  /** Only those before this place in the list. */
  readonly before: string | null;
  readonly limit: number;
}

/** Nothing of an arrangement that was lost is shown or sent again. Tests are of none. */
const heard = (held: string) => `(${held}::text[] IS NULL OR position IS NULL OR arrangement = ANY (${held}))`;

/** Deliveries of a webhook as whoever keeps it sees them. */
@Injectable()
export class DeliveryRows {
  constructor(@Inject(Pool) private readonly pool: Pool) {}

  /** Newest first. */
  async list({ association, webhookId, arrangements, status, before, limit }: Wish): Promise<ListedDelivery[]> {
    const { rows } = await ofAssociation(this.pool, association).query<Row>(
      `SELECT d.*, (SELECT json_agg(json_build_object('at', a.at, 'answered', a.answered, 'fault', a.fault,
           'milliseconds', a.milliseconds) ORDER BY a.at DESC)
         FROM (SELECT * FROM webhooks.attempt AS a
           WHERE a.association = d.association AND a.webhook_id = d.webhook_id AND a.message_id = d.message_id
           ORDER BY a.at DESC LIMIT ${ATTEMPTS_SHOWN}) AS a) AS attempts
       FROM webhooks.delivery AS d
       WHERE d.association = $1 AND d.webhook_id = $2 AND ($3::text IS NULL OR d.status = $3)
         AND ($4::bigint IS NULL OR d.place < $4) AND ${heard('$6')}
       ORDER BY d.place DESC LIMIT $5`,
      [association, webhookId, status, before, limit, arrangements],
    );
    return rows.map((row) => ({ place: row.place, answer: answerOf(row) }));
  }

  /** A message that tells of nothing, to be sent next; its id. */
  async addTest(association: string, webhookId: string, at: string): Promise<string> {
    const id = messageId(webhookId, `test_${randomBytes(TEST_BYTES).toString('hex')}`);
    await ofAssociation(this.pool, association).query(
      `INSERT INTO webhooks.delivery
         (association, webhook_id, message_id, type, about, links, recorded_at, status, tries, next_at)
       VALUES ($1, $2, $3, $4, $5, '{}', $6, 'waiting', 0, now())`,
      [association, webhookId, id, TEST_TYPE, webhookId, at],
    );
    return id;
  }

  /** Has what is done sent again, from a position on or what was given up; how many. Null where what was to be sent again waits still. */
  async replay(
    { association, webhookId, arrangements }: Of,
    { from }: { readonly from: string | null },
  ): Promise<number | null> {
    const own = ofAssociation(this.pool, association);
    const { rowCount: waiting } = await own.query(
      // What was tried before, and not since it is to be sent again.
      `SELECT FROM webhooks.delivery AS d
       WHERE association = $1 AND webhook_id = $2 AND status = 'waiting' AND tries = 0 AND ${heard('$3')}
         AND EXISTS (SELECT FROM webhooks.attempt AS a
           WHERE a.association = d.association AND a.webhook_id = d.webhook_id AND a.message_id = d.message_id)
       LIMIT 1`,
      [association, webhookId, arrangements],
    );
    if (waiting) return null;
    const { rowCount } = await own.query(
      `WITH wanted AS MATERIALIZED (
         SELECT message_id FROM webhooks.delivery
         WHERE association = $1 AND webhook_id = $2 AND position IS NOT NULL AND status <> 'waiting'
           AND CASE WHEN $3::bigint IS NULL THEN status = 'failed' ELSE position >= $3 END AND ${heard('$4')}
         ORDER BY position LIMIT ${REPLAYED_MAX} FOR UPDATE)
       UPDATE webhooks.delivery AS d SET status = 'waiting', tries = 0, next_at = now(), done_at = NULL
       FROM wanted WHERE d.association = $1 AND d.webhook_id = $2 AND d.message_id = wanted.message_id`,
      [association, webhookId, from, arrangements],
    );
    return rowCount ?? 0;
  }
}

function answerOf(row: Row): DeliveryAnswer {
  const attempts = (row.attempts ?? []).map((one) => ({ ...one, at: new Date(one.at).toISOString() }));
  return {
    id: row.message_id,
    type: row.type,
    position: row.position && toPosition(row.position),
    at: row.recorded_at.toISOString(),
    status: row.status,
    tries: row.tries,
    nextAt: row.next_at?.toISOString() ?? null,
    doneAt: row.done_at?.toISOString() ?? null,
    attempts,
  };
}
