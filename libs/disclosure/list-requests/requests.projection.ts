import { Injectable } from '@nestjs/common';
import type { Projection, ProjectionTarget, StoredEvent } from '#event-store';
import { requestEventTypes } from '../domain/requests/request-events.js';
import { evolveRequest, isEnded, type ClearRequestEvent, type RequestState } from '../domain/requests/request-state.js';

const TABLE = 'disclosure.request';
export const REQUESTS = 'requests';

/** One row for each disclosure request: its state, as its events tell it. */
@Injectable()
export class RequestsProjection implements Projection {
  readonly name = REQUESTS;
  readonly version = 2;
  readonly tables = [TABLE];
  readonly concerns = ({ envelope }: StoredEvent) =>
    envelope.type in requestEventTypes || envelope.type === 'KeyDestroyed';

  async apply(events: readonly StoredEvent[], target: ProjectionTarget): Promise<void> {
    // Few: what a person asks for and what becomes of it, one after the other.
    for (const event of events.filter(this.concerns))
      await (event.envelope.type === 'KeyDestroyed' ? endAll(event, target) : applyOne(event, target));
  }
}

/** Nobody can answer a person whose keys are gone: what was open all the same is no work any more. */
async function endAll({ envelope }: StoredEvent, { client, table }: ProjectionTarget): Promise<void> {
  const { association, subject } = envelope;
  const sql = `UPDATE ${table(TABLE)} SET is_ended = true WHERE association = $1 AND member_ref = $2`;
  await client.query(sql, [association, subject]);
}

async function applyOne({ position, envelope }: StoredEvent, { client, table }: ProjectionTarget): Promise<void> {
  const { association, subject, type, data, ruleset } = envelope;
  const event = { type, data } as ClearRequestEvent;
  const key = [association, subject, event.data.requestId];
  const { rows } = await client.query<{ state: RequestState }>(
    `SELECT state FROM ${table(TABLE)} WHERE association = $1 AND member_ref = $2 AND request_id = $3`,
    key,
  );
  const state = evolveRequest(rows[0]?.state ?? null, event);
  if (!state) return;
  await client.query(
    `INSERT INTO ${table(TABLE)} (association, member_ref, request_id, ruleset, state, is_ended, received_at, position)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
     ON CONFLICT (association, member_ref, request_id)
     DO UPDATE SET state = excluded.state, is_ended = excluded.is_ended, position = excluded.position`,
    [...key, ruleset, JSON.stringify(listed(state)), isEnded(state), state.receivedAt, position],
  );
}

// Which records a decision names is for whoever reads the request itself.
function listed(state: RequestState): RequestState {
  const { decision } = state;
  return { ...state, decision: decision && { ...decision, records: null, withheld: [] } };
}
