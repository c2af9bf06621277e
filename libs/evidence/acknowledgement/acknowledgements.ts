import { setTimeout as sleep } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import { leafIndexOf, type Position } from '#event-store';
import { Refusal } from '#platform';
import { formatInclusionFile, isIncluded } from '#proof';
import { Checkpoints, type PublishedCheckpoint } from '../checkpoints/checkpoints.js';
import { EvidenceBrokenError } from '../checkpoints/signed-rows.js';
import { Freshness } from '../freshness/freshness.js';
import { PublishedLog } from '../log/published-log.js';

/** A head is signed about once a second; whoever has just posted waits for it, and no longer. */
const WAIT_MILLISECONDS_MAX = 2_000;
const LOOK_EVERY_MILLISECONDS = 50;

/** Makes acknowledgements (受理証): proofs that an event is in its log, under a signed checkpoint. */
@Injectable()
export class Acknowledgements {
  /** Whoever waits for the same log looks together. */
  readonly #looks = new Map<string, Promise<PublishedCheckpoint | null>>();

  constructor(
    @Inject(Checkpoints) private readonly checkpoints: Checkpoints,
    @Inject(PublishedLog) private readonly log: PublishedLog,
    @Inject(Freshness) private readonly freshness: Freshness,
  ) {}

  /** A C2SP tlog-proof; beside the proof it has the leaf hash that it is of. In strict mode none rests on what is stale. */
  async of(association: string, position: Position, leafHash: Uint8Array): Promise<string> {
    const index = leafIndexOf(position);
    const { note, ...head } = await this.#covering(association, index);
    const stale = await this.freshness.refusal(association);
    if (stale) throw stale;
    const { hashes: path } = await this.log.inclusion(association, index, head.size);
    if (!isIncluded(leafHash, index, path, head)) {
      throw new EvidenceBrokenError(`The tree of ${head.size} leaves does not have the event at ${position}.`);
    }
    return formatInclusionFile({ index, path, checkpoint: note, extra: leafHash });
  }

  async #covering(association: string, index: number): Promise<PublishedCheckpoint> {
    const deadline = Date.now() + WAIT_MILLISECONDS_MAX;
    for (;;) {
      const newest = await this.#newest(association);
      if (newest && newest.size > index) return newest;
      if (Date.now() >= deadline) throw new Refusal('not-covered-yet');
      await sleep(LOOK_EVERY_MILLISECONDS);
    }
  }

  #newest(association: string): Promise<PublishedCheckpoint | null> {
    const known = this.#looks.get(association);
    if (known) return known;
    const look = this.checkpoints.newest(association).finally(() => this.#looks.delete(association));
    this.#looks.set(association, look);
    return look;
  }
}
