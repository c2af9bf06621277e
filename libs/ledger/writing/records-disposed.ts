import { v5 } from 'uuid';
import type { RecordsDisposed } from '../domain/transfer-events.js';

/** Namespace of event ids of disposals; any fixed UUID, never to be changed. */
const DISPOSAL_NAMESPACE = '5d0f0c7a-6f0b-4a94-8d0e-3b6a4f1c9e52';

/** One event id for some lines of one transfer and one disposal: tried again, it is the same fact. */
export function recordsDisposed(
  transfer: string,
  data: RecordsDisposed['data'],
): RecordsDisposed & { readonly eventId: string } {
  const eventId = v5(JSON.stringify([data.disposal, transfer, data.lines]), DISPOSAL_NAMESPACE);
  return { eventId, type: 'RecordsDisposed', data, sealed: null };
}
