import {
  identityCommitment,
  IDENTITY_SALT_BYTES,
  toBase64,
  type CommittedIdentity,
  type IdentityOpening,
} from '#proof';
import type { InsuredIdentifiers } from './identifiers.js';

/** What is known of somebody that tells the person from all others. */
export interface Identified extends InsuredIdentifiers {
  readonly name: string;
  readonly kana: string | null;
  readonly birthDate: string | null;
  readonly ownKey?: string;
}

/** As it was registered, to the letter: what is committed to is never folded. */
export function identityOf(person: Identified): CommittedIdentity {
  const { insurerNumber, symbol, number, branch, ownKey, name, kana, birthDate } = person;
  return {
    number,
    name,
    ...(insurerNumber !== null && { insurerNumber }),
    ...(symbol !== null && { symbol }),
    ...(branch !== null && { branch }),
    ...(ownKey !== undefined && { ownKey }),
    ...(kana !== null && { kana }),
    ...(birthDate !== null && { birthDate }),
  };
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
  const opening = { salt: toBase64(salt), identity: identityOf(person) };
  const commitment = identityCommitment(place, opening);
  if (!commitment) throw new RangeError(`The salt of a commitment has ${IDENTITY_SALT_BYTES} bytes.`);
  return { commitment: toBase64(commitment), opening };
}
