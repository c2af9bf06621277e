import { concatBytes, uint64 } from './bytes.js';
import { sha256 } from './sha256.js';

// Apart from RFC 6962's 0x00 and 0x01: a link never passes for a leaf or a node, nor the other way.
const LINK_PREFIX = 0x02;

/** The lines that a log holds of one member, hashed one upon the other in the order of the log. */
export interface ChainHead {
  /** Lines so far. */
  readonly count: number;
  /** 32 bytes; zeros where there is no line. */
  readonly hash: Uint8Array;
}

/** A line's place in the log, and the hash that the log's tree has of it. */
export interface ChainLink {
  /** Index of its leaf, from 0. */
  readonly index: number;
  /** 32 bytes. */
  readonly leaf: Uint8Array;
}

export const EMPTY_CHAIN: ChainHead = { count: 0, hash: new Uint8Array(32) };

/** The chain with one line more: SHA-256(0x02 ‖ hash before ‖ number from 1 ‖ index of the leaf ‖ leaf hash). */
export function addLink(head: ChainHead, { index, leaf }: ChainLink): ChainHead {
  const count = head.count + 1;
  const hash = sha256(concatBytes(Uint8Array.of(LINK_PREFIX), head.hash, uint64(count), uint64(index), leaf));
  return { count, hash };
}

/** The chain of these lines upon another. Lines stand in the order of the log: anything else is a RangeError. */
export function chainOf(links: Iterable<ChainLink>, head: ChainHead = EMPTY_CHAIN, lastIndex = -1): ChainHead {
  let last = lastIndex;
  for (const link of links) {
    if (link.index <= last) throw new RangeError('The lines of a chain stand in the order of the log.');
    last = link.index;
    head = addLink(head, link);
  }
  return head;
}
