import type { AssociationCaller, Pseudonyms } from '#access';

/** Who posts a file, as its job names them: role and account, for one account may be of two roles. */
export async function posterOf(pseudonyms: Pick<Pseudonyms, 'actor'>, caller: AssociationCaller): Promise<string> {
  const { role, id } = await pseudonyms.actor(caller.association, caller);
  return `${role}|${id}`;
}

/**
 * Whether an import is for whoever asks to follow and end: its sender; or, where its job names an account and no role, as
 * jobs of before did, any officer, for nobody is known as its sender any more.
 */
export function mayFollow(postedBy: string, asking: string): boolean {
  return postedBy === asking || (!postedBy.includes('|') && asking.startsWith('officer|'));
}
