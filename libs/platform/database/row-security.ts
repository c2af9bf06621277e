import type { QueryRunner } from 'typeorm';
import type { Rights } from './rights.js';
import { roleOf } from './service-roles.js';

const POLICY = 'of_one_association';
const ACROSS = 'across_associations';
/** The association for which this transaction asks; no row has it where none is set. */
const ASKED = `current_setting('kiroku.association', true)`;
/** Which rows are whose, by the column that tells it. Of a log's number the head of the log knows the name. */
const OWN_ROWS = {
  association: `association = ${ASKED}`,
  log: `log = (SELECT head.log FROM event_store.log_head AS head WHERE head.association = ${ASKED})`,
} as const;

/** A table with rows of associations, as it is. */
export interface TenantTable {
  readonly name: string;
  readonly column: keyof typeof OWN_ROWS;
  readonly isOn: boolean;
  readonly policies: readonly string[];
}

/** Puts every table that has rows of associations under row-level security. */
export async function keepApart(
  runner: QueryRunner,
  schemas: readonly string[],
  rights: Rights['tables'],
): Promise<void> {
  for (const { name, column, isOn, policies } of await tenantTables(runner, schemas)) {
    if (!isOn) await runner.query(`ALTER TABLE ${name} ENABLE ROW LEVEL SECURITY`);
    if (!policies.includes(POLICY))
      await runner.query(`CREATE POLICY ${POLICY} ON ${name} USING (${OWN_ROWS[column]})`);
    const across = rights[name]?.across ?? [];
    if (across.length === 0 || policies.includes(ACROSS)) continue;
    await runner.query(`CREATE POLICY ${ACROSS} ON ${name} TO ${across.map(roleOf).join(', ')} USING (true)`);
  }
}

/** Tables that tell by a column whose their rows are. Partitions are reached through their table alone. */
export async function tenantTables(
  runner: Pick<QueryRunner, 'query'>,
  schemas: readonly string[],
): Promise<TenantTable[]> {
  return runner.query(
    `SELECT format('%I.%I', nspname, relname) AS name, relrowsecurity AS "isOn",
       CASE WHEN 'association' = ANY (columns) THEN 'association' ELSE 'log' END AS column,
       ARRAY(SELECT polname::text FROM pg_policy WHERE polrelid = pg_class.oid) AS policies
     FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace,
     LATERAL (SELECT array_agg(attname) AS columns FROM pg_attribute
       WHERE attrelid = pg_class.oid AND attnum > 0 AND NOT attisdropped) AS those
     WHERE nspname = ANY ($1) AND relkind IN ('r', 'p') AND NOT relispartition
       AND columns && ARRAY['association', 'log']::name[]
     ORDER BY name`,
    [[...schemas]],
  ) as Promise<TenantTable[]>;
}
