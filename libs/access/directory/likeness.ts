import type { CommittedIdentity } from '#proof';
import { foldName } from '../domain/fold-name.js';
import { compositeOf, ownKeyOf } from '../domain/identifiers.js';
import { VARIANT_CHARACTERS } from './variant-characters.js';

/** By what two identities are held to be of one person. Texts of persons: to be compared, and shown to nobody. */
export interface Likeness {
  /** Who shares one of these is the same person: a number may be given to another one, but not to another of that name. */
  readonly certain: readonly string[];
  /** Who shares one of these may be the same person; two people may be called alike and be born on one day. */
  readonly hints: readonly string[];
  /** Who shares one of these may be the same person where a birth date that could tell them apart is not known of both. */
  readonly undated: readonly string[];
  readonly isDated: boolean;
}

/** What is committed to as it is compared: folded, as the directory finds people by it. */
export function likenessOf(identity: CommittedIdentity): Likeness {
  const { insurerNumber = null, symbol = null, number, branch = null, ownKey, birthDate } = identity;
  const whole = [compositeOf({ insurerNumber, symbol, number, branch })];
  if (ownKey !== undefined) whole.push(ownKeyOf({ ownKey }));
  // A composite of which parts were left out is found by the one part that none may lack.
  const part = compositeOf({ insurerNumber: null, symbol: null, number, branch: null });
  const called = calledOf(identity);
  const [dates, names] = [birthDate === undefined ? [] : [birthDate], called.map((name) => ({ name }))];
  return {
    certain: paired(whole, [...dates, ...names]),
    hints: [...paired(names, dates), ...paired([part], [...dates, ...names])],
    undated: [...whole, ...names.map((name) => JSON.stringify(name))],
    isDated: birthDate !== undefined,
  };
}

/** Kana are compared as names are: what is the one here may have been written as the other there. */
function calledOf({ name, kana = '' }: CommittedIdentity): readonly string[] {
  const folded = [name, kana].map((one) => foldName(one, VARIANT_CHARACTERS));
  return [...new Set(folded)].filter((one) => one !== '');
}

function paired(ones: readonly unknown[], others: readonly unknown[]): string[] {
  return ones.flatMap((one) => others.map((other) => JSON.stringify([one, other])));
}
