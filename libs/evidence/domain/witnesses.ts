import { parseVerifierKey, type VerifierKey } from '#proof';
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
