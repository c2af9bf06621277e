import { Injectable } from '@nestjs/common';
import type { Projection, ProjectionTarget, StoredEvent } from '#event-store';
import { courtesyEventTypes } from '../domain/courtesy/courtesy-events.js';
import { evolveCourtesy, type ClearCourtesyEvent, type CourtesyState } from '../domain/courtesy/courtesy-state.js';

const TABLE = 'disclosure.courtesy_request';
export const COURTESY_REQUESTS = 'courtesy-requests';

/** One row for each request of a bereaved family: apart from the requests of the Act, which are counted by theirs. */
@Injectable()
export class CourtesyRequestsProjection implements Projection {
  readonly name = COURTESY_REQUESTS;
  readonly version = 1;
  readonly tables = [TABLE];
  readonly concerns = ({ envelope }: StoredEvent) =>
    envelope.type in courtesyEventTypes || envelope.type === 'KeyDestroyed';

  async apply(events: readonly StoredEvent[], target: ProjectionTarget): Promise<void> {
    // Few: what a family asks and what becomes of it, one after the other.
    for (const event of events.filter(this.concerns))
      await (event.envelope.type === 'KeyDestroyed' ? endAll(event, target) : applyOne(event, target));
  }
}

async function endAll({ envelope }: StoredEvent, { client, table }: ProjectionTarget): Promise<void> {
  const { association, subject } = envelope;
  const sql = `UPDATE ${table(TABLE)} SET is_ended = true WHERE association = $1 AND member_ref = $2`;
  await client.query(sql, [association, subject]);
}

async function applyOne({ position, envelope }: StoredEvent, { client, table }: ProjectionTarget): Promise<void> {
  const { association, subject, type, data, ruleset } = envelope;
  const event = { type, data } as ClearCourtesyEvent;
  const key = [association, subject, event.data.requestId];
  const { rows } = await client.query<{ state: CourtesyState }>(
    `SELECT state FROM ${table(TABLE)} WHERE association = $1 AND member_ref = $2 AND request_id = $3`,
    key,
  );
  const state = evolveCourtesy(rows[0]?.state ?? null, event);
  if (!state) return;
  const isEnded = state.state === 'answered' || state.state === 'withdrawn';
  await client.query(
    `INSERT INTO ${table(TABLE)} (association, member_ref, request_id, ruleset, state, is_ended, first_position, position)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $7)
     ON CONFLICT (association, member_ref, request_id)
     DO UPDATE SET state = excluded.state, is_ended = excluded.is_ended, position = excluded.position`,
    [...key, ruleset, JSON.stringify(state), isEnded, position],
  );
}
