import { fromBase64 } from '../bytes.js';
import { IDENTITY_SALT_BYTES, type CommittedIdentity } from './identity-commitment.js';

export const IDENTITY_FORMAT = 'kiroku-identity/v1';

/** To whom a log is held under the references of one person. All bytes are base 64. */
export interface IdentityDocument {
  readonly format: typeof IDENTITY_FORMAT;
  readonly association: string;
  /** The newest of each reference of the person. */
  readonly openings: readonly OpenedReference[];
}

export interface OpenedReference {
  readonly reference: string;
  readonly salt: string;
  readonly identity: CommittedIdentity;
  /** The bytes of the event that commits. */
  readonly entry: string;
  /** That it is in the log: https://c2sp.org/tlog-proof. */
  readonly proof: string;
}

/** An opening as it is computed with. */
export interface ReadOpening extends Omit<OpenedReference, 'entry'> {
  readonly entry: Uint8Array;
}

const REQUIRED = ['number', 'name'] as const satisfies readonly (keyof CommittedIdentity)[];
const IDENTITY_FIELDS: readonly string[] = [
  ...REQUIRED,
  'insurerNumber',
  'symbol',
  'branch',
  'ownKey',
  'kana',
  'birthDate',
] satisfies readonly (keyof CommittedIdentity)[];

/** Half of a surrogate pair has no UTF-8, and so is in no commitment. */
const HALF_CHARACTER = /\p{Cs}/u;

/** Reads a document of any origin; null where it is none. */
export function readIdentityDocument(
  document: unknown,
): { readonly association: string; readonly openings: readonly ReadOpening[] } | null {
  try {
    const { format, association, openings } = document as IdentityDocument;
    if (format !== IDENTITY_FORMAT || openings.length === 0) return null;
    return { association: textOf(association), openings: openings.map(openingOf) };
  } catch (error) {
    // Whatever is not there, or of another kind, throws where it is read.
    if (error instanceof TypeError) return null;
    throw error;
  }
}

function openingOf({ reference, salt, identity, entry, proof }: OpenedReference): ReadOpening {
  if (!/^[\w-]{1,64}$/.test(textOf(reference))) throw new TypeError('No reference.');
  if (fromBase64(textOf(salt))?.length !== IDENTITY_SALT_BYTES) throw new TypeError('No salt.');
  const bytes = fromBase64(textOf(entry));
  if (!bytes) throw new TypeError('No bytes.');
  return { reference, salt, identity: readIdentity(identity), entry: bytes, proof: textOf(proof) };
}

/** Nothing but what is known to be an identity: it is told to whoever reads the report. */
export function readIdentity(identity: unknown): CommittedIdentity {
  if (typeof identity !== 'object' || identity === null) throw new TypeError('No identity.');
  const isKnown = ([field, value]: [string, unknown]) =>
    IDENTITY_FIELDS.includes(field) && typeof value === 'string' && !HALF_CHARACTER.test(value);
  if (!Object.entries(identity).every(isKnown)) throw new TypeError('No identity.');
  if (!REQUIRED.every((field) => field in identity)) throw new TypeError('No identity.');
  return identity as CommittedIdentity;
}

function textOf(value: unknown): string {
  if (typeof value !== 'string' || value === '') throw new TypeError('No text.');
  return value;
}
