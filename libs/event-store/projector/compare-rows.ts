import type { ClientBase, Pool } from 'pg';
import { awaitedLater } from '#platform';
import type { EventStore, Position } from '../port/event-store.port.js';
import { errorInWords } from './failures.js';
import { LogReading } from './log-reading.js';
import { readPlaces, placeKey, START } from './places.js';
import type { Projection } from './projection.js';
import { differencesOf, type RowDifference } from './row-differences.js';

export interface RowsAsked {
  readonly pool: Pool;
  readonly store: EventStore;
  readonly projections: readonly Projection[];
  readonly association: string;
  readonly onProgress?: (position: Position, of: Position) => void;
}

interface Stopped {
  readonly why: 'unknown-event' | 'not-folded';
  /** Of the event, or of the last one before those that were folded at once. */
  readonly position: Position;
  /** Projection, and the kind of its error: its text could quote rows. */
  readonly where: string;
}

export interface RowsCompared {
  /** Rows that were compared, of all tables. */
  readonly rows: number;
  readonly differences: readonly RowDifference[];
  /** Projections that have folded more than the log has. */
  readonly ahead: readonly { readonly projection: string; readonly at: Position; readonly head: Position }[];
  /** Why nothing could be compared: an event that this program does not know, or one that cannot be folded. */
  readonly stopped: Stopped | null;
}

/** For sorts and joins of whole tables, and for what is made beside them. */
const SETTINGS = `SET temp_buffers = '64MB'; SET work_mem = '64MB'; SET jit = off`;

/**
 * Folds a log again into temporary tables, which nobody else sees, and compares them with the live rows of one instant,
 * each projection as far as it had come. The server holds it to changing nothing.
 */
export async function compareRows({
  pool,
  store,
  projections,
  association,
  onProgress,
}: RowsAsked): Promise<RowsCompared> {
  const client = await pool.connect();
  try {
    await client.query(SETTINGS);
    for (const table of projections.flatMap(({ tables }) => tables)) {
      await client.query(`CREATE TEMP TABLE ${besideName(table)} (LIKE ${table} INCLUDING ALL) ON COMMIT DELETE ROWS`);
    }
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    const places = await placesOf(client, projections, association);
    const end = [...places.values()].reduce((last, place) => (place > last ? place : last), START);
    const stopped = await fold({ client, store, projections, association, places, end, onProgress });
    const head = (await store.head(association)) ?? START;
    const ahead = [...places].filter(([, at]) => at > head).map(([projection, at]) => ({ projection, at, head }));
    if (stopped) return { rows: 0, differences: [], ahead, stopped };
    let rows = 0;
    const differences: RowDifference[] = [];
    for (const { name, tables } of projections) {
      for (const table of tables) {
        const found = await differencesOf(client, { projection: name, table, beside: besideName(table), association });
        rows += found.rows;
        differences.push(...found.differences);
      }
    }
    return { rows, differences, ahead, stopped: null };
  } finally {
    await client.query('ROLLBACK').catch(() => {});
    // Its temporary tables go with it.
    client.release(true);
  }
}

/** Where a table is made beside: of this connection alone. */
function besideName(table: string): string {
  return `pg_temp.${table.replace('.', '__')}`;
}

async function placesOf(client: ClientBase, projections: readonly Projection[], association: string) {
  const all = await readPlaces(
    client,
    projections.map(({ name }) => name),
  );
  const places = new Map<string, Position>();
  for (const { name } of projections) {
    places.set(name, all.get(placeKey({ projection: name, association, side: 'live' })) ?? START);
  }
  return places;
}

interface Folding extends Omit<RowsAsked, 'pool'> {
  readonly client: ClientBase;
  readonly places: ReadonlyMap<string, Position>;
  readonly end: Position;
}

/** Whatever a projection writes goes into its temporary tables; what it cannot read or fold stops it. */
async function fold({
  client,
  store,
  projections,
  association,
  places,
  end,
  onProgress,
}: Folding): Promise<Stopped | null> {
  let next = LogReading.read(store, association, START);
  for (let at = START; at < end;) {
    const reading = await next.catch(() => null);
    if (!reading) return { why: 'not-folded', position: at, where: 'log' };
    const known = reading.events.filter(({ position }) => position <= end);
    const last = known.at(-1)?.position;
    if (last === undefined)
      return reading.unknown && { why: 'unknown-event', position: reading.unknown.position, where: '' };
    // The next piece is read while this one is folded.
    next = awaitedLater(LogReading.read(store, association, last));
    for (const projection of projections) {
      const place = places.get(projection.name)!;
      const events = last <= place ? known : known.filter(({ position }) => position <= place);
      const isAsked = projection.concerns ? events.some((event) => projection.concerns!(event)) : events.length > 0;
      const error = isAsked && (await errorOf(projection.apply(events, { client, table: tableOf(projection) })));
      if (error) return { why: 'not-folded', position: at, where: `${projection.name}: ${error}` };
    }
    at = last;
    onProgress?.(at, end);
  }
  return null;
}

async function errorOf(applied: Promise<void>): Promise<string | null> {
  return applied.then(() => null, errorInWords);
}

function tableOf({ name: projection, tables }: Projection): (name: string) => string {
  return (name) => {
    if (!tables.includes(name)) throw new Error(`${projection} does not list its table ${name}.`);
    return besideName(name);
  };
}
