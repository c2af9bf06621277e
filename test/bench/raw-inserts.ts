import { randomUUID } from 'node:crypto';
import pg from 'pg';

/** Rows that one unnest statement of the baseline carries. */
const ROWS_PER_STATEMENT = 100;
const SINGLE_CONNECTIONS = 8;

// What a table of events needs at the least: an order, and one row for each revision of a stream.
const TABLE = `CREATE TABLE IF NOT EXISTS raw_event (
  position bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  stream uuid NOT NULL, revision integer NOT NULL, data jsonb NOT NULL, UNIQUE (stream, revision))`;
const SINGLE = `INSERT INTO raw_event (stream, revision, data) VALUES ($1, $2, $3)`;
const UNNEST = `INSERT INTO raw_event (stream, revision, data)
  SELECT * FROM unnest($1::uuid[], $2::integer[], $3::jsonb[])`;

/** Bytes of a line, as the goals count it. */
export const LINE_BYTES = 570;

/** JSON text of exactly so many bytes. */
export function aLine(bytes = LINE_BYTES): string {
  const empty = JSON.stringify({ id: randomUUID(), text: '' });
  return JSON.stringify({ id: randomUUID(), text: 'x'.repeat(bytes - empty.length) });
}

/** Rows per second of single-row statements, each durable, on eight connections. */
export async function singleInserts(url: string, rows: number): Promise<number> {
  const lines = Array.from({ length: rows }, () => aLine());
  return onConnections(url, SINGLE_CONNECTIONS, async (clients) => {
    let next = 0;
    await Promise.all(
      clients.map(async (client) => {
        while (next < rows) await client.query(SINGLE, [randomUUID(), 0, lines[next++]]);
      }),
    );
    return rows;
  });
}

/** Milliseconds of each of some single-row statements, each durable, one after the other on one connection. */
export async function commitTimes(url: string, rows: number): Promise<number[]> {
  const times: number[] = [];
  await onConnections(url, 1, async ([client]) => {
    for (; times.length < rows;) {
      const startedAt = performance.now();
      await client!.query({ name: 'single', text: SINGLE, values: [randomUUID(), 0, aLine()] });
      times.push(performance.now() - startedAt);
    }
    return rows;
  });
  return times;
}

/** Rows per second of statements of 100 rows in text arrays, one after the other on one connection. */
export async function unnestInserts(url: string, rows: number): Promise<number> {
  const batches = Array.from({ length: Math.ceil(rows / ROWS_PER_STATEMENT) }, () => {
    const lines = Array.from({ length: ROWS_PER_STATEMENT }, () => aLine());
    return [lines.map(() => randomUUID()), lines.map(() => 0), lines];
  });
  return onConnections(url, 1, async ([client]) => {
    for (const batch of batches) await client!.query(UNNEST, batch);
    return batches.length * ROWS_PER_STATEMENT;
  });
}

/** Rows per second of `work`, which says how many it wrote. */
async function onConnections(
  url: string,
  count: number,
  work: (clients: readonly pg.Client[]) => Promise<number>,
): Promise<number> {
  const clients = Array.from({ length: count }, () => new pg.Client({ connectionString: url }));
  try {
    await Promise.all(clients.map((client) => client.connect()));
    await clients[0]!.query(TABLE);
    const startedAt = performance.now();
    const rows = await work(clients);
    return (rows * 1_000) / (performance.now() - startedAt);
  } finally {
    await Promise.all(clients.map((client) => client.end()));
  }
}
