import { EVERY_ARRANGEMENT } from '../domain/caller.js';
import { scopesOf, type Role } from '../domain/permissions.js';

export interface TokenWish {
  readonly role: Role;
  readonly association: string | null;
  readonly member: string | null;
  /** Who it is: somebody of the role where nobody says, and the same one every time. */
  readonly subject?: string;
  /** Of an integrator: every arrangement where nobody says. */
  readonly arrangements?: readonly string[];
  /** Of an integrator all that its role may do where nobody says; of everybody else none, which says the same. */
  readonly scopes?: readonly string[];
}

/** The claims of a token that is wished for, as callers are read from them. */
export function claimsOf({ role, association, member, arrangements, scopes }: TokenWish): Record<string, unknown> {
  const isIntegrator = role === 'integrator';
  const named = scopes ?? (isIntegrator ? scopesOf(role) : null);
  return {
    role,
    ...(association && { association }),
    ...(member && { member }),
    ...(named && { scope: named.join(' ') }),
    ...(isIntegrator && { arrangements: arrangements ?? [EVERY_ARRANGEMENT] }),
  };
}
