import { Refusal } from '#platform';
import type { PersonState, Persons } from '../directory/persons.js';

/** The state of a reference that still names its person itself. One that went into another says where it went. */
export async function presentMember(persons: Persons, association: string, ref: string): Promise<PersonState> {
  const state = await persons.state(association, ref);
  if (!state) throw new Refusal('no-such-member');
  if (state.ref !== ref) throw new Refusal('member-merged', { into: state.ref });
  return state;
}
