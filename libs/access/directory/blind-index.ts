import { compositeOf, ownKeyOf, type InsuredIdentifiers, type OwnKey } from '../domain/identifiers.js';
import type { KeyProvider } from '../keys/key-provider.port.js';

/** What names one person by itself. */
export type Identifying = InsuredIdentifiers | OwnKey;

/** What a full composite or an own key is found by: keyed, so that it is no list to guess against. */
export function blindIndex(provider: KeyProvider, association: string, identifying: Identifying): Promise<Buffer> {
  return provider.mac(association, 'index', textOf(identifying));
}

/** The texts of all by which a person is found; the blind index of each is its keyed hash. */
export function foundBy(person: InsuredIdentifiers & Partial<OwnKey>): string[] {
  const { ownKey } = person;
  return ownKey === undefined ? [compositeOf(person)] : [compositeOf(person), ownKeyOf({ ownKey })];
}

function textOf(identifying: Identifying): string {
  return 'number' in identifying ? compositeOf(identifying) : ownKeyOf(identifying);
}
