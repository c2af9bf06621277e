/** 32 MB of tiles: all but the lowest level of a log of a hundred million events, and the newest of that. */
const TILES_MAX = 4_096;

/** Full tiles that were read lately, for they never change; the one that was used longest ago gives way. */
export class KeptTiles {
  readonly #tiles = new Map<string, Buffer>();

  get(association: string, key: string): Buffer | undefined {
    const name = `${association}/${key}`;
    const tile = this.#tiles.get(name);
    if (!tile) return undefined;
    this.#tiles.delete(name);
    this.#tiles.set(name, tile);
    return tile;
  }

  /** What is kept of a log, where its data was replaced by other. */
  forget(association: string): void {
    for (const name of this.#tiles.keys()) if (name.startsWith(`${association}/`)) this.#tiles.delete(name);
  }

  keep(association: string, key: string, tile: Buffer): void {
    if (this.#tiles.size >= TILES_MAX) this.#tiles.delete(this.#tiles.keys().next().value!);
    this.#tiles.set(`${association}/${key}`, tile);
  }
}
