import { toPosition, type EventStore, type StoredEvent } from '#event-store';
import {
  EMPTY_FRONTIER,
  equalBytes,
  grow,
  parseCheckpointText,
  parseNote,
  rootOf,
  subtreesOf,
  type Checkpoint,
  type Frontier,
} from '#proof';
import type { TreeReader } from '../tree/tree-reader.js';

/** Whether a log continues a checkpoint, or what it is instead. */
export type Proven = 'continues' | 'shorter' | 'forked' | 'kept-unreadable';

const EVENTS_AT_ONCE = 1_000;

/** Looks whether a log still begins with the tree of a checkpoint that was kept elsewhere. */
export class LogProver {
  constructor(
    private readonly store: Pick<EventStore, 'head' | 'readLog'>,
    private readonly tree: Pick<TreeReader, 'head' | 'hashes' | 'forget'>,
  ) {}

  async prove(association: string, kept: string): Promise<Proven> {
    const before = readCheckpoint(kept);
    if (!before) return 'kept-unreadable';
    const head = await this.store.head(association);
    if (Number(head ?? 0) < before.size) return 'shorter';
    // What the database has now is looked at, and nothing that was read before.
    this.tree.forget(association);
    // The tree is made from the log: where it says otherwise it may be the one that is wrong.
    const isProven =
      (await this.#continues(association, before, await this.#treeUpTo(association, before.size))) ||
      (await this.#continues(association, before, EMPTY_FRONTIER));
    return isProven ? 'continues' : 'forked';
  }

  /** Grows a frontier by the hashes that the log holds, up to the checkpoint, whose root it should have then. */
  async #continues(association: string, { size, root }: Checkpoint, from: Frontier): Promise<boolean> {
    let frontier = from;
    while (frontier.size < size) {
      const limit = Math.min(EVENTS_AT_ONCE, size - frontier.size);
      const after = frontier.size === 0 ? null : toPosition(frontier.size);
      const events = await this.store.readLog(association, after, limit);
      if (events.length === 0) return false;
      frontier = grow(frontier, events.map(leafOf));
    }
    return equalBytes(rootOf(frontier), root);
  }

  /** The right edge of the tree where it has come so far; else as far as it has come. */
  async #treeUpTo(association: string, size: number): Promise<Frontier> {
    const head = await this.tree.head(association);
    const to = Math.min(size, head?.size ?? 0);
    const last = to === 0 ? [] : await this.store.readLog(association, to === 1 ? null : toPosition(to - 1), 1);
    const ranges = subtreesOf({ from: 0, to }).map(({ level, index }) => ({
      from: index * 2 ** level,
      to: (index + 1) * 2 ** level,
    }));
    const roots = await this.tree.hashes(association, ranges);
    const [leaf] = to === 0 ? [] : await this.tree.hashes(association, [{ from: to - 1, to }]);
    // A tree of other events than the log has now says nothing of it.
    return leaf && last[0] && equalBytes(leaf, last[0].leafHash) ? { size: to, roots } : EMPTY_FRONTIER;
  }
}

function leafOf({ leafHash }: StoredEvent): Uint8Array {
  return leafHash;
}

/** What a kept note is about; null where it cannot be read. Whoever may write there is believed, as the store is. */
export function readCheckpoint(note: string): Checkpoint | null {
  try {
    return parseCheckpointText(parseNote(note).text);
  } catch {
    return null;
  }
}
