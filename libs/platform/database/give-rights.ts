import type { QueryRunner } from 'typeorm';
import { changesOfGrants, type Grant } from './grants.js';
import type { Rights } from './rights.js';
import { keepApart } from './row-security.js';
import { mayBypass, roleOf, SERVICES } from './service-roles.js';

export class RightsError extends Error {
  override readonly name = 'RightsError';
}

/**
 * Brings rights and row-level security to what is written, whatever they were: the roles of the services, a policy for
 * every table with rows of associations, and the grants, no more and no fewer. Does nothing where nothing differs.
 */
export async function giveRights(runner: QueryRunner, rights: readonly Rights[]): Promise<void> {
  const tables = Object.assign({}, ...rights.map((one) => one.tables)) as Rights['tables'];
  const functions = Object.assign({}, ...rights.map((one) => one.functions)) as NonNullable<Rights['functions']>;
  const schemas = [...new Set([...Object.keys(tables), ...Object.keys(functions)].map((name) => name.split('.')[0]!))];
  await makeRoles(runner);
  await runner.startTransaction();
  try {
    await keepApart(runner, schemas, tables);
    for (const change of changesOfGrants(wantedGrants(tables, functions), await grantsIn(runner, schemas)))
      await runner.query(change);
    await runner.commitTransaction();
  } catch (error) {
    await runner.rollbackTransaction();
    throw error;
  }
}

async function makeRoles(runner: QueryRunner): Promise<void> {
  for (const service of SERVICES) {
    const role = roleOf(service);
    const [found] = (await runner.query(`SELECT rolbypassrls AS bypasses FROM pg_roles WHERE rolname = $1`, [
      role,
    ])) as {
      bypasses: boolean;
    }[];
    const attribute = mayBypass(service) ? 'BYPASSRLS' : 'NOBYPASSRLS';
    if (found?.bypasses === mayBypass(service)) continue;
    await runner.query(`${found ? 'ALTER' : 'CREATE'} ROLE ${role} ${attribute}`).catch((error: unknown) => {
      if ((error as { code?: string }).code !== '42501') throw error;
      throw new RightsError(
        `The database has no role ${role} with ${attribute}, and this user may not make it. ` +
          'Make the roles of the services first: deploy/compose/roles.sh shows how.',
      );
    });
  }
}

/** What services are to be granted, as rows. */
export function wantedGrants(tables: Rights['tables'], functions: NonNullable<Rights['functions']>): Grant[] {
  const ofTables = Object.entries(tables).flatMap(([name, rights]) =>
    SERVICES.flatMap((service) =>
      (rights[service] ?? '')
        .split(' ')
        .filter(Boolean)
        .map((privilege): Grant => ({ kind: 'TABLE', name, role: roleOf(service), privilege })),
    ),
  );
  const ofFunctions = Object.entries(functions).flatMap(([name, services]) =>
    services.map((service): Grant => ({ kind: 'FUNCTION', name, role: roleOf(service), privilege: 'EXECUTE' })),
  );
  const ofSchemas = [...ofTables, ...ofFunctions].map(({ name, role }): Grant => ({
    kind: 'SCHEMA',
    name: name.split('.')[0]!,
    role,
    privilege: 'USAGE',
  }));
  return [...ofTables, ...ofFunctions, ...ofSchemas];
}

/** Everything that anybody but the owner is granted in these schemas. */
export async function grantsIn(runner: Pick<QueryRunner, 'query'>, schemas: readonly string[]): Promise<Grant[]> {
  return runner.query(
    `WITH granted AS (
       SELECT CASE relkind WHEN 'S' THEN 'SEQUENCE' ELSE 'TABLE' END AS kind,
         format('%I.%I', nspname, relname) AS name, relowner AS owner, acl.*
       FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace, aclexplode(relacl) AS acl
       WHERE nspname = ANY ($1)
       UNION ALL
       SELECT 'FUNCTION', format('%I.%I', nspname, proname), proowner, acl.*
       FROM pg_proc JOIN pg_namespace ON pg_namespace.oid = pronamespace,
         aclexplode(coalesce(proacl, acldefault('f', proowner))) AS acl
       WHERE nspname = ANY ($1)
       UNION ALL
       SELECT 'SCHEMA', quote_ident(nspname), nspowner, acl.*
       FROM pg_namespace, aclexplode(nspacl) AS acl WHERE nspname = ANY ($1))
     SELECT kind, name, CASE grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(grantee)) END AS role,
       privilege_type AS privilege
     FROM granted WHERE grantee <> owner`,
    [[...schemas]],
  ) as Promise<Grant[]>;
}
