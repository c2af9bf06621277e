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
  signaturesOf,
  type Checkpoint,
  type Note,
  type NoteSignature,
  type TreeHead,
} from '#proof';
import { Checkpoints } from '../checkpoints/checkpoints.js';
import { LogKeys } from '../signing/log-keys.js';
import { isOfLogs, witnessing, type Witness } from '../domain/witnesses.js';
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
  async take(association: string, text: string): Promise<{ size: number; taken: number }> {
    const { note, checkpoint } = readCheckpoint(text);
    const history = await this.keys.of(association);
    const { origin } = history;
    if (origin === null) throw new Refusal('log-unknown');
    if (checkpoint.origin !== origin) throw new Refusal('cosigned-other-log');
    const witnesses = witnessing(await this.witnesses.of(association)).filter(({ key }) => !isOfLogs(key, history));
    const signed = linesOf(note, witnesses);
    if (signed.length === 0) throw new Refusal('witness-not-announced');
    const published = await this.checkpoints.at(association, checkpoint.size);
    const isPublished = published !== null && equalBytes(published.root, checkpoint.root);
    // What was verified once, under this very text, is not verified again for whoever repeats it.
    const known = isPublished ? await this.kept.under(association, checkpoint.size) : new Set<string>();
    const taken = this.#inTime(
      await verified(
        note,
        signed.filter(({ line }) => !known.has(line)),
      ),
    );
    if (!isPublished) this.#refuseOther(association, checkpoint, published);
    for (const one of taken) await this.kept.keep(association, checkpoint.size, one);
    return { size: checkpoint.size, taken: signed.length };
  }

  #inTime(cosignatures: readonly TakenCosignature[]): readonly TakenCosignature[] {
    const latest = this.clock.now().getTime() / 1_000 + AHEAD_SECONDS_MAX;
    if (cosignatures.some(({ time }) => time > latest)) throw new Refusal('cosignature-wrong');
    return cosignatures;
  }

  // By now a witness has signed it: what it saw was shown to it as this log.
  #refuseOther(association: string, { size }: Checkpoint, published: TreeHead | null): never {
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
  throw notOfUse('is no checkpoint with signatures');
}

function notOfUse(detail: string): Refusal {
  return new Refusal('invalid-request', { errors: [{ pointer: '/note', detail }] });
}

interface SignedLine {
  readonly witness: Witness;
  readonly signature: NoteSignature;
  /** As it is kept. */
  readonly line: string;
}

/** The line of each witness: one, for a signature costs whoever hands it in nothing, and us its verification. */
function linesOf(note: Note, witnesses: readonly Witness[]): SignedLine[] {
  return witnesses.flatMap((witness) => {
    const [signature, another] = signaturesOf(note, witness.key);
    if (another) throw notOfUse('has two signatures of one witness');
    if (!signature) return [];
    return [
      {
        witness,
        signature,
        line: formatNote({ text: note.text, signatures: [signature] }).slice(note.text.length + 1),
      },
    ];
  });
}

async function verified(note: Note, lines: readonly SignedLine[]): Promise<TakenCosignature[]> {
  const taken: TakenCosignature[] = [];
  for (const { witness, signature, line } of lines) {
    const alone = { text: note.text, signatures: [signature] };
    for (const { time } of await cosignaturesIn(alone, witness.key)) taken.push({ key: witness.text, time, line });
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
