import { sha256 } from '../sha256.js';
import { codeSha256, hexOf } from './check-code.js';
import { readIssuedData } from './issued-data.js';
import { readIssuedProof } from './issued-proof.js';
import { isPdf, splitPdf } from './pdf-update.js';

/** What a file says of itself before anything of it was verified: by it one knows whose keys to ask for, and nothing else. */
export interface UnprovenDocument {
  /** Null where it brings no proof. */
  readonly association: string | null;
  /** SHA-256 of its code, hexadecimal; null where it says none. */
  readonly codeSha256: string | null;
  /** SHA-256 of the file without its proof, hexadecimal. */
  readonly sha256: string;
}

/** Reads a file of any origin, with the parsed proof that came beside it, if any. */
export function readUnproven(file: Uint8Array, beside: unknown): UnprovenDocument {
  const split = isPdf(file) ? splitPdf(file) : null;
  const proof = readIssuedProof(split ? jsonOf(split.proof) : beside);
  const code = proof && readIssuedData(proof.data)?.code;
  return {
    association: proof?.association ?? null,
    codeSha256: code ? codeSha256(code) : null,
    sha256: hexOf(sha256(split ? split.body : file)),
  };
}

function jsonOf(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return null;
  }
}
