import { Inject, Injectable, Logger } from '@nestjs/common';
import { Clock, Refusal } from '#platform';
import {
  checkpointText,
  cosignaturesOf,
  equalBytes,
  formatNote,
  NoteError,
  parseCheckpointText,
  parseNote,
  type Checkpoint,
  type Note,
} from '#proof';
import { Checkpoints } from '../checkpoints/checkpoints.js';
import { LogKeys } from '../signing/log-keys.js';
import { witnessing, type Witness } from '../domain/witnesses.js';
import { KeptCosignatures, type TakenCosignature } from './kept-cosignatures.js';
import { WitnessBook } from './witness-book.js';

/** How far the clock of a witness may be before ours. */
const AHEAD_SECONDS_MAX = 300;
const log = new Logger('Cosignatures');

/**
 * Takes what witnesses signed under checkpoints of a log. Nobody says who asks: a signature by the key of a witness that
 * the log announced is all that counts, and only under a checkpoint that was published as it stands.
 */
@Injectable()
export class TakeCosignatures {
  constructor(
    @Inject(Checkpoints) private readonly checkpoints: Checkpoints,
    @Inject(LogKeys) private readonly keys: LogKeys,
    @Inject(WitnessBook) private readonly witnesses: WitnessBook,
    @Inject(KeptCosignatures) private readonly kept: KeptCosignatures,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** How many were taken: those of witnesses that the log announced. */
  async take(association: string, signed: string): Promise<{ size: number; taken: number }> {
    const { note, checkpoint } = readCheckpoint(signed);
    const { origin } = await this.keys.of(association);
    if (origin === null) throw new Refusal('log-unknown');
    if (checkpoint.origin !== origin) throw new Refusal('cosigned-other-log');
    const taken = this.#inTime(await cosignedBy(note, witnessing(await this.witnesses.of(association))));
    await this.#refuseOther(association, checkpoint);
    for (const one of taken) await this.kept.keep(association, checkpoint.size, one);
    return { size: checkpoint.size, taken: taken.length };
  }

  #inTime(cosignatures: readonly TakenCosignature[]): readonly TakenCosignature[] {
    if (cosignatures.length === 0) throw new Refusal('witness-not-announced');
    const latest = this.clock.now().getTime() / 1_000 + AHEAD_SECONDS_MAX;
    if (cosignatures.some(({ time }) => time > latest)) throw new Refusal('cosignature-wrong');
    return cosignatures;
  }

  // By now a witness has signed it: what it saw was shown to it as this log.
  async #refuseOther(association: string, { size, root }: Checkpoint): Promise<void> {
    const published = await this.checkpoints.at(association, size);
    if (published && equalBytes(published.root, root)) return;
    log.error({ event: published ? 'witness-saw-other-root' : 'witness-saw-unpublished', association, size });
    throw new Refusal('cosigned-other-root', { size });
  }
}

function readCheckpoint(signed: string): { note: Note; checkpoint: Checkpoint } {
  try {
    const note = parseNote(signed);
    const checkpoint = parseCheckpointText(note.text);
    // Lines beyond the third are none of ours.
    if (checkpointText(checkpoint) === note.text) return { note, checkpoint };
  } catch (error) {
    if (!(error instanceof NoteError)) throw error;
  }
  throw new Refusal('invalid-request', { errors: [{ pointer: '/note', detail: 'is no checkpoint with signatures' }] });
}

async function cosignedBy(note: Note, witnesses: readonly Witness[]): Promise<TakenCosignature[]> {
  const taken: TakenCosignature[] = [];
  for (const { text: key, key: verifier } of witnesses) {
    for (const signature of note.signatures.filter(({ name }) => name === verifier.name)) {
      const alone = { text: note.text, signatures: [signature] };
      for (const { time } of await cosignaturesIn(alone, verifier)) {
        taken.push({ key, time, line: formatNote(alone).slice(note.text.length + 1) });
      }
    }
  }
  return taken;
}

async function cosignaturesIn(note: Note, verifier: Witness['key']) {
  try {
    return await cosignaturesOf(note, [verifier]);
  } catch (error) {
    if (error instanceof NoteError) throw new Refusal('cosignature-wrong');
    throw error;
  }
}
