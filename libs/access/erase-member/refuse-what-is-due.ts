import { Refusal } from '#platform';
import type { MemberDuties } from './member-duties.port.js';

/** Act art. 29(2), 30(4): statutory records are kept to their end; art. 22 asks for erasure of what nothing keeps. */
export async function refuseWhatIsDue(
  duties: MemberDuties,
  association: string,
  refs: readonly string[],
): Promise<void> {
  const blockedBy = await duties.of(association, refs);
  if (blockedBy.length > 0) throw new Refusal('erasure-blocked', { blockedBy });
}
