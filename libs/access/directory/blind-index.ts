import { compositeOf, ownKeyOf, type InsuredIdentifiers, type OwnKey } from '../domain/identifiers.js';
import type { KeyProvider } from '../keys/key-provider.port.js';

/** What names one person by itself. */
export type Identifying = InsuredIdentifiers | OwnKey;

/** What a full composite or an own key is found by: keyed, so that it is no list to guess against. */
export function blindIndex(provider: KeyProvider, association: string, identifying: Identifying): Promise<Buffer> {
  const text = 'number' in identifying ? compositeOf(identifying) : ownKeyOf(identifying);
  return provider.mac(association, 'index', text);
}
