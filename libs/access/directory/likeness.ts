import type { CommittedIdentity } from '#proof';
import { foldName } from '../domain/fold-name.js';
import { compositeOf, ownKeyOf } from '../domain/identifiers.js';
import { VARIANT_CHARACTERS } from './variant-characters.js';

/** By what two identities are held to be of one person. Texts of persons: to be compared, and shown to nobody. */
export interface Likeness {
  /** Who shares one of these is the same person: the numbers of a time may be another's, with the birth date they are not. */
  readonly certain: readonly string[];
  /** Who shares this may be the same person; two people may be called alike and be born on one day. */
  readonly hint: string | null;
}

/** What is committed to as it is compared: folded, as the directory finds people by it. */
export function likenessOf(identity: CommittedIdentity): Likeness {
  const { insurerNumber = null, symbol = null, number, branch = null, ownKey, birthDate } = identity;
  const name = foldName(identity.name, VARIANT_CHARACTERS);
  // Without a birth date a name has to tell whether a number was given to somebody else.
  const born = birthDate ?? { name };
  const numbers = [compositeOf({ insurerNumber, symbol, number, branch })];
  if (ownKey !== undefined) numbers.push(ownKeyOf({ ownKey }));
  return {
    certain: numbers.map((one) => JSON.stringify([one, born])),
    hint: birthDate === undefined ? null : JSON.stringify([{ name }, birthDate]),
  };
}
