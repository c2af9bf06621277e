import type { Pool } from 'pg';
import type { QueryRunner } from 'typeorm';
import { RIGHTS } from '../../apps/cli/rights.js';
import { grantsIn, wantedGrants } from '../../libs/platform/database/give-rights.js';
import { changesOfGrants } from '../../libs/platform/database/grants.js';
import { tenantTables } from '../../libs/platform/database/row-security.js';

/** Tables that have rows of no association. */
const OF_NOBODY = [
  'access.operator_ending',
  'event_store.kurrentdb_sequencer',
  'projection.lease',
  'projection.projection',
  'public.migration',
];
/** By the column that says whose a row is: what the policy of every table must be. */
const POLICIES: Readonly<Record<string, string>> = {
  association: `(association = current_setting('kiroku.association'::text, true))`,
  log: `(log = ( SELECT head.log FROM event_store.log_head head WHERE (head.association = current_setting('kiroku.association'::text, true))))`,
};

const tables = Object.assign({}, ...RIGHTS.map((one) => one.tables)) as (typeof RIGHTS)[number]['tables'];
const functions = Object.assign({}, ...RIGHTS.map((one) => one.functions)) as Record<string, never>;

/** What a database lets happen that is written nowhere, in words; nothing where all is well. */
export async function databaseFaults(owner: Pool): Promise<string[]> {
  const runner = { query: async (sql: string, values?: unknown[]) => (await owner.query(sql, values)).rows };
  const { rows } = await owner.query<{ schema: string; name: string }>(
    `SELECT nspname AS schema, format('%I.%I', nspname, relname) AS name
     FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
     WHERE nspname !~ '^pg_' AND nspname <> 'information_schema' AND relkind IN ('r', 'p', 'v', 'm', 'f')
       AND NOT relispartition
     ORDER BY name`,
  );
  const schemas = [...new Set(rows.map(({ schema }) => schema))].filter((schema) => schema !== 'public');
  const apart = await tenantTables(runner as unknown as QueryRunner, schemas);
  const named = new Set(apart.map(({ name }) => name));
  const isWithout = (name: string) => !named.has(name) && !OF_NOBODY.includes(name);
  return [
    ...rows.filter(({ name }) => isWithout(name)).map(({ name }) => `${name}: nothing says whose its rows are`),
    ...rows
      .filter(({ name }) => !(name in tables) && name !== 'public.migration')
      .map(({ name }) => `${name}: no list says who may do what with it`),
    ...(await faultsOfPolicies(owner, apart)),
    ...changesOfGrants(wantedGrants(tables, functions), await grantsIn(runner as unknown as QueryRunner, schemas)),
    ...(await faultsOfFunctions(owner)),
  ];
}

async function faultsOfPolicies(owner: Pool, apart: Awaited<ReturnType<typeof tenantTables>>): Promise<string[]> {
  const { rows } = await owner.query<{ name: string; policy: string; roles: string; seen: string; written: string }>(
    `SELECT format('%I.%I', schemaname, tablename) AS name, policyname AS policy, array_to_string(roles, ' ') AS roles,
       regexp_replace(qual, '\\s+', ' ', 'g') AS seen, with_check AS written
     FROM pg_policies WHERE permissive = 'PERMISSIVE'`,
  );
  return apart.flatMap(({ name, column, isOn }) => {
    const own = rows.filter((row) => row.name === name);
    const isApart = own.some(
      ({ roles, seen, written }) => roles === 'public' && seen === POLICIES[column] && written === null,
    );
    const across = (tables[name]?.across ?? [])
      .map((service) => `kiroku_${service}`)
      .sort()
      .join(' ');
    const others = own.filter(({ roles, seen }) => seen !== POLICIES[column] && roles !== across);
    return [
      ...(isOn ? [] : [`${name}: row-level security is off`]),
      ...(isApart ? [] : [`${name}: no policy keeps associations apart`]),
      ...others.map(({ policy }) => `${name}: the policy ${policy} is written nowhere`),
    ];
  });
}

async function faultsOfFunctions(owner: Pool): Promise<string[]> {
  const { rows } = await owner.query<{ name: string }>(
    `SELECT proname AS name FROM pg_proc JOIN pg_namespace ON pg_namespace.oid = pronamespace
     WHERE prosecdef AND nspname !~ '^pg_' AND NOT coalesce('search_path=pg_catalog, pg_temp' = ANY (proconfig), false)`,
  );
  return rows.map(({ name }) => `${name}: acts as the owner and takes names from the caller's path`);
}
