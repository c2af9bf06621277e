import { Injectable } from '@nestjs/common';
import type { Projection, ProjectionTarget, StoredEvent } from '#event-store';
import { copyRows, type Columns } from '#platform';
import { lookRowOf, tellsOfLook, type LookRow } from './look-row.js';

const TABLE = 'disclosure.look';
export const LOOKS = 'looks';

/** One row for each look in the log, as the event tells it. */
@Injectable()
export class LooksProjection implements Projection {
  readonly name = LOOKS;
  readonly version = 1;
  readonly tables = [TABLE];
  readonly concerns = tellsOfLook;

  async apply(events: readonly StoredEvent[], { client, table }: ProjectionTarget): Promise<void> {
    await copyRows(
      client,
      table(TABLE),
      COLUMNS,
      events.map(lookRowOf).filter((row) => row !== null),
    );
  }
}

const COLUMNS: Columns<LookRow> = {
  association: ['text', ({ association }) => association],
  position: ['bigint', ({ position }) => position],
  member_ref: ['uuid', ({ member }) => member],
  what: ['text', ({ what }) => what],
  chain: ['text', ({ chain }) => chain],
  role: ['text', ({ role }) => role],
  account: ['text', ({ account }) => account],
  looked_at: ['timestamptz', ({ at }) => at],
  purpose: ['text', ({ purpose }) => purpose],
  under: ['text', ({ under }) => under],
  filters: ['json', ({ filters }) => filters],
  records: ['json', ({ records }) => records],
  reason_class: ['text', ({ reasonClass }) => reasonClass],
  reason_id: ['uuid', ({ reasonId }) => reasonId],
};
