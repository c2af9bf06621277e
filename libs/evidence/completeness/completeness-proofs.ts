import { setTimeout as sleep } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import { Pool } from 'pg';
import { EVENT_STORE, leafIndexOf, toPosition, type Chain, type EventStore, type Position } from '#event-store';
import { inSnapshotOf, Refusal } from '#platform';
import {
  COMPLETENESS_FORMAT,
  formatInclusionFile,
  inclusionRanges,
  toBase64,
  type CompletenessDocument,
  type CompletenessHead,
} from '#proof';
import { Checkpoints, type PublishedCheckpoint } from '../checkpoints/checkpoints.js';
import { MapRows } from '../map/map-rows.js';
import { MapSecrets } from '../map/map-secrets.js';
import { commitmentAsOf, newestCommitment, type KeptCommitment } from '../map/newest-commitment.js';
import { openedRoot, proveHead } from '../map/prove-head.js';
import { TreeReader } from '../tree/tree-reader.js';

/** A commitment is signed for in the round that wrote it; after so long there is nobody who signs. */
const CHECKPOINT_MILLISECONDS_MAX = 3_000;
const LOOK_EVERY_MILLISECONDS = 50;

/** A chain of which all lines are asked for, or that there is none. */
export interface AskedChain {
  readonly chain: Chain;
  readonly reference: string;
}

interface Proven {
  readonly commitment: KeptCommitment;
  /** Where one at or before the place of the maps tells how old what they do not have can be. */
  readonly earlier: Position | null;
  readonly heads: readonly CompletenessHead[];
  readonly restricted: NonNullable<CompletenessDocument['restricted']>;
}

/** Proves that answers about members are complete, as of the newest commitment of a log to its maps. */
@Injectable()
export class CompletenessProofs {
  constructor(
    @Inject(Pool) private readonly pool: Pool,
    @Inject(EVENT_STORE) private readonly events: EventStore,
    @Inject(MapSecrets) private readonly secrets: MapSecrets,
    @Inject(Checkpoints) private readonly checkpoints: Checkpoints,
    @Inject(TreeReader) private readonly tree: TreeReader,
  ) {}

  /** Whoever is handed the document learns how many lines each of the chains has, and where they stand. */
  async of(association: string, asked: readonly AskedChain[]): Promise<CompletenessDocument> {
    const proven = await this.#heads(association, asked);
    if (!proven) throw new Refusal('no-checkpoint-yet');
    const { commitment, earlier, heads, restricted } = proven;
    const checkpoint = await this.#covering(association, commitment.position);
    return {
      format: COMPLETENESS_FORMAT,
      association,
      commitment: await this.#proofOf(association, commitment.position, checkpoint),
      ...(earlier !== null && { earlier: await this.#proofOf(association, earlier, checkpoint) }),
      ...(asked.some(({ chain }) => chain === 'restricted') && { restricted }),
      heads,
    };
  }

  /** All of one moment: maps move on with each commitment. */
  async #heads(association: string, asked: readonly AskedChain[]): Promise<Proven | null> {
    const [keyOf, secret] = [await this.secrets.keyOf(association), await this.secrets.secret(association)];
    return inSnapshotOf(this.pool, association, async (client) => {
      const commitment = await newestCommitment(client, association);
      if (!commitment) return null;
      const rows = new MapRows(client, association);
      const { position, through } = commitment;
      const isRightBehind = leafIndexOf(position) === leafIndexOf(through) + 1;
      const earlier = isRightBehind ? null : await commitmentAsOf(client, association, through);
      const heads: CompletenessHead[] = [];
      for (const { chain, reference } of asked) {
        heads.push(await proveHead(rows, { chain, reference, key: keyOf(chain, reference), through }));
      }
      return { commitment, earlier, heads, restricted: await openedRoot(rows, secret, through) };
    });
  }

  async #covering(association: string, position: Position): Promise<PublishedCheckpoint> {
    const deadline = Date.now() + CHECKPOINT_MILLISECONDS_MAX;
    for (;;) {
      const newest = await this.checkpoints.newest(association);
      if (newest && newest.size >= Number(position)) return newest;
      if (Date.now() > deadline) throw new Refusal('no-checkpoint-yet');
      await sleep(LOOK_EVERY_MILLISECONDS);
    }
  }

  async #proofOf(
    association: string,
    position: Position,
    { size, note }: PublishedCheckpoint,
  ): Promise<CompletenessDocument['commitment']> {
    const index = leafIndexOf(position);
    const before = index === 0 ? null : toPosition(index);
    const [[entry], path] = await Promise.all([
      this.events.readLog(association, before, 1),
      this.tree.hashes(association, inclusionRanges(index, size)),
    ]);
    return { entry: toBase64(entry!.bytes), proof: formatInclusionFile({ index, path, checkpoint: note }) };
  }
}
