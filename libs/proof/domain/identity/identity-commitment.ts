import { concatBytes, fromBase64 } from '../bytes.js';
import { canonicalBytes } from '../canonical.js';
import { sha256 } from '../sha256.js';

// Apart from the prefixes of trees, chains, maps and their blinds.
const PREFIX = Uint8Array.of(0x06);
/** As many as the hash has: nobody who lacks the salt can try identities, however few there are. */
export const IDENTITY_SALT_BYTES = 32;

/** By what an association knows a person, as it was registered. What nobody stated is left out. */
export interface CommittedIdentity {
  readonly insurerNumber?: string;
  readonly symbol?: string;
  readonly number: string;
  readonly branch?: string;
  readonly ownKey?: string;
  readonly name: string;
  readonly kana?: string;
  readonly birthDate?: string;
}

/** What opens a commitment. It is sealed with the member's own key, and dies with it. */
export interface IdentityOpening {
  /** 32 random bytes, base 64. */
  readonly salt: string;
  readonly identity: CommittedIdentity;
}

/** Whose commitment it is: it cannot be copied to another reference. */
export interface IdentityPlace {
  readonly association: string;
  readonly reference: string;
}

/**
 * What the log holds of an identity: SHA-256(0x06 ‖ salt ‖ RFC 8785 of {association, identity, reference}), 32 bytes.
 * With the salt anybody can make it again; without it, and after the salt is gone, it is random bytes. Null where the
 * salt has not its length: a shorter one would leave room for a second meaning.
 */
export function identityCommitment(place: IdentityPlace, { salt, identity }: IdentityOpening): Uint8Array | null {
  const bytes = fromBase64(salt);
  return bytes && commitToIdentity(place, identity, bytes);
}

/** The same by the bytes of the salt, for whoever has just made them. */
export function commitToIdentity(
  { association, reference }: IdentityPlace,
  identity: CommittedIdentity,
  salt: Uint8Array,
): Uint8Array | null {
  if (salt.length !== IDENTITY_SALT_BYTES) return null;
  const said = canonicalBytes({ association, identity, reference });
  return sha256(concatBytes(PREFIX, salt, said));
}
