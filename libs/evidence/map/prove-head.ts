import type { Chain, Position } from '#event-store';
import { toPosition } from '#event-store';
import { blindOf, EMPTY_MAP, toBase64, wholeOf, type CompletenessDocument, type CompletenessHead } from '#proof';
import { proofIn } from './map-proofs.js';
import type { MapRows } from './map-rows.js';

export interface Headed {
  readonly chain: Chain;
  readonly reference: string;
  readonly key: Uint8Array;
  /** The place as of which the maps are kept. */
  readonly through: Position;
}

/** The links of a chain, and what the map holds of it, as a document has them. */
export async function proveHead(rows: MapRows, { chain, reference, key, through }: Headed): Promise<CompletenessHead> {
  const { siblings, leaf } = await proofIn(rows, chain, key, Number(through));
  const links = await rows.links(chain, key, Number(through));
  return {
    chain,
    reference,
    key: toBase64(key),
    links: links.map(({ index, leaf: hash }) => ({ position: toPosition(index + 1), leaf: toBase64(hash) })),
    map: {
      siblings: siblings.map((hash) => toBase64(hash)),
      leaf: leaf && { key: toBase64(leaf.key), value: toBase64(leaf.value) },
    },
  };
}

/** What opens the root over the restricted chains in a commitment, for whoever may see them. */
export async function openedRoot(
  rows: MapRows,
  secret: Uint8Array,
  through: Position,
): Promise<NonNullable<CompletenessDocument['restricted']>> {
  const top = (await rows.tiles('restricted', 0, [0])).get(0);
  const root = top ? wholeOf(top).hash : EMPTY_MAP;
  return { root: toBase64(root), blind: toBase64(blindOf(secret, through)) };
}
