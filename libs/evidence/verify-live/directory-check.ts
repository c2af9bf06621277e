import { identityOf, newestOpening } from '#access';
import { canonicalBytes, sha256, toBase64, type CommittedIdentity } from '#proof';
import type { IdentitySources } from './identity-sources.js';
import type { Sight } from './persons-of-references.js';

/** Entries in memory at once. */
const ENTRIES_AT_ONCE = 1_000;

/** The newest identity that a log commits to under a reference, by its digest. */
export interface NewestIdentity extends Sight {
  readonly digest: string;
}

export function digestOf(identity: CommittedIdentity): string {
  return toBase64(sha256(canonicalBytes(identity)));
}

/** References whose entry of the directory is another person, by whatever it was put there, than the log commits to. */
export async function* directoryDiffers(
  association: string,
  newest: readonly NewestIdentity[],
  { directory, facts }: Pick<IdentitySources, 'directory' | 'facts'>,
): AsyncGenerator<Sight> {
  for (let from = 0; from < newest.length; from += ENTRIES_AT_ONCE) {
    const some = newest.slice(from, from + ENTRIES_AT_ONCE);
    const entries = await directory.read(
      association,
      some.map(({ reference }) => reference),
    );
    for (const one of some) {
      const entry = entries.get(one.reference);
      if (entry && digestOf(identityOf(entry)) === one.digest) continue;
      // The log was read before the directory: by now the person may be another by an event, or be erased.
      if (await differsNow(association, one, { directory, facts })) yield one;
    }
  }
}

async function differsNow(
  association: string,
  { reference }: Sight,
  { directory, facts }: Pick<IdentitySources, 'directory' | 'facts'>,
): Promise<boolean> {
  const entry = (await directory.read(association, [reference])).get(reference);
  const events = await facts.read(association, reference);
  if (events.some(({ event }) => event.type === 'KeyDestroyed')) return false;
  const opening = newestOpening(events)?.opening;
  return !entry || !opening || digestOf(identityOf(entry)) !== digestOf(opening.identity);
}
