export const ROLES = ['integrator', 'officer', 'member', 'auditor', 'operator'] as const;
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
  'catalogue:read': ['integrator', 'officer', 'member', 'auditor', 'operator'],
  'reconciliation:read': ['integrator', 'officer', 'auditor'],
  'record:read': ['officer', 'auditor'],
  'record:keep': ['officer'],
  'record:dispose': ['officer'],
  'register:import': ['officer'],
  'register-mapping:read': ['officer', 'auditor'],
  'register:export': ['officer', 'auditor'],
  'number-act-log:read': ['officer', 'auditor'],
  'finding:read': ['officer', 'auditor'],
  'finding:keep': ['officer'],
  'breach:read': ['officer', 'auditor'],
  'breach:keep': ['officer'],
  'member-view:read': ['officer', 'auditor'],
  'own-view:read': ['member'],
  'look:read': ['officer', 'auditor'],
  'key:keep': ['operator'],
} as const satisfies Record<string, readonly Role[]>;

export type Permission = keyof typeof PERMISSIONS;

export function isPermitted(role: Role, permission: Permission): boolean {
  return (PERMISSIONS[permission] as readonly Role[]).includes(role);
}
