import type { Caller } from './caller.js';
import { isPermitted, scopeOf, type Permission } from './permissions.js';

/** What stands against a request whose token is good. */
export type Hindrance = 'not-permitted' | 'scope-missing' | 'arrangements-missing';

/**
 * Why a caller may not do what a permission is for; null where nothing stands against it. A token without scopes of ours
 * leaves to a person what the role may do, and to a program nothing: those who set a program up say what it is for.
 */
export function whyNot(
  { role, scopes, arrangements }: Pick<Caller, 'role' | 'scopes' | 'arrangements'>,
  permission: Permission | undefined,
): Hindrance | null {
  if (!permission || !isPermitted(role, permission)) return 'not-permitted';
  const scope = scopeOf(permission);
  if (scope === null) return null;
  if (scopes ? !scopes.has(scope) : role === 'integrator') return 'scope-missing';
  return role === 'integrator' && !arrangements?.size ? 'arrangements-missing' : null;
}
