import {
  equalBytes,
  isConsistent,
  NoteError,
  openCheckpoint,
  parseCheckpointText,
  parseNote,
  signedAt,
  toBase64,
  verifiedKeys,
  type SignedCheckpoint,
  type VerifierKey,
} from '#proof';
import type { LogClient } from './log-client.js';
import { CannotCheck, EvidenceBroken } from './outcome.js';

/** A checkpoint of a log that is believed, and how old it was when it was signed. */
export interface Head {
  readonly checkpoint: SignedCheckpoint;
  /** The note as it came. */
  readonly signed: string;
  /** Seconds since 1970 of the log's own timestamped line; null where it has none. */
  readonly time: number | null;
}

/** Reads a checkpoint by keys that are trusted: throws unless one of them signed it, as this log. */
export async function openHead(signed: string, origin: string, keys: readonly VerifierKey[]): Promise<Head> {
  const note = readNote(signed);
  const checkpoint = readCheckpoint(note.text);
  // Another log's is no answer of this one.
  if (checkpoint.origin !== origin) {
    throw new EvidenceBroken('other-log', { expected: origin, found: checkpoint.origin }, { signed });
  }
  try {
    if ((await verifiedKeys(note, keys)).length === 0) {
      throw new EvidenceBroken(
        'unknown-key',
        { found: note.signatures.map(({ name }) => name).join(', ') },
        { signed },
      );
    }
    const opened = await openCheckpoint(signed, keys);
    const at = await signedAt(opened, keys);
    return { checkpoint: opened, signed, time: at === null ? null : at / 1_000 };
  } catch (error) {
    if (error instanceof NoteError) throw new EvidenceBroken('bad-signature', {}, { signed });
    throw error;
  }
}

/** Makes sure that a log as it is now begins with what it was; anything else is thrown. */
export async function proveGrown(last: Head, now: Head, log: Pick<LogClient, 'consistency'>): Promise<void> {
  const [before, after] = [last.checkpoint, now.checkpoint];
  const material = { last: last.signed, now: now.signed };
  if (after.size < before.size) {
    // Something on the way may have kept an answer of before; what was signed later has no such excuse.
    const isOlder = last.time !== null && now.time !== null && now.time < last.time;
    const sizes = { expected: `at least ${before.size}`, found: String(after.size) };
    throw isOlder ? new CannotCheck('older-answer', sizes) : new EvidenceBroken('smaller', sizes, material);
  }
  if (after.size === before.size) {
    if (equalBytes(after.root, before.root)) return;
    const roots = { expected: toBase64(before.root), found: toBase64(after.root) };
    throw new EvidenceBroken('forked', { position: positionOf(after.size), ...roots }, material);
  }
  const proof = before.size === 0 ? [] : await log.consistency(before.size, after.size);
  if (isConsistent(before, after, proof)) return;
  const facts = { position: positionOf(before.size), expected: toBase64(before.root) };
  throw new EvidenceBroken('not-consistent', facts, { ...material, proof: proof.map(toBase64) });
}

/** The position of the last entry of a tree. */
export function positionOf(size: number): string {
  return String(size).padStart(16, '0');
}

function readNote(signed: string) {
  try {
    return parseNote(signed);
  } catch {
    throw new CannotCheck('not-readable', { found: 'checkpoint' });
  }
}

function readCheckpoint(text: string) {
  try {
    return parseCheckpointText(text);
  } catch {
    throw new CannotCheck('not-readable', { found: 'checkpoint' });
  }
}
