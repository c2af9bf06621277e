import { openCheckpoint, parseCheckpointText, type SignedCheckpoint } from './checkpoint.js';
import { NoteError, parseNote, signaturesOf, type VerifierKey } from './note.js';
import type { Failure } from './report.js';
import { signedAt } from './signed-at.js';

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
    return { checkpoint, signedAt: await signedAt(checkpoint, keys) };
  } catch (error) {
    if (!(error instanceof NoteError)) throw error;
    return { failure: { what: 'signature-wrong', where: asRead.origin } };
  }
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
