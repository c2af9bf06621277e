import type { Clock } from '#platform';
import { consistencyRanges, isConsistent, parseCheckpointText, parseNote, type TreeHead } from '#proof';
import type { LogSigner } from '../signing/log-signer.js';
import type { TreeReader } from '../tree/tree-reader.js';
import type { KeptCheckpoints } from './kept-checkpoints.port.js';
import { EvidenceBrokenError, type SignedRows } from './signed-rows.js';

/** A head that nothing was added to is signed again after so long: so a quiet log can be told from a stale one. */
export const RENEWED_AFTER_MILLISECONDS = 50_000;

export interface Published {
  readonly size: number;
  readonly signedAt: Date;
}

interface PublisherParts {
  readonly tree: TreeReader;
  readonly rows: SignedRows;
  readonly kept: KeptCheckpoints;
  readonly signer: LogSigner;
  readonly clock: Clock;
}

/**
 * Signs the head of a log's tree and publishes it: into the database, then outside the data directory, and only then to
 * everybody. Ended anywhere between, it begins anew and nothing was published that is not kept. It signs no head that
 * does not begin with every one that was signed before.
 */
export class Publisher {
  constructor(private readonly parts: PublisherParts) {}

  /** What is published now; null where nothing is, or the tree is still behind what was published or who signs. */
  async publish(association: string): Promise<Published | null> {
    const { tree, rows, kept, signer, clock } = this.parts;
    const head = await tree.head(association);
    if (!head) return null;
    const last = await rows.last(association);
    const now = clock.now();
    const isFresh = last !== null && now.getTime() - last.signedAt.getTime() < RENEWED_AFTER_MILLISECONDS;
    if (isFresh && last.isPublished && last.size === head.size) return last;
    const outside = await kept.last(association);
    for (const before of [last, outside === null ? null : parseCheckpointText(parseNote(outside).text)]) {
      if (!before) continue;
      // Its rows may be older than the log after a crash; the projector brings them up.
      if (before.size > head.size) return null;
      await this.#refuseFork(association, before, head);
    }
    const note = await signer.checkpoint(association, head, now);
    if (note === null) return null;
    await rows.write(association, head, note, now);
    await kept.keep(association, note);
    await rows.publish(association, head.size);
    return { size: head.size, signedAt: now };
  }

  async #refuseFork(association: string, before: TreeHead, head: TreeHead): Promise<void> {
    const proof = await this.parts.tree.hashes(association, consistencyRanges(before.size, head.size));
    if (isConsistent(before, head, proof)) return;
    throw new EvidenceBrokenError(
      `The tree of ${head.size} leaves does not begin with that of ${before.size} which was signed.`,
    );
  }
}
