import { equalBytes, rootOf, TILE_WIDTH, toBase64, type TreeHead } from '#proof';
import { positionOf } from '../examine-checkpoint.js';
import type { LogClient } from '../log-client.js';
import { CannotCheck, EvidenceBroken } from '../outcome.js';
import { readProgress, writeProgress } from './replay-file.js';
import { Replayed, type StoodStill } from './replayed.js';

export interface ReplayedCounts {
  /** Entries that were read by this run. */
  readonly entries: number;
  /** Maps that agreed, since the replay began. */
  readonly maps: number;
  /** Lines of members behind the last commitment: no map covers them yet. */
  readonly behind: number;
  /** The line that waited longest for a map, where that was too long. */
  readonly stoodStill: StoodStill | null;
}

/** Reads what came to a log since the last run, up to a checkpoint, and makes sure that it is what the log says of it. */
export async function replayLog(
  log: Pick<LogClient, 'entries'>,
  head: TreeHead,
  { path, mapKey, now }: { readonly path: string; readonly mapKey: Uint8Array; readonly now: Date },
): Promise<ReplayedCounts> {
  const before = readProgress(path);
  const replayed = new Replayed(mapKey, now, before);
  if (before.frontier.size > head.size) throw new CannotCheck('older-answer', { found: String(head.size) });
  while (replayed.progress.frontier.size < head.size) await addTile(log, replayed, head.size);
  const { frontier, maps, waiting } = replayed.progress;
  const found = rootOf(frontier);
  if (!equalBytes(found, head.root)) {
    const roots = { expected: toBase64(head.root), found: toBase64(found) };
    throw new EvidenceBroken('entries-differ', { position: positionOf(head.size), ...roots });
  }
  // Not before the root agrees: from wrong entries nothing could be gone on with.
  writeProgress(path, replayed.progress);
  const { stoodStill } = replayed;
  return { entries: frontier.size - before.frontier.size, maps, behind: waiting.length, stoodStill };
}

async function addTile(log: Pick<LogClient, 'entries'>, replayed: Replayed, size: number): Promise<void> {
  const from = replayed.progress.frontier.size;
  const index = Math.floor(from / TILE_WIDTH);
  const width = Math.min(TILE_WIDTH, size - index * TILE_WIDTH);
  const entries = await log.entries(index, width);
  replayed.add(entries.slice(from - index * TILE_WIDTH));
}
