import { equalBytes, parseVerifierKey, type VerifierKey } from '#proof';
import type { LogKeyHistory } from './log-key-history.js';
import type { WitnessEvent } from './witness-events.js';

export interface Witness {
  readonly name: string;
  /** `name+hash+base64`. */
  readonly text: string;
  readonly key: VerifierKey;
  readonly addedAt: string;
  /** Null while its cosignatures are taken. */
  readonly removedAt: string | null;
}

export interface NotedWitnessEvent {
  readonly event: WitnessEvent;
  readonly at: string;
}

/** Witnesses by what a log says of them, in the order in which they were added first. */
export function witnessesOf(events: readonly NotedWitnessEvent[]): readonly Witness[] {
  const witnesses = new Map<string, Witness>();
  for (const { event, at } of events) {
    const { name, key: text } = event.data;
    const known = witnesses.get(text);
    if (event.type === 'WitnessAdded') {
      witnesses.set(text, { name, text, key: parseVerifierKey(text), addedAt: known?.addedAt ?? at, removedAt: null });
    } else if (known) {
      witnesses.set(text, { ...known, removedAt: at });
    }
  }
  return [...witnesses.values()];
}

/** Those whose cosignatures are taken. */
export function witnessing(witnesses: readonly Witness[]): readonly Witness[] {
  return witnesses.filter(({ removedAt }) => removedAt === null);
}

/**
 * Whether a key is the log's own, or one under the name of it or of a log beside it: whoever signs cannot be the other
 * who saw it.
 */
export function isOfLogs({ name, publicKey }: VerifierKey, { origin, keys }: LogKeyHistory): boolean {
  if (keys.some(({ key }) => equalBytes(key.publicKey, publicKey))) return true;
  return origin !== null && name.startsWith(origin.slice(0, origin.lastIndexOf('/') + 1));
}
