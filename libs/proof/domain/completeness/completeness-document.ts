import { fromBase64 } from '../bytes.js';
import type { Chain } from '../envelope.js';
import type { ChainLink } from '../member-chain.js';
import type { MapProof } from '../sparse-map.js';
import { HASH_BYTES } from '../tiles.js';

export const COMPLETENESS_FORMAT = 'kiroku-completeness/v1';

/** All lines that a log holds of some references up to a place, or that it holds none. All bytes are base 64. */
export interface CompletenessDocument {
  readonly format: typeof COMPLETENESS_FORMAT;
  readonly association: string;
  /** The roots of the maps, as an entry of the log. */
  readonly commitment: ProvenEntryText;
  /**
   * A commitment that stands at or before the place of the maps, under the same checkpoint: whatever the maps do not have
   * was recorded after it. Only where entries came between that place and the commitment, and there is such a one.
   */
  readonly earlier?: ProvenEntryText;
  /** What opens the root over the restricted chains; only where there is such a chain among the heads. */
  readonly restricted?: { readonly root: string; readonly blind: string };
  /** One for each chain and reference. */
  readonly heads: readonly CompletenessHead[];
}

export interface ProvenEntryText {
  /** The bytes of the entry. */
  readonly entry: string;
  /** That it is in the log: https://c2sp.org/tlog-proof. */
  readonly proof: string;
}

export interface CompletenessHead {
  readonly chain: Chain;
  readonly reference: string;
  /** Where the chain stands in the map. */
  readonly key: string;
  /** In the order of the log; none where it holds no line. */
  readonly links: readonly { readonly position: string; readonly leaf: string }[];
  readonly map: {
    readonly siblings: readonly string[];
    readonly leaf: { readonly key: string; readonly value: string } | null;
  };
}

/** A head as it is computed with. */
export interface ReadHead {
  readonly chain: Chain;
  readonly reference: string;
  readonly key: Uint8Array;
  readonly links: readonly (ChainLink & { readonly position: string })[];
  readonly proof: MapProof;
}

export interface ReadEntry {
  readonly entry: Uint8Array;
  readonly proof: string;
}

export interface ReadCompleteness extends ReadEntry {
  readonly association: string;
  readonly earlier: ReadEntry | null;
  readonly restricted: { readonly root: Uint8Array; readonly blind: Uint8Array } | null;
  readonly heads: readonly ReadHead[];
}

/** Reads a document of any origin; null where it is none. */
export function readCompleteness(document: unknown): ReadCompleteness | null {
  try {
    const { format, association, commitment, earlier, restricted, heads } = document as CompletenessDocument;
    if (format !== COMPLETENESS_FORMAT || heads.length === 0) return null;
    return {
      association: textOf(association),
      ...entryOf(commitment),
      earlier: earlier === undefined ? null : entryOf(earlier),
      restricted: restricted ? { root: hashOf(restricted.root), blind: hashOf(restricted.blind) } : null,
      heads: heads.map(headOf),
    };
  } catch (error) {
    // Whatever is not there, or of another kind, throws where it is read.
    if (error instanceof TypeError) return null;
    throw error;
  }
}

function entryOf({ entry, proof }: ProvenEntryText): ReadEntry {
  return { entry: bytesOf(entry), proof: textOf(proof) };
}

function headOf({ chain, reference, key, links, map }: CompletenessHead): ReadHead {
  if (chain !== 'open' && chain !== 'restricted') throw new TypeError('There is no such chain.');
  const { siblings, leaf } = map;
  return {
    chain,
    reference: referenceOf(reference),
    key: hashOf(key),
    links: links.map((link) => ({
      position: link.position,
      index: indexOf(link.position),
      leaf: hashOf(link.leaf),
    })),
    proof: {
      siblings: siblings.map(hashOf),
      leaf: leaf === null ? null : { key: hashOf(leaf.key), value: hashOf(leaf.value) },
    },
  };
}

function indexOf(position: string): number {
  const index = Number(position) - 1;
  if (!/^\d{16}$/.test(position) || index < 0 || !Number.isSafeInteger(index)) throw new TypeError('No position.');
  return index;
}

function textOf(value: unknown): string {
  if (typeof value !== 'string' || value === '') throw new TypeError('No text.');
  return value;
}

/** As the ledger makes them; whatever else stood there would be read as a part of the report. */
function referenceOf(value: unknown): string {
  if (!/^[\w-]{1,64}$/.test(textOf(value))) throw new TypeError('No reference.');
  return value as string;
}

function bytesOf(text: unknown): Uint8Array {
  const bytes = fromBase64(textOf(text));
  if (!bytes) throw new TypeError('No bytes.');
  return bytes;
}

function hashOf(text: unknown): Uint8Array {
  const bytes = bytesOf(text);
  if (bytes.length !== HASH_BYTES) throw new TypeError('No hash.');
  return bytes;
}
