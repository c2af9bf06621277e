import { Refusal } from '#platform';
import type { PersonState, Persons } from '../directory/persons.js';

/** The state of a reference that still names its person. Of one that was erased there is nothing to change. */
export async function presentMember(persons: Persons, association: string, ref: string): Promise<PersonState> {
  const state = await knownMember(persons, association, ref);
  if (state.erasedAt !== null) throw new Refusal('member-erased');
  return state;
}

/** Every reference of the person whom this one still names, the present one first; also of somebody who was erased. */
export async function knownReferences(
  persons: Persons,
  association: string,
  ref: string,
): Promise<readonly [string, ...string[]]> {
  const known = await persons.known(association, ref);
  if (!known) throw new Refusal('no-such-member');
  if (known.ref !== ref) throw new Refusal('member-merged', { into: known.ref });
  return [known.ref, ...known.former];
}

/** The same, also of somebody who was erased. One that went into another says where it went. */
export async function knownMember(persons: Persons, association: string, ref: string): Promise<PersonState> {
  const state = await persons.state(association, ref);
  if (!state) throw new Refusal('no-such-member');
  if (state.ref !== ref) throw new Refusal('member-merged', { into: state.ref });
  return state;
}
