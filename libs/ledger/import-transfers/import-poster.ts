import type { AssociationCaller, Pseudonyms } from '#access';

/** Who posts a file, as its job names them: role and account, for one account may be of two roles. */
export async function posterOf(pseudonyms: Pick<Pseudonyms, 'actor'>, caller: AssociationCaller): Promise<string> {
  const { role, id } = await pseudonyms.actor(caller.association, caller);
  return `${role}|${id}`;
}
