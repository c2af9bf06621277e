import type { Pool } from 'pg';
import { toPosition, type EventStore, type Position } from '../port/event-store.port.js';
import { START } from './places.js';

export type ProjectionState = 'running' | 'paused' | 'stopped-by-error' | 'rebuilding' | 'no-projector';

/** One projection of one association, as an operator looks at it. */
export interface ProjectionOverview {
  readonly projection: string;
  readonly association: string;
  readonly state: ProjectionState;
  readonly position: Position;
  readonly head: Position;
  /** Events between position and head. */
  readonly lag: number;
  /** Instant; null before the first step. */
  readonly lastProgressAt: string | null;
  readonly error: { readonly position: Position; readonly text: string; readonly since: string } | null;
  readonly rebuild: RebuildOverview | null;
}

export interface RebuildOverview {
  readonly position: Position;
  readonly percent: number;
  /** Of the whole rebuild at its speed so far; null before there is one. */
  readonly secondsLeft: number | null;
}

interface FoldRow {
  readonly projection: string;
  readonly association: string;
  readonly position: string | null;
  readonly beside: string | null;
  readonly moved_at: Date | null;
  readonly paused: boolean;
  readonly has_projector: boolean;
  readonly rebuilt: boolean;
  readonly rebuild_seconds: number | null;
  readonly error: string | null;
  readonly failed_at: string | null;
  readonly since: Date | null;
}

/** Every projection of every association, out of the database alone: no projector has to answer. */
export async function projectionsOverview(pool: Pool, store: Pick<EventStore, 'heads'>): Promise<ProjectionOverview[]> {
  const heads = await store.heads();
  const rows = await readFolds(pool, [...heads.keys()]);
  const secondsLeft = secondsLeftByProjection(rows, heads);
  return rows.map((row) => overviewOf(row, heads.get(row.association)!, secondsLeft.get(row.projection) ?? null));
}

async function readFolds(pool: Pool, associations: readonly string[]): Promise<FoldRow[]> {
  const { rows } = await pool.query<FoldRow>(
    `SELECT made.name AS projection, log.association, live.position, beside.position AS beside, live.moved_at,
       EXISTS (SELECT FROM projection.pause WHERE pause.projection = made.name
         AND coalesce(pause.association, log.association) = log.association) AS paused,
       EXISTS (SELECT FROM projection.lease WHERE lease.projection = made.name
         AND expires_at > clock_timestamp()) AS has_projector,
       rebuild.projection IS NOT NULL AS rebuilt,
       extract(epoch FROM clock_timestamp() - rebuild.started_at)::float8 AS rebuild_seconds,
       failure.error, failure.position AS failed_at, failure.since
     FROM projection.projection AS made
     CROSS JOIN unnest($1::text[]) AS log(association)
     LEFT JOIN projection.checkpoint AS live
       ON live.projection = made.name AND live.association = log.association AND live.side = 'live'
     LEFT JOIN projection.checkpoint AS beside
       ON beside.projection = made.name AND beside.association = log.association AND beside.side = 'beside'
     LEFT JOIN projection.rebuild AS rebuild
       ON rebuild.projection = made.name AND coalesce(rebuild.association, log.association) = log.association
     LEFT JOIN LATERAL (
       SELECT * FROM projection.failure WHERE failure.projection = made.name
         AND failure.association = log.association ORDER BY side DESC LIMIT 1) AS failure ON true
     ORDER BY made.name, log.association`,
    [associations],
  );
  return rows;
}

function secondsLeftByProjection(
  rows: readonly FoldRow[],
  heads: ReadonlyMap<string, Position>,
): Map<string, number | null> {
  const sums = new Map<string, { done: number; left: number; seconds: number }>();
  for (const { projection, association, rebuilt, beside, rebuild_seconds: seconds } of rows) {
    if (!rebuilt || seconds === null) continue;
    const sum = sums.get(projection) ?? { done: 0, left: 0, seconds };
    sum.done += Number(beside ?? 0);
    sum.left += Number(heads.get(association)!) - Number(beside ?? 0);
    sums.set(projection, sum);
  }
  return new Map(
    [...sums].map(([projection, { done, left, seconds }]) => [
      projection,
      done === 0 ? null : Math.ceil((left * seconds) / done),
    ]),
  );
}

function overviewOf(row: FoldRow, head: Position, secondsLeft: number | null): ProjectionOverview {
  const position = toPosition(row.position ?? 0);
  const beside = toPosition(row.beside ?? 0);
  return {
    projection: row.projection,
    association: row.association,
    state: stateOf(row),
    position,
    head,
    lag: Math.max(0, Number(head) - Number(position)),
    lastProgressAt: row.moved_at?.toISOString() ?? null,
    error:
      row.error === null
        ? null
        : { position: toPosition(row.failed_at!), text: row.error, since: row.since!.toISOString() },
    rebuild: row.rebuilt
      ? { position: beside, percent: head === START ? 100 : percentOf(beside, head), secondsLeft }
      : null,
  };
}

function stateOf({ paused, error, has_projector: hasProjector, rebuilt }: FoldRow): ProjectionState {
  if (paused) return 'paused';
  if (error !== null) return 'stopped-by-error';
  if (!hasProjector) return 'no-projector';
  return rebuilt ? 'rebuilding' : 'running';
}

function percentOf(position: Position, head: Position): number {
  return Math.floor((100 * Number(position)) / Number(head));
}
