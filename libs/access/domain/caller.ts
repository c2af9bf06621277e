import { ROLES, type Role } from './permissions.js';

/** Who is asking, as the token says. */
export interface Caller {
  readonly role: Role;
  /** The token's subject; a staff or system account. It never enters an event or a log as it is. */
  readonly subject: string;
  /** The association for which the caller acts; null for an operator. */
  readonly association: string | null;
  /** The one member reference to which a member's token is bound. */
  readonly member: string | null;
}

export class ClaimsError extends Error {
  override readonly name = 'ClaimsError';
}

const MEMBER_REFERENCE = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
/** As associations are registered; it also names files and rows, so nothing else may come in. */
const ASSOCIATION = /^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$/;

/** Reads the claims that Kiroku needs: `sub`, `role`, `association`, and `member` for members. */
export function callerFromClaims(claims: Readonly<Record<string, unknown>>): Caller {
  const { sub, role, association, member } = claims;
  if (typeof sub !== 'string' || sub === '') throw new ClaimsError('The token has no subject.');
  if (!ROLES.includes(role as Role)) throw new ClaimsError('The token has no role that is known here.');
  if (role !== 'operator' && (typeof association !== 'string' || !ASSOCIATION.test(association))) {
    throw new ClaimsError('The token names no association.');
  }
  if (role === 'member' && (typeof member !== 'string' || !MEMBER_REFERENCE.test(member))) {
    throw new ClaimsError('The token names no member.');
  }
  return {
    role: role as Role,
    subject: sub,
    association: role === 'operator' ? null : (association as string),
    member: role === 'member' ? (member as string) : null,
  };
}
