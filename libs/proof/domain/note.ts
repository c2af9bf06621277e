import { concatBytes, fromBase64, toBase64 } from './bytes.js';
import { isSignedBy } from './ed25519.js';
import { sha256 } from './sha256.js';

/** Signature types of https://c2sp.org/signed-note: by a log, and by a witness with its time. */
export const ED25519 = 0x01;
export const ED25519_COSIGNATURE = 0x04;

/** A key that signs notes, as its owner publishes it. */
export interface VerifierKey {
  readonly name: string;
  readonly type: number;
  /** 32 bytes. */
  readonly publicKey: Uint8Array;
}

/** One signature line. */
export interface NoteSignature {
  readonly name: string;
  /** The first four bytes of a hash over name, type and key: tells keys apart and proves nothing. */
  readonly keyId: number;
  readonly bytes: Uint8Array;
}

/** A text and who signed it: https://c2sp.org/signed-note. */
export interface Note {
  /** Ends in a newline. */
  readonly text: string;
  readonly signatures: readonly NoteSignature[];
}

export class NoteError extends Error {
  override readonly name = 'NoteError';
}

/** Longer notes are refused before they are read: a checkpoint with many witnesses takes a few kilobytes. */
const NOTE_LENGTH_MAX = 1_000_000;
const SIGNATURES_MAX = 100;
const KEY_BYTES = 32;
const KEY_ID_BYTES = 4;
const NAME = /^[^\s+\p{Zs}]+$/u;
const utf8 = new TextEncoder();

export function keyIdOf({ name, type, publicKey }: VerifierKey): number {
  const hash = sha256(concatBytes(utf8.encode(`${name}\n`), Uint8Array.of(type), publicKey));
  return new DataView(hash.buffer, hash.byteOffset).getUint32(0);
}

/** `name+hash+key`, as keys are handed on. */
export function formatVerifierKey(key: VerifierKey): string {
  const id = keyIdOf(key).toString(16).padStart(8, '0');
  return `${key.name}+${id}+${toBase64(concatBytes(Uint8Array.of(key.type), key.publicKey))}`;
}

/** Reads `name+hash+key`. Throws a NoteError where it is none, its hash is another's, or its type is unknown. */
export function parseVerifierKey(text: string): VerifierKey {
  const [name = '', id = '', encoded = ''] = splitInThree(text.trim());
  const bytes = fromBase64(encoded);
  if (!NAME.test(name) || !bytes) throw new NoteError('A verifier key reads name+hash+key.');
  const key = { name, type: bytes[0]!, publicKey: bytes.subarray(1) };
  if (![ED25519, ED25519_COSIGNATURE].includes(key.type) || key.publicKey.length !== KEY_BYTES) {
    throw new NoteError('The verifier key is of a type that is not known here.');
  }
  if (id !== keyIdOf(key).toString(16).padStart(8, '0')) throw new NoteError('The verifier key does not fit its hash.');
  return key;
}

// Base 64 has a plus sign of its own.
function splitInThree(text: string): string[] {
  const first = text.indexOf('+');
  const second = text.indexOf('+', first + 1);
  return second < 0 ? [] : [text.slice(0, first), text.slice(first + 1, second), text.slice(second + 1)];
}

/** Reads a note. Nothing of its text may be believed before a signature of a known key was verified. */
export function parseNote(note: string): Note {
  if (note.length > NOTE_LENGTH_MAX) throw new NoteError('The note is too long.');
  // eslint-disable-next-line no-control-regex -- the specification forbids them
  if (/[\u0000-\u0009\u000b-\u001f]/.test(note)) throw new NoteError('The note has control characters.');
  const at = note.lastIndexOf('\n\n');
  if (at < 0 || !note.endsWith('\n')) throw new NoteError('The note has no text, or no signatures.');
  const lines = note.slice(at + 2, -1).split('\n');
  if (lines.length > SIGNATURES_MAX) throw new NoteError('The note has too many signatures.');
  return { text: note.slice(0, at + 1), signatures: lines.map(parseSignature) };
}

function parseSignature(line: string): NoteSignature {
  const [, name, encoded] = /^\u2014 (\S+) (\S+)$/u.exec(line) ?? [];
  const bytes = fromBase64(encoded ?? '');
  if (!name || !NAME.test(name) || !bytes || bytes.length <= KEY_ID_BYTES) {
    throw new NoteError('The note has a line that is no signature.');
  }
  const keyId = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0);
  return { name, keyId, bytes: bytes.subarray(KEY_ID_BYTES) };
}

export function formatNote({ text, signatures }: Note): string {
  if (!text.endsWith('\n')) throw new NoteError('The text of a note ends in a newline.');
  return `${text}\n${signatures.map(formatSignature).join('')}`;
}

function formatSignature({ name, keyId, bytes }: NoteSignature): string {
  const id = new Uint8Array(KEY_ID_BYTES);
  new DataView(id.buffer).setUint32(0, keyId);
  return `\u2014 ${name} ${toBase64(concatBytes(id, bytes))}\n`;
}

/** The signatures of a note that claim to be of a key: usually one or none. */
export function signaturesOf(note: Note, key: VerifierKey): readonly NoteSignature[] {
  const keyId = keyIdOf(key);
  return note.signatures.filter((signature) => signature.name === key.name && signature.keyId === keyId);
}

/**
 * The keys of some whose signatures under a note were verified. Signatures of others are passed over; a wrong one under
 * the name of a known key throws a NoteError, for then somebody has altered the note.
 */
export async function verifiedKeys(note: Note, keys: readonly VerifierKey[]): Promise<VerifierKey[]> {
  const verified: VerifierKey[] = [];
  for (const key of keys.filter(({ type }) => type === ED25519)) {
    const signatures = signaturesOf(note, key);
    for (const { bytes } of signatures) {
      if (!(await isSignedBy(key.publicKey, utf8.encode(note.text), bytes))) {
        throw new NoteError(`The signature of ${key.name} does not fit the text.`);
      }
    }
    if (signatures.length > 0) verified.push(key);
  }
  return verified;
}

/** Signs bytes with Ed25519; the key stays where it is kept. 64 bytes. */
export type Sign = (message: Uint8Array) => Promise<Uint8Array>;

/** The signature line of a log's key for a text. */
export async function signText(text: string, key: VerifierKey, sign: Sign): Promise<NoteSignature> {
  return { name: key.name, keyId: keyIdOf(key), bytes: await sign(utf8.encode(text)) };
}
