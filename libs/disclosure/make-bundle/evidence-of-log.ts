import { Inject, Injectable } from '@nestjs/common';
import { Checkpoints, KeptTimestamps, LogKeys, LogSigner, TreeReader } from '#evidence';
import { consistencyRanges, parseCheckpointText, parseNote, TILE_WIDTH, TIMESTAMP_FILES, toBase64 } from '#proof';
import { addDays } from '#statute';
import type { BundleEvidence, EvidenceFile, NewestCheckpoint, Period } from './bundle-evidence.port.js';

/** One for each day of a year; each takes some kilobytes. */
const TIMESTAMPS_MAX = 366;

/** The evidence of a log as the room of evidence keeps it. */
@Injectable()
export class EvidenceOfLog implements BundleEvidence {
  constructor(
    @Inject(Checkpoints) private readonly checkpoints: Checkpoints,
    @Inject(LogKeys) private readonly logKeys: LogKeys,
    @Inject(LogSigner) private readonly signer: LogSigner,
    @Inject(TreeReader) private readonly tree: TreeReader,
    @Inject(KeptTimestamps) private readonly stamps: KeptTimestamps,
  ) {}

  async newest(association: string): Promise<NewestCheckpoint | null> {
    const newest = await this.checkpoints.newest(association);
    return newest && { note: newest.note, ...parseCheckpointText(parseNote(newest.note).text) };
  }

  async keys(association: string): Promise<readonly string[]> {
    const { keys } = await this.logKeys.of(association);
    return keys.map(({ text }) => text);
  }

  sign(association: string, text: string): Promise<string> {
    return this.signer.sign(association, text);
  }

  async *blocks(association: string, count: number): AsyncGenerator<Uint8Array> {
    for (let index = 0; index * TILE_WIDTH < count; index += 1) {
      const width = Math.min(TILE_WIDTH, count - index * TILE_WIDTH);
      const tile = await this.tree.tile(association, { level: 1, index, width });
      if (!tile) throw new Error('The tree has not grown to its checkpoint.');
      yield tile;
    }
  }

  /** Each timestamp, what it is on, and that the log goes on from there: by it everything before is that old. */
  async *timestamps(association: string, size: number, { from, to }: Period): AsyncGenerator<EvidenceFile> {
    const time = { from: new Date(`${from}T00:00:00+09:00`), before: new Date(`${addDays(to, 1)}T00:00:00+09:00`) };
    for (const stamp of await this.stamps.during(association, { ...time, size, most: TIMESTAMPS_MAX })) {
      const stamped = await this.checkpoints.at(association, stamp.size);
      if (!stamped) continue;
      const hashes = await this.tree.hashes(association, consistencyRanges(stamp.size, size));
      yield { name: TIMESTAMP_FILES.replyOf(stamp.size), bytes: stamp.reply };
      yield { name: TIMESTAMP_FILES.textOf(stamp.size), bytes: Buffer.from(parseNote(stamped.note).text) };
      const proof = Buffer.from(hashes.map((hash) => `${toBase64(hash)}\n`).join(''));
      yield { name: TIMESTAMP_FILES.proofOf(stamp.size), bytes: proof };
    }
  }
}
