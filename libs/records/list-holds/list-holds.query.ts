import { Inject } from '@nestjs/common';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { Pool } from 'pg';
import { DataKeys, LookLog, type Looker } from '#access';
import { EVENT_STORE, ProjectionProgress, type EventStore } from '#event-store';
import { holdStream, openEvents, type HoldPlaced, type HoldReleased } from '#ledger';
import { decodeCursor, ofAssociation, pageOf, rowsToFind, type PageRequest } from '#platform';
import type { HoldAnswer, HoldPageAnswer } from './answers.js';

export class ListHolds extends Query<HoldPageAnswer> {
  constructor(
    readonly looker: Looker,
    readonly request: PageRequest,
  ) {
    super();
  }
}

interface HoldRow {
  readonly id: string;
  readonly code: string;
  readonly until: string | null;
  readonly scope: HoldAnswer['scope'];
  readonly target: string;
  readonly placedAt: Date;
  readonly releasedAt: Date | null;
  readonly position: string;
}

@QueryHandler(ListHolds)
export class ListHoldsHandler implements IQueryHandler<ListHolds, HoldPageAnswer> {
  constructor(
    @Inject(Pool) private readonly pool: Pool,
    @Inject(ProjectionProgress) private readonly progress: ProjectionProgress,
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(DataKeys) private readonly keys: DataKeys,
    @Inject(LookLog) private readonly looks: LookLog,
  ) {}

  async execute({ looker, request }: ListHolds): Promise<HoldPageAnswer> {
    const { association } = looker;
    if (request.atLeast) await this.progress.waitFor('records', association, request.atLeast);
    const asOf = await this.progress.reached('records', association);
    const [before] = request.cursor ? decodeCursor(request.cursor, ['position']) : [null];
    const { rows: found } = await ofAssociation(this.pool, association).query<HoldRow>(
      `SELECT hold_id AS id, code, until::text, scope, target, placed_at AS "placedAt", released_at AS "releasedAt", position
       FROM records.hold WHERE association = $1 AND ($2::bigint IS NULL OR position < $2)
       ORDER BY position DESC LIMIT $3`,
      [association, before, rowsToFind(request)],
    );
    const { rows, next } = pageOf(found, request, ({ position }) => [position]);
    const held = rows.filter(({ scope }) => scope === 'member').map(({ target }) => ({ member: target }));
    const logged = this.looks.write(looker, { what: 'HOLDS', seen: held });
    const reasons = await this.#reasons(
      association,
      rows.map(({ id }) => id),
    );
    await logged;
    return { asOf, holds: rows.map((row) => answerOf(row, reasons)), next };
  }

  async #reasons(association: string, ids: readonly string[]): Promise<Map<string, string>> {
    if (ids.length === 0) return new Map();
    const { streams } = await this.store.readStreams(association, ids.map(holdStream));
    const opened = await openEvents<HoldPlaced | HoldReleased>([...streams.values()].flat(), this.keys);
    return new Map(
      opened.flatMap(({ type, fact }) =>
        type === 'HoldPlaced' && fact.sealed ? [[fact.data.holdId, fact.sealed.reason] as const] : [],
      ),
    );
  }
}

function answerOf(row: HoldRow, reasons: ReadonlyMap<string, string>): HoldAnswer {
  const { id, code, until, scope, target, placedAt, releasedAt } = row;
  return {
    id,
    code,
    until,
    scope,
    target,
    reason: reasons.get(id) ?? null,
    placedAt: placedAt.toISOString(),
    releasedAt: releasedAt?.toISOString() ?? null,
  };
}
