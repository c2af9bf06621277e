import type { MemberDuty } from '../domain/erasure-events.js';

/** What stands against erasing a member: the libs above this one know it. */
export interface MemberDuties {
  /** By everything that was acknowledged before it is asked; nothing where the keys may be destroyed. */
  of(association: string, refs: readonly string[]): Promise<readonly MemberDuty[]>;
  /** The same for several persons, each by all references, in their order: asked once for all of them. */
  ofEach(association: string, persons: readonly (readonly string[])[]): Promise<readonly (readonly MemberDuty[])[]>;
}

/** Bound by the app. */
export const MEMBER_DUTIES = Symbol('MemberDuties');
