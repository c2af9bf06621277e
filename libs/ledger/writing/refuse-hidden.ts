import type { Caller, Pseudonyms } from '#access';
import { Refusal } from '#platform';
import type { TransferHistory } from '../knowledge/transfer-reader.js';
import { isRestricted } from '../show-transfer/show-transfer.query.js';

interface Asking {
  readonly association: string;
  readonly caller: Pick<Caller, 'role' | 'subject'>;
}

/** Of the restricted chain only auditors know that it exists, and whoever recorded the transfer. */
export async function refuseHidden(
  { association, caller }: Asking,
  history: TransferHistory,
  pseudonyms: Pseudonyms,
): Promise<void> {
  if (!isRestricted(history) || caller.role === 'auditor') return;
  const { id } = await pseudonyms.actor(association, caller);
  if (history.events[0]!.stored.envelope.actor.id !== id) throw new Refusal('transfer-unknown');
}
