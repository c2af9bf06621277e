import type { Chain } from '#event-store';
import { descend, EMPTY_MAP_TILE, mapProof, type MapProof, type MapSubtree } from '#proof';
import { rangeOf, type MapRows } from './map-rows.js';

const TILE_BITS = 8;

/** What a kept map holds under a key, with its proof; `before` is the leaf before which its lines end. */
export async function proofIn(rows: MapRows, chain: Chain, key: Uint8Array, before: number): Promise<MapProof> {
  const siblings: Uint8Array[] = [];
  for (const level of [0, 1] as const) {
    const index = level === 0 ? 0 : key[0]!;
    const tile = (await rows.tiles(chain, level, [index])).get(index) ?? EMPTY_MAP_TILE;
    const { siblings: beside, end } = descend(tile, key[level]!);
    siblings.push(...beside);
    if (end.keys !== 'more') return { siblings, leaf: await theOne(rows, chain, key, { end, siblings, before }) };
  }
  const bits = 2 * TILE_BITS;
  const entries = (await rows.entries(chain, [rangeOf(key, bits)], before)).get(0) ?? [];
  const below = mapProof(entries, key, bits);
  return { siblings: [...siblings, ...below.siblings], leaf: below.leaf };
}

interface End {
  readonly end: MapSubtree;
  readonly siblings: readonly Uint8Array[];
  readonly before: number;
}

/** The only entry at the end of a path that is as long as it has hashes beside it. */
async function theOne(rows: MapRows, chain: Chain, key: Uint8Array, { end, siblings, before }: End) {
  if (end.keys === 'none') return null;
  const found = (await rows.entries(chain, [rangeOf(key, siblings.length)], before)).get(0) ?? [];
  if (found.length !== 1) throw new Error('The map is not what the links of its chains say.');
  return found[0]!;
}
