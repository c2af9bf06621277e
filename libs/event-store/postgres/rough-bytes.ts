import type { AppendRequest } from '../port/event-store.port.js';

/** Envelope without data and sealed part, about. */
const ENVELOPE_BYTES = 400;
const LEAF_HASH_BYTES = 32;

/** What a request takes in memory, roughly: texts count a byte for each character. */
export function roughBytes({ events, leavesBefore = [] }: AppendRequest): number {
  let bytes = leavesBefore.length * LEAF_HASH_BYTES;
  for (const { data, sealed } of events) bytes += ENVELOPE_BYTES + (sealed?.length ?? 0) + lengthOf(data);
  return bytes;
}

/** The engine writes the text of a value several times sooner than it can be walked through here. */
function lengthOf(data: unknown): number {
  try {
    return (JSON.stringify(data) as string | undefined)?.length ?? 0;
  } catch {
    return 0; // It has no text and is about to be refused.
  }
}
