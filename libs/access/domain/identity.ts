import { commitToIdentity, IDENTITY_SALT_BYTES, type CommittedIdentity, type IdentityOpening } from '#proof';
import type { InsuredIdentifiers } from './identifiers.js';

/** What is known of somebody that tells the person from all others. */
export interface Identified extends InsuredIdentifiers {
  readonly name: string;
  readonly kana: string | null;
  readonly birthDate: string | null;
  readonly ownKey?: string;
}

/** In the order in which they are hashed, so that nobody has to sort them again. */
const FIELDS = ['birthDate', 'branch', 'insurerNumber', 'kana', 'name', 'number', 'ownKey', 'symbol'] as const;

/** As it was registered, to the letter: what is committed to is never folded. */
export function identityOf(person: Identified): CommittedIdentity {
  const identity: { -readonly [Field in keyof CommittedIdentity]: CommittedIdentity[Field] } = {} as never;
  for (const field of FIELDS) {
    const value = person[field];
    if (value !== null && value !== undefined) identity[field] = value;
  }
  return identity;
}

/** A commitment to who somebody is, and what opens it. */
export interface IdentityCommitted {
  /** Base 64. */
  readonly commitment: string;
  readonly opening: IdentityOpening;
}

/** `salt`: 32 bytes that nobody else is given. */
export function commitIdentity(
  place: { readonly association: string; readonly reference: string },
  person: Identified,
  salt: Uint8Array,
): IdentityCommitted {
  const identity = identityOf(person);
  const commitment = commitToIdentity(place, identity, salt);
  if (!commitment) throw new RangeError(`The salt of a commitment has ${IDENTITY_SALT_BYTES} bytes.`);
  return { commitment: base64(commitment), opening: { salt: base64(salt), identity } };
}

function base64({ buffer, byteOffset, length }: Uint8Array): string {
  return Buffer.from(buffer, byteOffset, length).toString('base64');
}
