export const ROLES = ['integrator', 'officer', 'member', 'representative', 'auditor', 'operator'] as const;
export type Role = (typeof ROLES)[number];

/**
 * Which role may do what, and the only place that says so: controllers name a permission, the guard looks here.
 * A route that names none answers to nobody.
 */
export const PERMISSIONS = {
  'association:register': ['operator'],
  'association:read': ['officer', 'auditor'],
  'association:amend': ['officer'],
  'arrangement:read': ['integrator', 'officer', 'auditor'],
  'arrangement:keep': ['officer'],
  'arrangement-task:read': ['officer', 'auditor'],
  'party:read': ['integrator', 'officer', 'auditor'],
  'party:keep': ['officer'],
  'member:register': ['officer', 'integrator'],
  'member:change': ['officer'],
  'member:find': ['officer'],
  'member:erase': ['officer'],
  'erasure:read': ['officer', 'auditor'],
  'member:bind': ['officer'],
  'standing:keep': ['officer', 'integrator'],
  'standing:read': ['officer', 'auditor'],
  'own-standing:read': ['member'],
  'own-standing:keep': ['member'],
  'household-notice:compose': ['officer', 'integrator'],
  'transfer:record': ['integrator', 'officer'],
  'transfer:assess': ['integrator', 'officer'],
  'transfer:import': ['integrator', 'officer'],
  'transfer:correct': ['integrator', 'officer'],
  'transfer:read': ['integrator', 'officer', 'auditor'],
  'catalogue:read': ['integrator', 'officer', 'member', 'representative', 'auditor', 'operator'],
  'reconciliation:read': ['integrator', 'officer', 'auditor'],
  'record:read': ['officer', 'auditor'],
  'record:keep': ['officer'],
  'record:dispose': ['officer'],
  'register:import': ['officer'],
  'register-mapping:read': ['officer', 'auditor'],
  'register:export': ['officer', 'auditor'],
  'bundle:export': ['officer', 'auditor'],
  'number-act-log:read': ['officer', 'auditor'],
  'log-entry:read': ['auditor'],
  'finding:read': ['officer', 'auditor'],
  'finding:keep': ['officer'],
  'breach:read': ['officer', 'auditor'],
  'breach:keep': ['officer'],
  'member-view:read': ['officer', 'auditor'],
  'own-view:read': ['member'],
  'own-binding:make': ['member'],
  'own-representation:revoke': ['member'],
  'representation:keep': ['officer'],
  'represented:read': ['member', 'representative'],
  'disclosure-request:read': ['officer', 'auditor'],
  'disclosure-request:keep': ['officer'],
  'own-disclosure-request:read': ['member'],
  'own-disclosure-request:keep': ['member'],
  'look:read': ['officer', 'auditor'],
  'key:keep': ['operator'],
  'mandate:keep': ['officer'],
  'mandate:read': ['officer', 'auditor'],
  'distinction:keep': ['officer'],
  'distinction:read': ['officer', 'auditor'],
  'reason:give': ['officer', 'auditor'],
  'witness:keep': ['officer'],
  'witness:read': ['officer', 'auditor'],
  'reason:read': ['officer', 'auditor'],
  'account:find': ['officer'],
  'account:close': ['officer'],
  'operator:close': ['operator'],
  'webhook:keep': ['integrator', 'officer'],
  'webhook:read': ['integrator', 'officer'],
  'tokens:end': ['integrator', 'officer', 'member', 'representative', 'auditor', 'operator'],
} as const satisfies Record<string, readonly Role[]>;

export type Permission = keyof typeof PERMISSIONS;

export function isPermitted(role: Role, permission: Permission): boolean {
  return (PERMISSIONS[permission] as readonly Role[]).includes(role);
}

/**
 * The scope of OAuth 2 to which each permission belongs. A token that names any of these may do what they hold and no
 * more, whatever its role may; decision 0009.
 */
const SCOPE_OF = {
  'catalogue:read': 'catalogue:read',
  'association:register': 'associations:write',
  'association:amend': 'associations:write',
  'association:read': 'arrangements:read',
  'arrangement:read': 'arrangements:read',
  'arrangement-task:read': 'arrangements:read',
  'party:read': 'arrangements:read',
  'arrangement:keep': 'arrangements:write',
  'party:keep': 'arrangements:write',
  'member:find': 'members:read',
  'member-view:read': 'members:read',
  'standing:read': 'members:read',
  'member:register': 'members:write',
  'member:change': 'members:write',
  'member:erase': 'members:write',
  'erasure:read': 'members:read',
  'distinction:keep': 'members:write',
  'distinction:read': 'members:read',
  'key:keep': 'keys:write',
  'standing:keep': 'standing:write',
  'transfer:assess': 'transfers:assess',
  'household-notice:compose': 'transfers:assess',
  'transfer:record': 'transfers:write',
  'transfer:import': 'transfers:write',
  'transfer:correct': 'transfers:write',
  'transfer:read': 'transfers:read',
  'reconciliation:read': 'transfers:read',
  'record:read': 'records:read',
  'register:export': 'records:read',
  'bundle:export': 'records:read',
  'register-mapping:read': 'records:read',
  'number-act-log:read': 'records:read',
  'log-entry:read': 'records:read',
  'record:keep': 'records:write',
  'record:dispose': 'records:write',
  'register:import': 'records:write',
  'finding:read': 'findings:read',
  'breach:read': 'findings:read',
  'finding:keep': 'findings:write',
  'breach:keep': 'findings:write',
  'disclosure-request:read': 'members:read',
  'disclosure-request:keep': 'members:write',
  'own-disclosure-request:read': 'own:read',
  'own-disclosure-request:keep': 'own:write',
  'look:read': 'looks:read',
  'member:bind': 'members:write',
  'representation:keep': 'members:write',
  'mandate:keep': 'mandates:write',
  'reason:give': 'reasons:write',
  'reason:read': 'looks:read',
  'account:find': 'members:read',
  'account:close': 'accounts:write',
  'operator:close': 'accounts:write',
  'webhook:keep': 'webhooks:write',
  'webhook:read': 'webhooks:read',
  // Whatever a token is for, whoever has it may end it.
  'tokens:end': null,
  'mandate:read': 'looks:read',
  'witness:keep': 'mandates:write',
  'witness:read': 'looks:read',
  'represented:read': 'own:read',
  'own-binding:make': 'own:write',
  'own-representation:revoke': 'own:write',
  'own-view:read': 'own:read',
  'own-standing:read': 'own:read',
  'own-standing:keep': 'own:write',
} as const satisfies Record<Permission, string | null>;

export type Scope = NonNullable<(typeof SCOPE_OF)[Permission]>;

export const SCOPES: readonly Scope[] = [...new Set(Object.values(SCOPE_OF).filter((scope) => scope !== null))].sort();

/** Null where no scope is asked for. */
export function scopeOf(permission: Permission): Scope | null {
  return SCOPE_OF[permission];
}

/** The scopes of all that a role may do. */
export function scopesOf(role: Role): readonly Scope[] {
  const permitted = (Object.keys(PERMISSIONS) as Permission[]).filter((permission) => isPermitted(role, permission));
  return SCOPES.filter((scope) => permitted.some((permission) => scopeOf(permission) === scope));
}
