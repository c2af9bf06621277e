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
  for (const table of tables) {
    await refuseUncopied(client, table);
    const { schema } = partsOf(table);
    const shadow = shadowOf(table);
    await client.query(`CREATE SCHEMA IF NOT EXISTS ${schema}`);
    await client.query(`DROP TABLE IF EXISTS ${shadow}`);
    // Indexes apart, for LIKE would give them names of its own, and a later migration would not find them.
    await client.query(`CREATE TABLE ${shadow} (LIKE ${table} INCLUDING ALL EXCLUDING INDEXES)`);
    await copyIndexes(client, table, shadow);
    await copyGrants(client, table, shadow);
  }
}

/** Puts the copies in the place of the tables. Readers wait for the end of the transaction, and go on. */
export async function swapShadows(client: ClientBase, tables: readonly string[]): Promise<void> {
  await client.query(`LOCK TABLE ${tables.join(', ')} IN ACCESS EXCLUSIVE MODE`);
  for (const table of tables) {
    await client.query(`DROP TABLE ${table}`);
    await client.query(`ALTER TABLE ${shadowOf(table)} SET SCHEMA ${table.split('.')[0]}`);
  }
}

/** Puts one association's rows in the place of those that are there, and drops the copies. */
export async function moveShadowRows(
  client: ClientBase,
  tables: readonly string[],
  association: string,
): Promise<void> {
  for (const table of tables) {
    await client.query(`DELETE FROM ${table} WHERE association = $1`, [association]);
    await client.query(`INSERT INTO ${table} SELECT * FROM ${shadowOf(table)}`);
    await client.query(`DROP TABLE ${shadowOf(table)}`);
  }
}

function partsOf(table: string): { schema: string; name: string } {
  const [, schema, name] = TABLE.exec(table) ?? [];
  if (!schema || !name) throw new Error(`${table} is no name of a projection's table: say schema.table.`);
  return { schema: `beside_${schema}`, name };
}

// A table in another's place that lacked one of these would let pass what the other refused.
async function refuseUncopied(client: ClientBase, table: string): Promise<void> {
  const { rowCount } = await client.query(
    `SELECT FROM pg_class WHERE oid = $1::regclass AND (relrowsecurity OR relkind <> 'r')
     UNION ALL SELECT FROM pg_constraint WHERE contype = 'f' AND $1::regclass IN (conrelid, confrelid)
     UNION ALL SELECT FROM pg_trigger WHERE tgrelid = $1::regclass AND NOT tgisinternal`,
    [table],
  );
  if (rowCount !== 0)
    throw new Error(`${table} has a policy, a trigger, a foreign key or partitions: a rebuild cannot copy it.`);
}

async function copyIndexes(client: ClientBase, table: string, shadow: string): Promise<void> {
  const { rows } = await client.query<{ name: string; definition: string; kind: 'p' | 'u' | null }>(
    `SELECT quote_ident(relname) AS name, pg_get_indexdef(indexrelid) AS definition, contype AS kind
     FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid
     LEFT JOIN pg_constraint ON conindid = indexrelid AND contype IN ('p', 'u')
     WHERE indrelid = $1::regclass ORDER BY indexrelid`,
    [table],
  );
  for (const { name, definition, kind } of rows) {
    await client.query(definition.replace(` ON ${table} USING `, ` ON ${shadow} USING `));
    if (kind === null) continue;
    const constraint = kind === 'p' ? 'PRIMARY KEY' : 'UNIQUE';
    await client.query(`ALTER TABLE ${shadow} ADD CONSTRAINT ${name} ${constraint} USING INDEX ${name}`);
  }
}

async function copyGrants(client: ClientBase, table: string, shadow: string): Promise<void> {
  const { rows } = await client.query<{ privilege: string; grantee: string; option: string }>(
    `SELECT privilege_type AS privilege,
       CASE WHEN grantee = 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(grantee)) END AS grantee,
       CASE WHEN is_grantable THEN ' WITH GRANT OPTION' ELSE '' END AS option
     FROM pg_class, aclexplode(relacl) WHERE oid = $1::regclass AND grantee <> relowner`,
    [table],
  );
  for (const { privilege, grantee, option } of rows)
    await client.query(`GRANT ${privilege} ON ${shadow} TO ${grantee}${option}`);
}
