import { reaches, type ActingCaller } from '#access';
import { Refusal } from '#platform';
import type { TransferHistory } from '../knowledge/transfer-reader.js';

/** Refuses to act under an arrangement to which the caller is not held, or under none. Before anything is looked up. */
export function refuseForeign(caller: ActingCaller, arrangement: { readonly id: string } | null | undefined): void {
  if (reaches(caller, arrangement?.id ?? null)) return;
  const detail = arrangement ? 'is not among the arrangements of this token' : 'is missing: this token is for some';
  const pointer = arrangement ? '/arrangement/id' : '/arrangement';
  throw new Refusal('arrangement-not-permitted', { role: caller.role, errors: [{ pointer, detail }] });
}

/** Whether a transfer is, as it stands now, of an arrangement to which the caller is not held. */
export function isForeign(caller: Omit<ActingCaller, 'subject'>, { transfer }: TransferHistory): boolean {
  return !reaches(caller, transfer.versions.at(-1)!.header.arrangement?.id ?? null);
}
