import { randomBytes } from 'node:crypto';
import type { ClientBase } from 'pg';
import { mayBypass, roleOf, SERVICES, type Service } from '../database/service-roles.js';

/**
 * Lets services log in as their roles, which are made where there are none. Passwords are made anew with each start and
 * kept nowhere: whoever starts the database hands them on.
 */
export async function letServicesIn(client: ClientBase): Promise<ReadonlyMap<Service, string>> {
  const passwords = new Map(SERVICES.map((service) => [service, randomBytes(24).toString('base64url')] as const));
  for (const [service, password] of passwords) {
    const role = roleOf(service);
    const { rowCount } = await client.query(`SELECT FROM pg_roles WHERE rolname = $1`, [role]);
    if (rowCount === 0) await client.query(`CREATE ROLE ${role}`);
    const attributes = `LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE ${mayBypass(service) ? 'BYPASSRLS' : 'NOBYPASSRLS'}`;
    await client.query(`ALTER ROLE ${role} ${attributes} PASSWORD ${client.escapeLiteral(password)}`);
  }
  return passwords;
}
