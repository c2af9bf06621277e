import type { DirectoryEntry } from '#access';
import { Refusal } from '#platform';

/** Refuses members who are known to be of different households: a notice of all tells each of the others. */
export function refuseOtherHouseholds(
  refs: readonly string[],
  entries: ReadonlyMap<string, Pick<DirectoryEntry, 'household'>>,
): void {
  const households = refs.map((ref) => entries.get(ref)?.household ?? null);
  const [first] = households.filter((one) => one !== null);
  const errors = households.flatMap((one, index) =>
    one === null || one === first ? [] : [{ pointer: `/members/${index}`, detail: 'is of another household' }],
  );
  if (errors.length > 0) throw new Refusal('invalid-request', { errors });
}
