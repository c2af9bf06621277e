import { fromBase64 } from '../bytes.js';
import { HASH_BYTES } from '../tiles.js';
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
  /** By `completenessSha256`: which proof of completeness it goes with; any that fits where it is left out. */
  readonly completenessSha256?: string;
}

/** What a verifier reads of the data of a document. */
export interface ReadIssuedData extends IssuedDataHead {
  /** Null where the document is about no person's records. */
  readonly disclosed: ReadDisclosed | null;
}

export type ReadDisclosed = Pick<DisclosedData, 'references' | 'records' | 'completenessSha256'>;

/** Reads data of any origin; null where it is of no document. */
export function readIssuedData(text: string): ReadIssuedData | null {
  try {
    const data = JSON.parse(text) as DisclosedData;
    if (data.format !== ISSUED_DATA_FORMAT || Array.isArray(data)) return null;
    return {
      format: ISSUED_DATA_FORMAT,
      documentId: textOf(data.documentId),
      kind: textOf(data.kind),
      language: textOf(data.language),
      issuedOn: textOf(data.issuedOn),
      association: textOf(data.association),
      code: textOf(data.code),
      salt: textOf(data.salt),
      disclosed: data.references === undefined ? null : disclosedOf(data),
    };
  } catch (error) {
    // Whatever is not there, or of another kind, throws where it is read.
    if (error instanceof TypeError || error instanceof SyntaxError) return null;
    throw error;
  }
}

function disclosedOf({ references, records, completenessSha256 }: DisclosedData): ReadDisclosed {
  return {
    references: references.map(textOf),
    records: records.map(({ position, leaf }) => {
      if (fromBase64(textOf(leaf))?.length !== HASH_BYTES) throw new TypeError('No hash.');
      return { position: textOf(position), leaf };
    }),
    ...(completenessSha256 !== undefined && { completenessSha256: textOf(completenessSha256) }),
  };
}

function textOf(value: unknown): string {
  if (typeof value !== 'string' || value === '') throw new TypeError('No text.');
  return value;
}
