import {
  decodeEnvelope,
  ED25519,
  formatVerifierKey,
  isIncluded,
  leafHash,
  parseVerifierKey,
  type Envelope,
  type TreeHead,
  type VerifierKey,
} from '#proof';
import type { KeyEvent, LogClient, PublishedKey } from './log-client.js';

const LOG_KEYS_STREAM = 'log-keys';

export interface FollowedKeys {
  readonly keys: readonly VerifierKey[];
  /** Keys that the log publishes and whose announcement it did not prove. */
  readonly unproven: readonly string[];
}

/**
 * The keys to trust after looking at what a log says of its keys: those of before, with each that an entry of the log
 * announces and without each that an entry retires. The entries must be in a tree that a trusted key signed, so nobody
 * but whoever holds a trusted key can bring in another.
 */
export async function followKeys(
  { origin, keys }: { readonly origin: string; readonly keys: readonly VerifierKey[] },
  head: TreeHead,
  log: Pick<LogClient, 'keys' | 'inclusion'>,
): Promise<FollowedKeys> {
  const trusted = new Map(keys.map((key) => [formatVerifierKey(key), key]));
  const unproven: string[] = [];
  for (const published of await log.keys()) {
    const isRetired = await isProvenRetired(published, origin, head, log);
    if (isRetired) trusted.delete(published.key);
    else if (!trusted.has(published.key)) {
      const key = await announcedKey(published, origin, head, log);
      if (key) trusted.set(published.key, key);
      // What was announced behind this head is for the next run.
      else if (published.announced.index < head.size) unproven.push(published.key);
    }
  }
  // Without any key nothing could be read again; a log that retires its last one is not followed there.
  return { keys: trusted.size > 0 ? [...trusted.values()] : keys, unproven };
}

async function announcedKey(
  { key, announced }: PublishedKey,
  origin: string,
  head: TreeHead,
  log: Pick<LogClient, 'inclusion'>,
): Promise<VerifierKey | null> {
  const entry = await provenEntry(announced, head, log);
  const data = entry?.data as { origin?: unknown; key?: unknown } | undefined;
  if (entry?.type !== 'LogKeyAnnounced' || data?.origin !== origin || data.key !== key) return null;
  const read = readKey(key);
  return read?.name === origin && read.type === ED25519 ? read : null;
}

async function isProvenRetired(
  { key, announced, retired }: PublishedKey,
  origin: string,
  head: TreeHead,
  log: Pick<LogClient, 'inclusion'>,
): Promise<boolean> {
  if (!retired) return false;
  const [began, ended] = [await provenEntry(announced, head, log), await provenEntry(retired, head, log)];
  const [start, end] = [began?.data, ended?.data] as (
    { origin?: unknown; version?: unknown; key?: unknown } | undefined
  )[];
  // The log says which entries are about which key: they have to say so themselves.
  const isAnnounced = began?.type === 'LogKeyAnnounced' && start?.origin === origin && start.key === key;
  const isOfThisKey = isAnnounced && start.version === end?.version;
  return isOfThisKey && ended?.type === 'LogKeyRetired';
}

/** An entry of the stream of its keys that is in the tree; null where it is not shown to be. */
async function provenEntry(
  { index, entry }: KeyEvent,
  head: TreeHead,
  log: Pick<LogClient, 'inclusion'>,
): Promise<Envelope | null> {
  if (index >= head.size) return null;
  const path = await log.inclusion(index, head.size);
  if (!isIncluded(leafHash(entry), index, path, head)) return null;
  try {
    const envelope = decodeEnvelope(entry);
    return envelope.stream === LOG_KEYS_STREAM ? envelope : null;
  } catch {
    return null;
  }
}

function readKey(text: string): VerifierKey | null {
  try {
    return parseVerifierKey(text);
  } catch {
    return null;
  }
}
