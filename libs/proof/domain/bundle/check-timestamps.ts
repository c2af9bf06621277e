import { equalBytes, fromBase64 } from '../bytes.js';
import { checkpointText, parseCheckpointText, type Checkpoint } from '../checkpoint.js';
import { NoteError } from '../note.js';
import type { Failure } from '../report.js';
import { sha256 } from '../sha256.js';
import { HASH_BYTES } from '../tiles.js';
import { timestampClaims } from '../timestamp-claims.js';
import { isConsistent } from '../verify-tree.js';
import { readSmallZipEntry } from '../zip/read-zip-entry.js';
import { TIMESTAMP_FILES } from './bundle-files.js';
import { textOf, type OpenBundle } from './open-bundle.js';

/** Whether the signature of an authority makes a reply about some bytes to be believed; what is wrong with it, else. */
export type StampFailure = (reply: Uint8Array, data: Uint8Array) => Promise<Failure | null>;

export interface TimestampsFound {
  readonly count: number;
  /** The size that each was on, and the time that it says. */
  readonly times: readonly string[];
  readonly failures: readonly Failure[];
}

const REPLY_BYTES_MAX = 65_536;
/** Some hundred are put into a bundle; a list without end is no evidence. */
const TIMESTAMPS_MAX = 1_000;

/** Looks whether each timestamp of a bundle is over a checkpoint of its log, and whether the log goes on from that one. */
export async function checkTimestamps(
  bundle: OpenBundle,
  head: Checkpoint,
  stampFailure: StampFailure | undefined,
): Promise<TimestampsFound> {
  const names = bundle.manifest.files.map(({ name }) => name).filter((name) => TIMESTAMP_FILES.reply.test(name));
  const failures: Failure[] = [];
  const times: string[] = [];
  for (const name of names.slice(0, TIMESTAMPS_MAX)) {
    const found = await lookAt(bundle, head, name, stampFailure);
    if (typeof found === 'string') times.push(found);
    else if (found) failures.push({ ...found, where: name });
  }
  return { count: times.length, times, failures };
}

/** What is wrong with one, or its size and time; null where the file is missing. */
async function lookAt(
  bundle: OpenBundle,
  head: Checkpoint,
  name: string,
  stampFailure: StampFailure | undefined,
): Promise<Failure | string | null> {
  const size = Number(TIMESTAMP_FILES.reply.exec(name)![1]);
  const [entry, text] = [bundle.files.get(name), await textOf(bundle, TIMESTAMP_FILES.textOf(size))];
  // That a file is missing is told by its own name.
  if (!entry) return null;
  const stamped = text === null ? null : checkpointOf(text);
  if (text === null || !stamped || stamped.size !== size) return { what: 'timestamp-wrong', found: 'text' };
  if (stamped.origin !== head.origin) return { what: 'other-log', expected: head.origin, found: stamped.origin };
  const proof = hashesOf(await textOf(bundle, TIMESTAMP_FILES.proofOf(size)));
  if (!proof || !isConsistent(stamped, head, proof)) return { what: 'not-consistent', expected: `${size}` };
  const reply = await readSmallZipEntry(bundle.source, entry, REPLY_BYTES_MAX);
  const data = new TextEncoder().encode(text);
  const claims = timestampClaims(reply);
  if (!claims) return { what: 'unreadable' };
  if (!equalBytes(claims.imprint, sha256(data))) return { what: 'timestamp-wrong', found: 'other-data' };
  return (await stampFailure?.(reply, data)) ?? `${size} ${claims.time.toISOString()}`;
}

/** A text that says a checkpoint and nothing besides. */
function checkpointOf(text: string): Checkpoint | null {
  try {
    const checkpoint = parseCheckpointText(text);
    return checkpointText(checkpoint) === text ? checkpoint : null;
  } catch (error) {
    if (error instanceof NoteError) return null;
    throw error;
  }
}

function hashesOf(text: string | null): Uint8Array[] | null {
  const hashes = (text ?? '')
    .split('\n')
    .filter((line) => line !== '')
    .map(fromBase64);
  return hashes.every((hash) => hash?.length === HASH_BYTES) ? (hashes as Uint8Array[]) : null;
}
