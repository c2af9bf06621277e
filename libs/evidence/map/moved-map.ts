import type { Chain } from '#event-store';
import { EMPTY_MAP_TILE, subtreeOf, wholeOf, type MapSubtree } from '#proof';
import { rangeOf, type MapRows, type PlacedTile } from './map-rows.js';

/** Keys are told apart by their first 16 bits in tiles; below those, by what the links say. */
const PREFIX_BITS = 16;
/** So many prefixes are read at once: of a million members, some thirty thousand heads. */
const PREFIXES_AT_ONCE = 2_048;

export interface MovedMap {
  readonly root: Uint8Array;
  /** The tiles that are others now. */
  readonly tiles: readonly PlacedTile[];
}

/** A map of one chain with some of its keys looked at again, as they were before a leaf; nothing is written. */
export async function movedMap(
  rows: MapRows,
  chain: Chain,
  { keys, before }: { readonly keys: readonly Uint8Array[]; readonly before: number },
): Promise<MovedMap> {
  const top = [...((await rows.tiles(chain, 0, [0])).get(0) ?? EMPTY_MAP_TILE)];
  return moved(rows, chain, prefixesOf(keys), { top, before, isAnew: false });
}

/** The root that a map had before a leaf, made anew from all links. */
export async function rootAnew(rows: MapRows, chain: Chain, before: number): Promise<Uint8Array> {
  const prefixes = new Map(
    Array.from({ length: 256 }, (_, first) => [first, Array.from({ length: 256 }, (_one, second) => second)] as const),
  );
  return (await moved(rows, chain, prefixes, { top: [...EMPTY_MAP_TILE], before, isAnew: true })).root;
}

type Prefixes = ReadonlyMap<number, readonly number[]>;

interface Moving {
  readonly top: MapSubtree[];
  readonly before: number;
  readonly isAnew: boolean;
}

async function moved(
  rows: MapRows,
  chain: Chain,
  prefixes: Prefixes,
  { top, before, isAnew }: Moving,
): Promise<MovedMap> {
  const tiles: PlacedTile[] = [];
  for (const some of inParts(prefixes)) {
    const firsts = some.map(([first]) => first);
    const kept = isAnew ? new Map<number, MapSubtree[]>() : await rows.tiles(chain, 1, firsts);
    const places = some.flatMap(([first, seconds]) => seconds.map((second) => ({ first, second })));
    const ranges = places.map(({ first, second }) => rangeOf(Uint8Array.of(first, second), PREFIX_BITS));
    const entries = await rows.entries(chain, ranges, before);
    const changed = new Map(firsts.map((first) => [first, [...(kept.get(first) ?? EMPTY_MAP_TILE)]]));
    places.forEach(({ first, second }, n) => {
      changed.get(first)![second] = subtreeOf(entries.get(n) ?? [], PREFIX_BITS);
    });
    for (const [index, tile] of changed) {
      top[index] = wholeOf(tile);
      if (!isAnew) tiles.push({ level: 1, index, tile });
    }
  }
  if (tiles.length > 0) tiles.push({ level: 0, index: 0, tile: top });
  return { root: wholeOf(top).hash, tiles };
}

/** Of each first byte the second ones. */
function prefixesOf(keys: readonly Uint8Array[]): Prefixes {
  const seconds = new Map<number, Set<number>>();
  for (const key of keys) {
    const known = seconds.get(key[0]!);
    if (known) known.add(key[1]!);
    else seconds.set(key[0]!, new Set([key[1]!]));
  }
  return new Map([...seconds].map(([first, those]) => [first, [...those]]));
}

function* inParts(prefixes: Prefixes): Generator<(readonly [number, readonly number[]])[]> {
  let part: (readonly [number, readonly number[]])[] = [];
  let count = 0;
  for (const [first, seconds] of prefixes) {
    part.push([first, seconds]);
    count += seconds.length;
    if (count < PREFIXES_AT_ONCE) continue;
    yield part;
    [part, count] = [[], 0];
  }
  if (part.length > 0) yield part;
}
