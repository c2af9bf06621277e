import pg from 'pg';
import { SettingsError } from '../config/settings.js';
import { mayBypass, roleOf, type Service } from './service-roles.js';

const CONNECT_MILLISECONDS_MAX = 5_000;

interface Standing {
  readonly name: string;
  readonly isSuperuser: boolean;
  readonly bypasses: boolean;
  readonly owns: boolean;
}

/**
 * Refuses to run a service as somebody for whom row-level security does not hold, or who could take it away: a superuser,
 * an owner of the tables, or one who may act as an owner.
 */
export async function refuseOwner(url: string, service: Service): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: CONNECT_MILLISECONDS_MAX });
  await client.connect();
  try {
    const { rows } = await client.query<Standing>(
      `SELECT rolname AS name, rolsuper AS "isSuperuser", rolbypassrls AS bypasses,
         EXISTS (SELECT FROM pg_class WHERE relnamespace = to_regnamespace('event_store')
           AND pg_has_role(pg_roles.oid, relowner, 'MEMBER')) AS owns
       FROM pg_roles WHERE rolname IN (current_user, session_user)`,
    );
    const unfit = rows.find(
      ({ isSuperuser, bypasses, owns }) => isSuperuser || owns || (bypasses && !mayBypass(service)),
    );
    if (!unfit) return;
    throw new SettingsError(
      `DATABASE_URL connects as ${unfit.name}, whom row-level security does not hold. ` +
        `Connect as ${roleOf(service)}; the owner is for kiroku migrate alone.`,
    );
  } finally {
    await client.end();
  }
}
