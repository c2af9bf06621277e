import { formatVerifierKey, type VerifierKey } from '#proof';
import { openHead, proveGrown, type Head } from './examine-checkpoint.js';
import { followKeys } from './follow-keys.js';
import type { LogClient } from './log-client.js';
import type { Followed } from './witness-state.js';

/** Keys that followed one upon another since a witness looked last: a key for each year of a century. */
const ROTATIONS_MAX = 100;

/**
 * The keys to trust for a checkpoint that none of the trusted ones signed. Each next key is announced in a tree that one
 * of them signed, for both sign between its announcement and the end of the one before: the log has such checkpoints of
 * the past, and each must go on from the last that was good. Where no key follows, the trusted ones are all there are.
 */
export async function keysUpTo(
  signed: string,
  { origin, keys: trusted }: Pick<Followed, 'origin' | 'keys'>,
  last: Head,
  log: Pick<LogClient, 'keys' | 'inclusion' | 'checkpoint' | 'consistency'>,
): Promise<readonly VerifierKey[]> {
  let [keys, head] = [trusted, last];
  for (let turn = 0; turn < ROTATIONS_MAX; turn += 1) {
    ({ keys } = await followKeys({ origin, keys }, head.checkpoint, log));
    if (await isOpened(signed, origin, keys)) return keys;
    const from = await nextAnnounced(keys, head.checkpoint.size, log);
    if (from === null) return keys;
    const next = await openHead(await log.checkpoint(from + 1), origin, keys);
    await proveGrown(head, next, log);
    head = next;
  }
  return keys;
}

/** The place of the first announcement behind a head, of a key that is not trusted yet; null where there is none. */
async function nextAnnounced(
  keys: readonly VerifierKey[],
  size: number,
  log: Pick<LogClient, 'keys'>,
): Promise<number | null> {
  const known = new Set(keys.map(formatVerifierKey));
  const places = (await log.keys()).filter(({ key }) => !known.has(key)).map(({ announced }) => announced.index);
  const behind = places.filter((index) => index >= size);
  return behind.length > 0 ? Math.min(...behind) : null;
}

async function isOpened(signed: string, origin: string, keys: readonly VerifierKey[]): Promise<boolean> {
  return openHead(signed, origin, keys).then(
    () => true,
    () => false,
  );
}
