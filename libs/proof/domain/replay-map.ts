import { fromBase64, toBase64 } from './bytes.js';
import type { Chain } from './envelope.js';
import { blindedRoot, blindOf, mapKeys } from './map-key.js';
import { addLink, EMPTY_CHAIN, type ChainHead } from './member-chain.js';
import { mapRoot, type MapEntry } from './sparse-map.js';

/** As much of an event as chains are made of. */
export interface ChainedEvent {
  /** Place of its leaf, from 0. */
  readonly index: number;
  readonly leaf: Uint8Array;
  readonly chain?: Chain | undefined;
  readonly subject: string | null;
}

/**
 * Both maps of a log from its events, in memory and by their definitions: for whoever replays a log, and as what a kept
 * map is compared with.
 */
export class ReplayedMaps {
  readonly #keyOf: ReturnType<typeof mapKeys>;
  readonly #heads = { open: new Map<string, ChainHead>(), restricted: new Map<string, ChainHead>() };

  constructor(private readonly secret: Uint8Array) {
    this.#keyOf = mapKeys(secret);
  }

  /** Events in the order of the log. */
  take({ index, leaf, chain, subject }: ChainedEvent): void {
    if (chain === undefined || subject === null) return;
    const key = toBase64(this.#keyOf(chain, subject));
    this.#heads[chain].set(key, addLink(this.#heads[chain].get(key) ?? EMPTY_CHAIN, { index, leaf }));
  }

  entries(chain: Chain): MapEntry[] {
    return [...this.#heads[chain]].map(([key, { hash }]) => ({ key: fromBase64(key)!, value: hash }));
  }

  /** What a commitment as of now has to say. */
  roots(through: string): { readonly open: Uint8Array; readonly restricted: Uint8Array } {
    const restricted = mapRoot(this.entries('restricted'));
    return { open: mapRoot(this.entries('open')), restricted: blindedRoot(blindOf(this.secret, through), restricted) };
  }
}
