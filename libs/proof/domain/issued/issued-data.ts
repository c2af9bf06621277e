import type { PositionedLeaf } from './issued-proof.js';

export const ISSUED_DATA_FORMAT = 'kiroku.document/1';

/** How the data of every document begins; its kind adds what it says. */
export interface IssuedDataHead {
  readonly format: typeof ISSUED_DATA_FORMAT;
  readonly documentId: string;
  readonly kind: string;
  readonly language: string;
  /** JST day. */
  readonly issuedOn: string;
  readonly association: string;
  /** As it is printed: `7K2M-…`. */
  readonly code: string;
  /** 16 random bytes, base 64: without them who knows the rest could guess a content by its digest. */
  readonly salt: string;
}

/** Data of a document that goes with a proof of completeness: no other references, and each record a link of a chain. */
export interface DisclosedData extends IssuedDataHead {
  /** Member references of the person, those of the proof of completeness. */
  readonly references: readonly string[];
  readonly records: readonly PositionedLeaf[];
}
