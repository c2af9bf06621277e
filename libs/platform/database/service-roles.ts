/** What a service is to the database. Each has a role of its own, with the least that it needs, and owns nothing. */
export const SERVICES = ['ledger', 'disclosure', 'projector'] as const;
export type Service = (typeof SERVICES)[number];
export type ServiceRole = `kiroku_${Service}`;

export function roleOf(service: Service): ServiceRole {
  return `kiroku_${service}`;
}

/**
 * The projector's role is not held to the rows of one association: it writes them by COPY, which PostgreSQL refuses
 * under row-level security. It may do nothing with what holds keys, the directory or uploads but read what it folds.
 */
export function mayBypass(service: Service): boolean {
  return service === 'projector';
}

/**
 * The address by which whoever may act as a service's role does so from the start of the session. For one process that
 * is the owner as well, because it migrates; a service of its own logs in as its role.
 */
export function actingAs(url: string, service: Service): string {
  const acting = new URL(url);
  const options = acting.searchParams.get('options');
  acting.searchParams.set('options', [options, `-c role=${roleOf(service)}`].filter(Boolean).join(' '));
  return acting.href;
}
