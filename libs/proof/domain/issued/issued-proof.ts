import { fromBase64 } from '../bytes.js';
import type { CompletenessDocument } from '../completeness/completeness-document.js';

export const ISSUED_PROOF_FORMAT = 'kiroku.document-proof/1';

/**
 * That an association issued a file and what it says in it; a PDF carries it as its last attachment, other files have
 * it beside them. Proved is what the log says: the digests of file and data in the entry of their issue, and that the
 * entry is in the log.
 */
export interface IssuedProof {
  readonly format: typeof ISSUED_PROOF_FORMAT;
  readonly association: string;
  /** Bytes of the event DocumentIssued, base64. */
  readonly entry: string;
  /** That it is in the log: c2sp.org/tlog-proof, with the signed checkpoint. */
  readonly proof: string;
  /** What the document says, to the letter, as JSON: its SHA-256 stands in the entry. */
  readonly data: string;
  /** That the log holds no other lines of the person; left out where the document is about no person's records. */
  readonly completeness?: CompletenessDocument;
}

/** A line of the log, as links of a proof of completeness name it. */
export interface PositionedLeaf {
  /** 16 digits. */
  readonly position: string;
  /** Leaf hash, base 64. */
  readonly leaf: string;
}

/** A proof as it is computed with. */
export interface ReadProof extends Omit<IssuedProof, 'format' | 'entry' | 'completeness'> {
  readonly entry: Uint8Array;
  readonly completeness: unknown;
}

/** Half of a surrogate pair has no UTF-8: two texts would have one digest. */
const HALF_CHARACTER = /\p{Cs}/u;

/** Nothing is in a proof that nobody looks at. */
const FIELDS = [
  'format',
  'association',
  'entry',
  'proof',
  'data',
  'completeness',
] satisfies (keyof IssuedProof)[] as string[];
/** A proof of completeness is six deep. */
const DEPTH_MAX = 12;

function isShallow(value: unknown, depth: number): boolean {
  if (typeof value !== 'object' || value === null) return true;
  return depth > 0 && Object.values(value).every((one) => isShallow(one, depth - 1));
}

/** Reads a proof of any origin; null where it is none. */
export function readIssuedProof(document: unknown): ReadProof | null {
  if (typeof document !== 'object' || document === null) return null;
  if (!Object.keys(document).every((field) => FIELDS.includes(field)) || !isShallow(document, DEPTH_MAX)) return null;
  const { format, association, entry, proof, data, completeness } = document as Record<string, unknown>;
  if (format !== ISSUED_PROOF_FORMAT) return null;
  if (typeof association !== 'string' || typeof proof !== 'string') return null;
  if (typeof entry !== 'string' || typeof data !== 'string' || HALF_CHARACTER.test(data)) return null;
  const bytes = fromBase64(entry);
  return bytes && { association, entry: bytes, proof, data, completeness };
}
