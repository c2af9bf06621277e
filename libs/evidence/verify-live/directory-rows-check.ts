import { toPosition } from '#event-store';
import type { IdentitySources } from './identity-sources.js';

/** What a log says of the rows by which persons are found. */
export interface SaidOfRows {
  readonly association: string;
  /** The last position that was read of the log. */
  readonly through: number;
  isRegistered(reference: string): boolean;
  isErased(reference: string): boolean;
  /** The reference under which the person is known after all mergers. */
  present(reference: string): string;
  /** What the log committed to of a reference, as it is found; `isWhole` where it has from the registration on. */
  indexesOf(reference: string): { readonly indexes: readonly string[]; readonly isWhole: boolean };
}

export interface RowDiffers {
  readonly what: 'merger-differs' | 'index-differs';
  readonly reference: string;
}

/**
 * Rows that say something else than the events do: a reference that is in another one, or no longer is, without a merger;
 * numbers that name somebody else than whom the log committed to, or nobody.
 */
export async function* directoryRowsDiffer(
  said: SaidOfRows,
  { rows, facts }: Pick<IdentitySources, 'rows' | 'facts'>,
): AsyncGenerator<RowDiffers> {
  for await (const row of rows.all(said.association)) {
    const { ref: reference, mergedInto } = row;
    if (!said.isRegistered(reference)) continue;
    const present = said.present(reference);
    const differing: RowDiffers[] = [];
    if ((mergedInto ?? reference) !== present) differing.push({ what: 'merger-differs', reference });
    const isGone = row.isErased || said.isErased(reference);
    if (!isGone && !holdsWhatWasSaid(row.indexes, said.indexesOf(reference)))
      differing.push({ what: 'index-differs', reference });
    if (differing.length === 0) continue;
    // The log was read before the rows: by now more may have been said.
    const chain = new Set([reference, present, mergedInto ?? reference]);
    if (!(await hasGrown([...chain], said, facts))) yield* differing;
  }
}

function holdsWhatWasSaid(
  held: readonly string[],
  { indexes, isWhole }: { readonly indexes: readonly string[]; readonly isWhole: boolean },
): boolean {
  // What was said before there were commitments is not known here.
  const isKnown = (index: string) => !isWhole || indexes.includes(index);
  return indexes.every((index) => held.includes(index)) && held.every(isKnown);
}

async function hasGrown(
  references: readonly string[],
  { association, through }: SaidOfRows,
  facts: IdentitySources['facts'],
): Promise<boolean> {
  for (const reference of references) {
    const last = (await facts.read(association, reference)).at(-1);
    if (last && last.stored.position > toPosition(through)) return true;
  }
  return false;
}
