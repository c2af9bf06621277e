import type { Direction } from './vocabulary.js';

export const VOLUNTARY_EXTRAS = ['JOINT_USE', 'ENTRUSTMENT', 'UNRECORDED_RECEIPT', 'FURTHER_FIELDS'] as const;
/** What may stand beside disclosed records although no law asks for it (任意の記載). */
export type VoluntaryExtra = (typeof VOLUNTARY_EXTRAS)[number];

export const EXTRA_FIELDS = ['date', 'party', 'items', 'purpose', 'means'] as const;
export type ExtraField = (typeof EXTRA_FIELDS)[number];

/** Which movements an association may tell of beside the records of art. 33(5): in a block of its own. */
export interface VoluntaryExtraLaw {
  readonly code: VoluntaryExtra;
  readonly ja: string;
  readonly en: string;
  /** What the law calls the movement. */
  readonly labels: readonly string[];
  readonly directions: readonly Direction[];
  /** Whether a statutory record tells of it, to which something is added. */
  readonly recorded: boolean;
}

/** The first kind that was switched on and that a movement is of; null where it is none. */
export function voluntaryExtraOf(
  extras: readonly VoluntaryExtraLaw[],
  chosen: readonly VoluntaryExtra[],
  movement: { readonly label: string; readonly direction: Direction; readonly recorded: boolean },
): VoluntaryExtraLaw | null {
  const { label, direction, recorded } = movement;
  const isOf = (one: VoluntaryExtraLaw) =>
    one.labels.includes(label) && one.directions.includes(direction) && one.recorded === recorded;
  return extras.find((one) => chosen.includes(one.code) && isOf(one)) ?? null;
}
