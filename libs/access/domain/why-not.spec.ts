import {
  PERMISSIONS,
  ROLES,
  scopeOf,
  SCOPES,
  scopesOf,
  type Permission,
  type Role,
  type Scope,
} from './permissions.js';
import { whyNot } from './why-not.js';

const everyPermission = Object.keys(PERMISSIONS) as Permission[];
const callerOf = (role: Role, scopes: readonly Scope[]) => ({
  role,
  scopes: new Set(scopes),
  arrangements: new Set(role === 'integrator' ? ['B01'] : []),
});

describe.each(ROLES)('an %s', (role) => {
  const permitted = everyPermission.filter((one) => (PERMISSIONS[one] as readonly Role[]).includes(role));

  it('may do with the scope of a permission what its role may, and without it nothing of that', () => {
    for (const permission of permitted) {
      const scope = scopeOf(permission);
      if (scope === null) continue;
      const others = SCOPES.filter((other) => other !== scope);
      expect([permission, whyNot(callerOf(role, [scope]), permission)]).toEqual([permission, null]);
      expect([permission, whyNot(callerOf(role, others), permission)]).toEqual([permission, 'scope-missing']);
    }
  });

  it('may do with every scope no more than its role may', () => {
    const refused = everyPermission.filter((one) => whyNot(callerOf(role, SCOPES), one) === 'not-permitted');
    expect(refused).toEqual(everyPermission.filter((one) => !permitted.includes(one)));
  });

  it('needs no more scopes than those of its role', () => {
    expect(permitted.filter((one) => whyNot(callerOf(role, scopesOf(role)), one) !== null)).toEqual([]);
  });
});

it('a person without scopes may do what the role may; a program nothing', () => {
  expect(whyNot({ role: 'officer' }, 'transfer:record')).toBeNull();
  expect(whyNot({ role: 'integrator', arrangements: new Set(['*']) }, 'transfer:record')).toBe('scope-missing');
});

it('an integrator that names no arrangements may do nothing, whatever its scopes', () => {
  const scopes = new Set(SCOPES);
  expect(whyNot({ role: 'integrator', scopes }, 'catalogue:read')).toBe('arrangements-missing');
  expect(whyNot({ role: 'integrator', scopes, arrangements: new Set() }, 'catalogue:read')).toBe(
    'arrangements-missing',
  );
});

it('a token may be ended whatever its scopes are, and its arrangements', () => {
  for (const role of PERMISSIONS['tokens:end']) {
    expect(whyNot({ role, scopes: new Set() }, 'tokens:end')).toBeNull();
    expect(whyNot({ role }, 'tokens:end')).toBeNull();
  }
});

it('nobody may do what no permission names', () => {
  expect(whyNot(callerOf('officer', SCOPES), undefined)).toBe('not-permitted');
});
