import { compositeOf, type InsuredIdentifiers } from '../domain/identifiers.js';
import type { KeyProvider } from '../keys/key-provider.port.js';

/** What a full composite is found by: keyed, so that it is no list to guess against. */
export function blindIndex(
  provider: KeyProvider,
  association: string,
  identifiers: InsuredIdentifiers,
): Promise<Buffer> {
  return provider.mac(association, 'index', compositeOf(identifiers));
}
