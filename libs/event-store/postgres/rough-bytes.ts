import type { AppendRequest } from '../port/event-store.port.js';

/** Envelope without data and sealed part, about. */
const ENVELOPE_BYTES = 400;
const LEAF_HASH_BYTES = 32;
const VALUE_BYTES = 8;
/** Deeper than any event goes; a ring of references ends here as well. */
const DEPTH_MAX = 8;

/** What a request takes in memory, roughly: texts count a byte for each character, all else a few bytes. */
export function roughBytes({ events, leavesBefore = [] }: AppendRequest): number {
  let bytes = leavesBefore.length * LEAF_HASH_BYTES;
  for (const { data, sealed } of events) bytes += ENVELOPE_BYTES + (sealed?.length ?? 0) + valueBytes(data, 0);
  return bytes;
}

function valueBytes(value: unknown, depth: number): number {
  if (typeof value === 'string') return VALUE_BYTES + value.length;
  if (typeof value !== 'object' || value === null || depth === DEPTH_MAX) return VALUE_BYTES;
  let bytes = VALUE_BYTES;
  for (const key in value) {
    bytes += key.length + valueBytes((value as Record<string, unknown>)[key], depth + 1);
  }
  return bytes;
}
