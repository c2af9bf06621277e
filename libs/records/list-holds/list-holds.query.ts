import { Inject } from '@nestjs/common';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { Pool } from 'pg';
import { DataKeys, LookLog, type LookChain, type Looker, type Seen } from '#access';
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
  /** Of a hold of one record: whom it is about, and in which chain it stands. */
  readonly member: string | null;
  readonly chain: LookChain | null;
}

/**
 * The lines that a hold of a record names: one, or all of a transfer. To whoever is no auditor the hold is not there
 * unless they are, and all in the open chain.
 */
const LINES = `FROM records.statutory_record AS line
  WHERE line.association = hold.association
    AND line.transfer_id = CASE WHEN hold.scope = 'record' THEN split_part(hold.target, ':', 1)::uuid END
    AND split_part(hold.target, ':', 2) IN ('', line.line::text)`;

const HOLDS = `SELECT hold_id AS id, code, until::text, scope, target, placed_at AS "placedAt", released_at AS "releasedAt",
    position, one.member_ref AS member, one.chain
  FROM records.hold AS hold
  LEFT JOIN LATERAL (SELECT line.member_ref, line.chain ${LINES} AND hold.target LIKE '%:%' LIMIT 1) AS one ON true
  WHERE hold.association = $1 AND ($2::bigint IS NULL OR position < $2)
    AND ($4 OR scope <> 'record' OR (EXISTS (SELECT ${LINES}) AND NOT EXISTS (SELECT ${LINES} AND line.chain <> 'open')))
  ORDER BY position DESC LIMIT $3`;

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
    const isAuditor = looker.role === 'auditor';
    const { rows: found } = await ofAssociation(this.pool, association).query<HoldRow>(HOLDS, [
      association,
      before,
      rowsToFind(request),
      isAuditor,
    ]);
    const { rows, next } = pageOf(found, request, ({ position }) => [position]);
    const logged = this.looks.write(looker, { what: 'HOLDS', seen: rows.flatMap(seenOf) });
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

function seenOf({ scope, target, member, chain }: HoldRow): Seen[] {
  if (scope === 'member') return [{ member: target }];
  return member === null ? [] : [{ member, record: target, chain: chain! }];
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
