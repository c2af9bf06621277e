import { concatBytes, uint64 } from './bytes.js';
import { isSignedBy } from './ed25519.js';
import {
  ED25519_COSIGNATURE,
  keyIdOf,
  NoteError,
  signaturesOf,
  type Note,
  type NoteSignature,
  type Sign,
  type VerifierKey,
} from './note.js';

const TIME_BYTES = 8;
const utf8 = new TextEncoder();

/** A witness's word that, at a time, this was the largest tree it knew of the log, and consistent with all before. */
export interface Cosignature {
  readonly witness: VerifierKey;
  /** Seconds since 1970. */
  readonly time: number;
}

/** The signature line of a witness under a checkpoint's text: https://c2sp.org/tlog-cosignature, Ed25519. */
export async function cosign(text: string, time: number, witness: VerifierKey, sign: Sign): Promise<NoteSignature> {
  const signature = await sign(cosignedMessage(text, time));
  return { name: witness.name, keyId: keyIdOf(witness), bytes: concatBytes(uint64(time), signature) };
}

/** The cosignatures of known witnesses under a checkpoint. A wrong one throws a NoteError. */
export async function cosignaturesOf(note: Note, witnesses: readonly VerifierKey[]): Promise<Cosignature[]> {
  const cosignatures: Cosignature[] = [];
  for (const witness of witnesses.filter(({ type }) => type === ED25519_COSIGNATURE)) {
    for (const { bytes } of signaturesOf(note, witness)) {
      const time =
        bytes.length > TIME_BYTES ? Number(new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0)) : -1;
      const message = cosignedMessage(note.text, time);
      if (time < 0 || !(await isSignedBy(witness.publicKey, message, bytes.subarray(TIME_BYTES)))) {
        throw new NoteError(`The cosignature of ${witness.name} does not fit the checkpoint.`);
      }
      cosignatures.push({ witness, time });
    }
  }
  return cosignatures;
}

function cosignedMessage(text: string, time: number): Uint8Array {
  return utf8.encode(`cosignature/v1\ntime ${time}\n${text}`);
}
