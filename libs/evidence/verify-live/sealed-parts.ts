import type { DataKeys, Sealed } from '#access';
import { readIdentity, type Envelope, type IdentityOpening } from '#proof';

type Keys = Pick<DataKeys, 'open'>;

/** What events seal, in their order; null where the key is gone, and undefined where something else is sealed than was. */
export async function openSealed(association: string, keys: Keys, envelopes: readonly Envelope[]): Promise<unknown[]> {
  const parts = envelopes.map((envelope) => partOf(association, envelope));
  const sealed = parts.filter((part) => part !== null);
  // One that was altered would leave all the others unopened.
  const opened = await keys.open(sealed).catch(() => openEach(keys, sealed));
  let at = 0;
  return parts.map((part) => (part ? opened[at++] : undefined));
}

/** What opens a commitment, of a sealed part that was opened; null where it holds none. */
export function openingOf(opened: unknown): IdentityOpening | null {
  try {
    const { salt, identity } = (opened as { opening: { salt: unknown; identity: unknown } }).opening;
    return typeof salt === 'string' ? { salt, identity: readIdentity(identity) } : null;
  } catch (error) {
    if (error instanceof TypeError) return null;
    throw error;
  }
}

async function openEach(keys: Keys, parts: readonly Sealed[]): Promise<unknown[]> {
  const opened: unknown[] = [];
  for (const part of parts)
    opened.push(
      await keys.open([part]).then(
        ([one]) => one,
        () => undefined,
      ),
    );
  return opened;
}

function partOf(association: string, { id, keyId, sealed }: Envelope): Sealed | null {
  if (keyId === null || sealed === null) return null;
  return { association, eventId: id, keyId, sealed };
}
