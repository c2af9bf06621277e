import { Refusal } from '#platform';
import type { PersonState, Persons } from '../directory/persons.js';

/** The state of a reference that still names its person. Of one that was erased there is nothing to change. */
export async function presentMember(persons: Persons, association: string, ref: string): Promise<PersonState> {
  const state = await knownMember(persons, association, ref);
  if (state.erasedAt !== null) throw new Refusal('member-erased');
  return state;
}

/** The same, also of somebody who was erased. One that went into another says where it went. */
export async function knownMember(persons: Persons, association: string, ref: string): Promise<PersonState> {
  const state = await persons.state(association, ref);
  if (!state) throw new Refusal('no-such-member');
  if (state.ref !== ref) throw new Refusal('member-merged', { into: state.ref });
  return state;
}
