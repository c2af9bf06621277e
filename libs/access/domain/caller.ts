import { ROLES, SCOPES, type Role, type Scope } from './permissions.js';

/** Who is asking, as the token says. */
export interface Caller {
  readonly role: Role;
  /** The token's subject; a staff or system account. It never enters an event or a log as it is. */
  readonly subject: string;
  /** The association for which the caller acts; null for an operator. */
  readonly association: string | null;
  /** The one member reference of a member: as the token says, or as the account was bound to it; null where it is to none yet. */
  readonly member: string | null;
  /** By what the member was reached: the reference as the token names it, or the account that is bound to it. */
  readonly reachedBy?: { readonly ref: string; readonly isBound: boolean };
  /** When the token was issued, in seconds since 1970; left out where it does not say. */
  readonly issuedAt?: number;
  /** The scopes of ours that the token names; left out where it names none. */
  readonly scopes?: ReadonlySet<Scope>;
  /** Of an integrator: the arrangements whose transfers it may touch. Left out of everybody else, who is held to none. */
  readonly arrangements?: ReadonlySet<string>;
}

/** What of a caller names it in events and says which transfers it may touch. */
export type ActingCaller = Pick<Caller, 'role' | 'subject' | 'arrangements'>;

export class ClaimsError extends Error {
  override readonly name = 'ClaimsError';
}

const MEMBER_REFERENCE = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
/** As associations are registered; it also names files and rows, so nothing else may come in. */
const ASSOCIATION = /^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$/;

/** Among the arrangements of an integrator: every one, and transfers without any. */
export const EVERY_ARRANGEMENT = '*';
/** As arrangements are registered. */
const ARRANGEMENT = /^[A-Za-z0-9][A-Za-z0-9-]{0,63}$/;
/** A token travels with every request: whoever touches more has all of them. */
const ARRANGEMENTS_MAX = 500;

/**
 * Reads the claims that Kiroku needs: `sub`, `role`, `association`, `member` for members, `arrangements` for
 * integrators, and `scope`.
 */
export function callerFromClaims(claims: Readonly<Record<string, unknown>>): Caller {
  const { sub, role, association, member, arrangements, scope, iat } = claims;
  if (typeof sub !== 'string' || sub === '') throw new ClaimsError('The token has no subject.');
  if (!ROLES.includes(role as Role)) throw new ClaimsError('The token has no role that is known here.');
  if (role !== 'operator' && (typeof association !== 'string' || !ASSOCIATION.test(association))) {
    throw new ClaimsError('The token names no association.');
  }
  if (role === 'member' && member !== undefined && (typeof member !== 'string' || !MEMBER_REFERENCE.test(member))) {
    throw new ClaimsError('The token names a member in no way that is known here.');
  }
  return {
    role: role as Role,
    subject: sub,
    association: role === 'operator' ? null : (association as string),
    member: role === 'member' ? ((member as string | undefined) ?? null) : null,
    ...(typeof iat === 'number' && { issuedAt: iat }),
    ...scopesNamed(scope),
    ...(role === 'integrator' && { arrangements: arrangementsNamed(arrangements) }),
  };
}

/** Whether a caller may touch transfers of an arrangement, or of none: integrators are held to theirs. */
export function reaches({ role, arrangements }: Omit<ActingCaller, 'subject'>, arrangement: string | null): boolean {
  if (role !== 'integrator' || arrangements?.has(EVERY_ARRANGEMENT)) return true;
  return arrangement !== null && arrangements?.has(arrangement) === true;
}

/** The arrangements to which a caller is held; null where it is held to none. */
export function heldTo(caller: Omit<ActingCaller, 'subject'>): readonly string[] | null {
  return reaches(caller, null) ? null : [...(caller.arrangements ?? [])];
}

// RFC 9068 2.2.3: names with blanks between. Those of other services say nothing here.
function scopesNamed(scope: unknown): Pick<Caller, 'scopes'> {
  if (scope === undefined) return {};
  if (typeof scope !== 'string') throw new ClaimsError('The token names its scopes in no way that is known here.');
  const named = scope.split(' ');
  const ours = SCOPES.filter((one) => named.includes(one));
  return ours.length === 0 ? {} : { scopes: new Set(ours) };
}

function arrangementsNamed(claim: unknown): ReadonlySet<string> {
  const named: unknown = claim === undefined ? [] : claim === EVERY_ARRANGEMENT ? [claim] : claim;
  const isOne = (one: unknown) => typeof one === 'string' && (one === EVERY_ARRANGEMENT || ARRANGEMENT.test(one));
  if (!Array.isArray(named) || named.length > ARRANGEMENTS_MAX || !named.every(isOne)) {
    throw new ClaimsError('The token names its arrangements in no way that is known here.');
  }
  return new Set(named as string[]);
}
