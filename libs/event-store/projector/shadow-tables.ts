import type { ClientBase } from 'pg';
import type { Side } from './places.js';
import type { Projection, ProjectionTarget } from './projection.js';

/** Names as the projection has them: schema and table in small letters, so that they need no quotes. */
const TABLE = /^([a-z_][a-z0-9_]*)\.([a-z_][a-z0-9_]*)$/;

/** What `apply` writes to on one side. */
export function targetOf(client: ClientBase, projection: Projection, side: Side): ProjectionTarget {
  return {
    client,
    table(name) {
      if (!projection.tables.includes(name)) throw new Error(`${projection.name} does not list its table ${name}.`);
      return side === 'live' ? name : shadowOf(name);
    },
  };
}

/** Where a rebuild fills the copy of a table: under its own name, in a schema beside. */
export function shadowOf(table: string): string {
  const { schema, name } = partsOf(table);
  return `${schema}.${name}`;
}

/** Makes empty copies of the tables, with all that readers and writers rely on, and drops what was left of others. */
export async function createShadows(client: ClientBase, tables: readonly string[]): Promise<void> {
  for (const table of tables) await refuseUncopied(client, table);
  await client.query(`SELECT projection.make_beside($1)`, [tables]);
}

/** Puts the copies in the place of the tables. Readers wait for the end of the transaction, and go on. */
export async function swapShadows(client: ClientBase, tables: readonly string[]): Promise<void> {
  await client.query(`SELECT projection.put_beside_in_place($1)`, [tables]);
}

/** Puts one association's rows in the place of those that are there, and drops the copies. */
export async function moveShadowRows(
  client: ClientBase,
  tables: readonly string[],
  association: string,
): Promise<void> {
  await client.query(`SELECT projection.move_rows_from_beside($1, $2)`, [tables, association]);
}

function partsOf(table: string): { schema: string; name: string } {
  const [, schema, name] = TABLE.exec(table) ?? [];
  if (!schema || !name) throw new Error(`${table} is no name of a projection's table: say schema.table.`);
  return { schema: `beside_${schema}`, name };
}

// A table in another's place that lacked one of these would let pass what the other refused.
async function refuseUncopied(client: ClientBase, table: string): Promise<void> {
  const { rowCount } = await client.query(
    `SELECT FROM pg_class WHERE oid = $1::regclass AND relkind <> 'r'
     UNION ALL SELECT FROM pg_constraint WHERE contype = 'f' AND $1::regclass IN (conrelid, confrelid)
     UNION ALL SELECT FROM pg_trigger WHERE tgrelid = $1::regclass AND NOT tgisinternal`,
    [table],
  );
  if (rowCount !== 0) throw new Error(`${table} has a trigger, a foreign key or partitions: a rebuild cannot copy it.`);
}
