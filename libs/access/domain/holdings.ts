import type { Day } from '#statute';

/** The days before and after all that are counted, as the database writes them; they sort as days do. */
export const SINCE_EVER = '-infinity';
export const FOR_EVER = 'infinity';

/** A time in which a composite named a person; both days belong to it. Two times of one composite never overlap. */
export interface Holding {
  readonly ref: string;
  readonly from: Day;
  readonly until: Day;
}

/**
 * Whom a composite names on a day: who held it then. Where nobody did, who held it last before, for senders keep an old
 * number for a while; else who held it first after, for they also send what is past under the new one.
 */
export function holderOn(holdings: readonly Holding[], day: Day): string | null {
  const inOrder = [...holdings].sort((one, other) => (one.from < other.from ? -1 : 1));
  return (inOrder.findLast(({ from }) => from <= day) ?? inOrder[0])?.ref ?? null;
}

/** Whom a composite names from now on; null where the last who held it does so no more. */
export function presentHolder(holdings: readonly Holding[]): string | null {
  return holdings.find(({ until }) => until === FOR_EVER)?.ref ?? null;
}
