import { openCheckpoint, parseCheckpointText, type SignedCheckpoint } from './checkpoint.js';
import { cosignaturesOf } from './cosignature.js';
import { ED25519, ED25519_COSIGNATURE, NoteError, parseNote, signaturesOf, type VerifierKey } from './note.js';
import type { Failure } from './report.js';

/** A checkpoint that was believed, or why not. */
export type CheckpointVerdict =
  | {
      readonly checkpoint: SignedCheckpoint;
      /** When the log says that it signed, in milliseconds; null where it does not say. */
      readonly signedAt: number | null;
    }
  | { readonly failure: Failure };

/** Opens a checkpoint and tells, in the words of a report, why it cannot be believed. */
export async function verifyCheckpoint(signed: string, keys: readonly VerifierKey[]): Promise<CheckpointVerdict> {
  const asRead = readUnbelieved(signed);
  if (!asRead) return { failure: { what: 'unreadable', where: 'checkpoint' } };
  if (keys.length === 0) return { failure: { what: 'no-key', expected: asRead.origin } };
  if (keys.every(({ name }) => name !== asRead.origin)) {
    return {
      failure: {
        what: 'other-log',
        expected: [...new Set(keys.map(({ name }) => name))].join(' '),
        found: asRead.origin,
      },
    };
  }
  if (keys.every((key) => signaturesOf(asRead.note, key).length === 0)) {
    return { failure: { what: 'no-known-key', where: asRead.origin } };
  }
  try {
    const checkpoint = await openCheckpoint(signed, keys);
    return { checkpoint, signedAt: await timeOf(checkpoint, keys) };
  } catch (error) {
    if (!(error instanceof NoteError)) throw error;
    return { failure: { what: 'signature-wrong', where: asRead.origin } };
  }
}

/** Every line of a known key of this log counts, that with the time too: a wrong one is thrown, for somebody altered it. */
async function timeOf({ origin, note }: SignedCheckpoint, keys: readonly VerifierKey[]): Promise<number | null> {
  const own = keys
    .filter(({ name, type }) => name === origin && type === ED25519)
    .map((key) => ({ ...key, type: ED25519_COSIGNATURE }));
  const times = (await cosignaturesOf(note, own)).map(({ time }) => time);
  return times.length === 0 ? null : 1_000 * Math.max(...times);
}

/** What a text says before anybody vouches for it: for the words of a failure alone. */
function readUnbelieved(signed: string): SignedCheckpoint | null {
  try {
    const note = parseNote(signed);
    return { ...parseCheckpointText(note.text), note };
  } catch (error) {
    if (error instanceof NoteError) return null;
    throw error;
  }
}
