import {
  equalBytes,
  instantFailure,
  isConsistent,
  NoteError,
  parseCheckpointText,
  parseNote,
  sha256,
  timestampClaims,
  type About,
  type AgeTerms,
  type Checked,
  type Checkpoint,
  type Failure,
  type NotPromisedCode,
  type StampFailure,
} from '#proof';
import type { LogClient } from './log-client.js';

const MINUTE_MILLISECONDS = 60_000;

export interface StampTerms {
  readonly now: Date;
  /** How old the newest timestamp may be, where that was asked. */
  readonly age?: AgeTerms | undefined;
  /** Looks at its signature, where a certificate was given. */
  readonly stampFailure?: StampFailure | undefined;
}

export interface StampSeen {
  readonly checked: readonly Checked[];
  readonly failures: readonly Failure[];
  readonly about: readonly About[];
  readonly notPromised: readonly NotPromisedCode[];
}

type Stamps = Pick<LogClient, 'stampedCheckpoint' | 'timestamp' | 'consistency'>;

/**
 * The newest timestamp of a log: held to its checkpoint, and that to the head. How old it is is told and is no failure, nor
 * that there is none, unless an age was asked for.
 */
export async function newestStamp(log: Stamps, head: Checkpoint, terms: StampTerms): Promise<StampSeen> {
  const note = await log.stampedCheckpoint();
  if (note === null) {
    const failures: Failure[] = terms.age ? [{ what: 'no-timestamp', where: head.origin }] : [];
    return { checked: [], failures, about: [{ what: 'timestamp', value: '-' }], notPromised: [] };
  }
  const time = await timeOf(log, note, head, terms);
  if (!('at' in time)) return { checked: [], failures: [time], about: [], notPromised: [] };
  const { at, size } = time;
  const old = terms.age && instantFailure(at, terms.age, 'timestamp');
  const minutes = Math.max(Math.floor((terms.now.getTime() - at) / MINUTE_MILLISECONDS), 0);
  return {
    checked: [{ what: 'timestamp', count: 1 }],
    failures: old ? [old] : [],
    about: [
      { what: 'timestamp', value: `${size} ${new Date(at).toISOString()}` },
      { what: 'timestamp-age', value: String(minutes) },
    ],
    notPromised: terms.stampFailure ? [] : ['authority'],
  };
}

/** The time that a timestamp says, in milliseconds, and the size that it is on; or why it is none of this log. */
async function timeOf(
  log: Stamps,
  note: string,
  head: Checkpoint,
  { stampFailure }: StampTerms,
): Promise<{ readonly at: number; readonly size: number } | Failure> {
  const where = 'timestamp';
  const stamped = readStamped(note);
  if (!stamped) return { what: 'unreadable', where: 'stamped-checkpoint' };
  const { checkpoint, text } = stamped;
  if (checkpoint.origin !== head.origin) return { what: 'other-log', expected: head.origin, found: checkpoint.origin };
  if (!(await isOfOneLog(log, checkpoint, head)))
    return { what: 'not-consistent', where, expected: `${checkpoint.size}` };
  const reply = await log.timestamp(checkpoint.size);
  const claims = timestampClaims(reply);
  if (!claims) return { what: 'unreadable', where };
  const data = new TextEncoder().encode(text);
  if (!equalBytes(claims.imprint, sha256(data))) return { what: 'timestamp-wrong', where, found: 'other-data' };
  const failure = await stampFailure?.(reply, data);
  return failure ? { ...failure, where } : { at: claims.time.getTime(), size: checkpoint.size };
}

/** Whether the larger of two trees begins with the other. A log that grows may have been stamped since its head was read. */
async function isOfOneLog(log: Stamps, stamped: Checkpoint, head: Checkpoint): Promise<boolean> {
  const [old, now] = stamped.size <= head.size ? [stamped, head] : [head, stamped];
  const proof = old.size === now.size ? [] : await log.consistency(old.size, now.size);
  return isConsistent(old, now, proof);
}

/** Nobody vouches for it but the head that goes on from it. */
function readStamped(note: string): { readonly checkpoint: Checkpoint; readonly text: string } | null {
  try {
    const { text } = parseNote(note);
    return { checkpoint: parseCheckpointText(text), text };
  } catch (error) {
    if (error instanceof NoteError) return null;
    throw error;
  }
}
