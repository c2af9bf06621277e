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
  /**
   * By what a reference has to be found, as the log committed to it, and by what it may be; null where that is not known,
   * for it was registered before there were commitments.
   */
  indexesOf(reference: string): { readonly required: readonly string[]; readonly known: readonly string[] | null };
}

export interface RowDiffers {
  readonly what: 'merger-differs' | 'index-differs';
  readonly reference: string;
}

/**
 * Rows that say something else than the events do: a reference that is in another one, or no longer is, without a merger;
 * numbers that name somebody else than whom the log committed to, or nobody. Entries and what they are found by are
 * written together, so that nobody has to be asked again whether more was said meanwhile of a reference without an entry.
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
  for (const reference of await rows.withoutEntry(said.association)) yield { what: 'index-differs', reference };
}

function holdsWhatWasSaid(
  held: readonly string[],
  { required, known }: { readonly required: readonly string[]; readonly known: readonly string[] | null },
): boolean {
  return required.every((index) => held.includes(index)) && held.every((index) => known?.includes(index) ?? true);
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
