import type { ActingCaller, Pseudonyms } from '#access';
import { Refusal } from '#platform';
import type { Knower, TransferHistory, TransferReader } from '../knowledge/transfer-reader.js';
import { isRestricted } from '../show-transfer/show-transfer.query.js';
import { isForeign } from './refuse-foreign.js';

interface Asking {
  readonly association: string;
  readonly caller: ActingCaller;
}

/**
 * Of the restricted chain only auditors know that it exists, and whoever recorded the transfer; of an arrangement to
 * which a caller is not held, it knows nothing.
 */
export async function isHidden(
  { association, caller }: Asking,
  history: TransferHistory,
  pseudonyms: Pseudonyms,
): Promise<boolean> {
  if (isForeign(caller, history)) return true;
  if (!isRestricted(history) || caller.role === 'auditor') return false;
  const { id } = await pseudonyms.actor(association, caller);
  return history.events[0]!.stored.envelope.actor.id !== id;
}

/** The caller as a knower of transfers. Found out before anything is looked up: that takes its time too. */
export async function knowerOf({ association, caller }: Asking, pseudonyms: Pseudonyms): Promise<Knower> {
  if (caller.role === 'auditor') return { isAuditor: true, id: null };
  const { id } = await pseudonyms.actor(association, caller);
  return { isAuditor: false, id };
}

/** Answers of what is hidden from the caller as if it were not there. */
export async function refuseHidden(asking: Asking, history: TransferHistory, pseudonyms: Pseudonyms): Promise<void> {
  if (await isHidden(asking, history, pseudonyms)) throw new Refusal('transfer-unknown');
}

/** Reads a transfer to act upon it. Of what is hidden from the caller nothing is opened: how long it takes would tell of it. */
export async function readUnhidden(
  transfers: TransferReader,
  asking: Asking & { readonly transferId: string },
  pseudonyms: Pseudonyms,
): Promise<TransferHistory> {
  const { association, transferId } = asking;
  const outline = await transfers.outline(association, transferId, await knowerOf(asking, pseudonyms));
  if (outline.transfer.versions.length === 0) throw new Refusal('transfer-unknown');
  await refuseHidden(asking, outline, pseudonyms);
  return transfers.read(association, transferId);
}
