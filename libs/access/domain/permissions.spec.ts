import { isPermitted, PERMISSIONS, ROLES, scopeOf, SCOPES, type Permission, type Role } from './permissions.js';

/** Written out a second time on purpose: a right that somebody adds has to be added here as well. */
const MAY: Record<Role, readonly Permission[]> = {
  integrator: [
    'catalogue:read',
    'tokens:end',
    'arrangement:read',
    'party:read',
    'member:register',
    'standing:keep',
    'household-notice:compose',
    'transfer:record',
    'transfer:assess',
    'transfer:import',
    'transfer:correct',
    'transfer:read',
    'reconciliation:read',
    'webhook:keep',
    'webhook:read',
  ],
  officer: [
    'catalogue:read',
    'arrangement-task:read',
    'register-mapping:read',
    'association:read',
    'association:amend',
    'arrangement:read',
    'arrangement:keep',
    'party:read',
    'party:keep',
    'member:register',
    'member:change',
    'member:find',
    'member:erase',
    'erasure:read',
    'member:bind',
    'representation:keep',
    'standing:keep',
    'standing:read',
    'household-notice:compose',
    'transfer:record',
    'transfer:assess',
    'transfer:import',
    'transfer:correct',
    'transfer:read',
    'reconciliation:read',
    'record:read',
    'record:keep',
    'record:dispose',
    'register:import',
    'register:export',
    'bundle:export',
    'number-act-log:read',
    'finding:read',
    'finding:keep',
    'breach:read',
    'breach:keep',
    'member-view:read',
    'disclosure-request:read',
    'disclosure-request:keep',
    'look:read',
    'mandate:keep',
    'mandate:read',
    'distinction:keep',
    'distinction:read',
    'witness:keep',
    'witness:read',
    'reason:give',
    'reason:read',
    'account:find',
    'account:close',
    'webhook:keep',
    'webhook:read',
    'tokens:end',
  ],
  member: [
    'catalogue:read',
    'tokens:end',
    'own-view:read',
    'own-binding:make',
    'own-representation:revoke',
    'represented:read',
    'own-standing:read',
    'own-standing:keep',
    'own-disclosure-request:read',
    'own-disclosure-request:keep',
  ],
  representative: ['catalogue:read', 'represented:read', 'tokens:end'],
  auditor: [
    'catalogue:read',
    'association:read',
    'arrangement:read',
    'party:read',
    'standing:read',
    'transfer:read',
    'reconciliation:read',
    'record:read',
    'register:export',
    'bundle:export',
    'number-act-log:read',
    'log-entry:read',
    'breach:read',
    'finding:read',
    'member-view:read',
    'arrangement-task:read',
    'register-mapping:read',
    'look:read',
    'erasure:read',
    'disclosure-request:read',
    'mandate:read',
    'distinction:read',
    'witness:read',
    'reason:give',
    'reason:read',
    'tokens:end',
  ],
  operator: ['catalogue:read', 'association:register', 'key:keep', 'operator:close', 'tokens:end'],
};

const everyPermission = Object.keys(PERMISSIONS) as Permission[];

it.each(ROLES)('an %s may do what its row says and nothing else', (role) => {
  expect(everyPermission.filter((permission) => isPermitted(role, permission)).sort()).toEqual([...MAY[role]].sort());
});

it('every permission is given to somebody', () => {
  const holders = (permission: Permission): readonly Role[] => PERMISSIONS[permission];
  expect(everyPermission.filter((permission) => holders(permission).length === 0)).toEqual([]);
});

it('no operator may read or write personal data', () => {
  expect(everyPermission.filter((permission) => isPermitted('operator', permission))).toEqual([
    'association:register',
    'catalogue:read',
    // Versions and counts: what the keys open is shown to nobody by it.
    'key:keep',
    // Accounts of their own kind, by the names that they are given.
    'operator:close',
    'tokens:end',
  ]);
});

it('no scope to read holds anything that changes something, and none to write anything that only reads', () => {
  const reads = (permission: Permission) => /:(?:read|find|export)$/.test(permission);
  const scoped = everyPermission.flatMap((one) => {
    const scope = scopeOf(one);
    return scope === null || scope === 'transfers:assess' ? [] : [{ one, scope }];
  });
  expect(scoped.filter(({ one, scope }) => reads(one) !== scope.endsWith(':read'))).toEqual([]);
  expect(SCOPES.length).toBeLessThan(24);
});

it('no scope is asked of a token that ends itself, and of nothing else', () => {
  expect(everyPermission.filter((one) => scopeOf(one) === null)).toEqual(['tokens:end']);
});
