import { fromBase64, toBase64 } from './bytes.js';
import {
  formatNote,
  NoteError,
  parseNote,
  signText,
  verifiedKeys,
  type Note,
  type Sign,
  type VerifierKey,
} from './note.js';
import { HASH_BYTES } from './tiles.js';
import type { TreeHead } from './verify-tree.js';

/** What a log says of itself at a moment: https://c2sp.org/tlog-checkpoint. */
export interface Checkpoint extends TreeHead {
  /** Which log it is; an address without its scheme. */
  readonly origin: string;
}

export function checkpointText({ origin, size, root }: Checkpoint): string {
  if (origin === '' || origin.includes('\n')) throw new NoteError('The origin of a log is one line.');
  return `${origin}\n${size}\n${toBase64(root)}\n`;
}

/** Reads the text of a checkpoint. Lines after its third are the log's own affair and are not read. */
export function parseCheckpointText(text: string): Checkpoint {
  const [origin = '', digits = '', encoded = ''] = text.split('\n');
  const root = fromBase64(encoded);
  const size = Number(digits);
  if (origin === '' || !/^(?:0|[1-9]\d*)$/.test(digits) || !Number.isSafeInteger(size)) {
    throw new NoteError('A checkpoint names its log and the size of its tree.');
  }
  if (root?.length !== HASH_BYTES) throw new NoteError('A checkpoint has a root of 32 bytes.');
  return { origin, size, root };
}

/** A checkpoint as its log publishes it. */
export async function signCheckpoint(checkpoint: Checkpoint, key: VerifierKey, sign: Sign): Promise<string> {
  const text = checkpointText(checkpoint);
  return formatNote({ text, signatures: [await signText(text, key, sign)] });
}

export interface SignedCheckpoint extends Checkpoint {
  readonly note: Note;
}

/**
 * Reads a checkpoint and believes it: throws a NoteError unless one of the log's keys signed it under the log's name.
 * Of several keys (one follows another with an overlap) one is enough.
 */
export async function openCheckpoint(signed: string, keys: readonly VerifierKey[]): Promise<SignedCheckpoint> {
  const note = parseNote(signed);
  const [signer] = await verifiedKeys(note, keys);
  if (!signer) throw new NoteError('None of the keys that are known signed this checkpoint.');
  const checkpoint = parseCheckpointText(note.text);
  if (signer.name !== checkpoint.origin) throw new NoteError('The key that signed this checkpoint is another log’s.');
  return { ...checkpoint, note };
}
