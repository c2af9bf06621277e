import { leafIndexOf, type EventStore } from '#event-store';
import type { Clock } from '#platform';
import { consistencyRanges, isConsistent, parseCheckpointText, parseNote, type TreeHead } from '#proof';
import type { LogSigner } from '../signing/log-signer.js';
import type { TreeReader } from '../tree/tree-reader.js';
import type { KeptCheckpoints } from './kept-checkpoints.port.js';
import { SeenSizes } from './seen-sizes.js';
import { EvidenceBrokenError, type SignedRows } from './signed-rows.js';

/** A head that nothing was added to is signed again after so long: so a quiet log can be told from a stale one. */
export const RENEWED_AFTER_MILLISECONDS = 50_000;

export interface Published {
  readonly size: number;
  readonly signedAt: Date;
}

interface PublisherParts {
  readonly store: Pick<EventStore, 'head'>;
  readonly tree: TreeReader;
  readonly rows: SignedRows;
  readonly kept: KeptCheckpoints;
  readonly signer: LogSigner;
  readonly clock: Clock;
}

/**
 * Signs the head of a log's tree and publishes it: into the database, then outside the data directory, and only then to
 * everybody. Ended anywhere between, it begins anew and nothing was published that is not kept. It signs no head that
 * does not begin with every one that was signed before. The time that it signs with is one at which the log held nothing
 * beyond the head: a tree that stands still grows old.
 */
export class Publisher {
  readonly #seen = new SeenSizes();

  constructor(private readonly parts: PublisherParts) {}

  /** What is published now; null where nothing is, or the tree is still behind what was published or who signs. */
  async publish(association: string): Promise<Published | null> {
    const { store, tree, rows, kept, signer, clock } = this.parts;
    // In this order: whatever is recorded from here on is later than the time.
    const now = clock.now();
    const logHead = await store.head(association);
    const head = await tree.head(association);
    if (!head || logHead === null) return null;
    const last = await rows.last(association);
    const seen = this.#seen.asOf(association, head.size, { size: leafIndexOf(logHead) + 1, at: now });
    // What was signed last was of its time, and so is a tree that begins with it.
    const asOf = latest(seen, last?.signedAt ?? null);
    if (!asOf) return null;
    const isFresh = last !== null && asOf.getTime() - last.signedAt.getTime() < RENEWED_AFTER_MILLISECONDS;
    if (isFresh && last.isPublished && last.size === head.size) return last;
    const outside = await kept.last(association);
    for (const before of [last, outside === null ? null : parseCheckpointText(parseNote(outside).text)]) {
      if (!before) continue;
      // Its rows may be older than the log after a crash; the projector brings them up.
      if (before.size > head.size) return null;
      await this.#refuseFork(association, before, head);
    }
    const note = await signer.checkpoint(association, head, asOf);
    if (note === null) return null;
    await rows.write(association, head, note, asOf);
    await kept.keep(association, note);
    await rows.publish(association, head.size);
    return { size: head.size, signedAt: asOf };
  }

  async #refuseFork(association: string, before: TreeHead, head: TreeHead): Promise<void> {
    if (await this.#isContinued(association, before, head)) return;
    // What is in memory may be of leaves that were lost before anything was signed of them.
    this.parts.tree.forget(association);
    if (await this.#isContinued(association, before, head)) return;
    throw new EvidenceBrokenError(
      `The tree of ${head.size} leaves does not begin with that of ${before.size} which was signed.`,
    );
  }

  async #isContinued(association: string, before: TreeHead, head: TreeHead): Promise<boolean> {
    const proof = await this.parts.tree.hashes(association, consistencyRanges(before.size, head.size));
    return isConsistent(before, head, proof);
  }
}

function latest(one: Date | null, other: Date | null): Date | null {
  return one && other ? new Date(Math.max(one.getTime(), other.getTime())) : (one ?? other);
}
