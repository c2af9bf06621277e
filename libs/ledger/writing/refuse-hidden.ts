import type { ActingCaller, Pseudonyms } from '#access';
import { Refusal } from '#platform';
import type { TransferHistory } from '../knowledge/transfer-reader.js';
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
export async function refuseHidden(
  { association, caller }: Asking,
  history: TransferHistory,
  pseudonyms: Pseudonyms,
): Promise<void> {
  if (isForeign(caller, history)) throw new Refusal('transfer-unknown');
  if (!isRestricted(history) || caller.role === 'auditor') return;
  const { id } = await pseudonyms.actor(association, caller);
  if (history.events[0]!.stored.envelope.actor.id !== id) throw new Refusal('transfer-unknown');
}
