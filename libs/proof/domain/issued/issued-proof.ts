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
