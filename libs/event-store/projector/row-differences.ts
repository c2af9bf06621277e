import type { ClientBase } from 'pg';

/** A row that is not what the events say. Told by its key and the names of columns; what they hold may tell of persons. */
export interface RowDifference {
  readonly projection: string;
  readonly table: string;
  readonly kind: 'missing' | 'surplus' | 'differs';
  readonly key: string;
  /** That differ. */
  readonly columns: readonly string[];
}

/** The first ones of a table tell enough. */
const DIFFERENCES_MAX = 10;

interface Compared {
  readonly projection: string;
  readonly table: string;
  readonly beside: string;
  readonly association: string;
}

/** Compares one association's rows of a table with those that were made beside; by the primary key, or as a whole. */
export async function differencesOf(
  client: ClientBase,
  { projection, table, beside, association }: Compared,
): Promise<{ rows: number; differences: RowDifference[] }> {
  const key = await keyOf(client, table);
  const live = `(SELECT * FROM ${table} WHERE association = $1)`;
  const { rows: counts } = await client.query<{ count: string }>(`SELECT count(*) FROM ${live} AS live`, [association]);
  const { rows } = await client.query<Omit<RowDifference, 'projection' | 'table'>>(
    `SELECT CASE WHEN live.row IS NULL THEN 'missing' WHEN made.row IS NULL THEN 'surplus' ELSE 'differs' END AS kind,
       ${key.map((column) => `'${column}=' || coalesce(live.${column}::text, made.${column}::text, 'none')`).join(` || ', ' || `) || `'no key'`} AS key,
       CASE WHEN live.row IS NULL OR made.row IS NULL THEN ARRAY[]::text[] ELSE ARRAY(
         SELECT name FROM jsonb_each_text(to_jsonb(live.row)) AS one (name, value)
         JOIN jsonb_each_text(to_jsonb(made.row)) AS other (name, value) USING (name)
         WHERE one.value IS DISTINCT FROM other.value ORDER BY name) END AS columns
     FROM (SELECT live AS row, live::text AS text, live.* FROM ${live} AS live) AS live
     FULL JOIN (SELECT made AS row, made::text AS text, made.* FROM ${beside} AS made) AS made
       ON ${joined(key)}
     WHERE live.text IS DISTINCT FROM made.text
     ORDER BY key LIMIT ${DIFFERENCES_MAX}`,
    [association],
  );
  return { rows: Number(counts[0]!.count), differences: rows.map((row) => ({ projection, table, ...row })) };
}

function joined(key: readonly string[]): string {
  return key.length === 0
    ? 'live.text = made.text'
    : key.map((column) => `live.${column} = made.${column}`).join(' AND ');
}

async function keyOf(client: ClientBase, table: string): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT quote_ident(attname) AS name FROM pg_index
     JOIN pg_attribute ON attrelid = indrelid AND attnum = ANY (indkey)
     WHERE indrelid = $1::regclass AND indisprimary ORDER BY attnum`,
    [table],
  );
  return rows.map(({ name }) => name);
}
