import { checkpointText, cosign, formatNote, formatVerifierKey, parseNote, type Note, type VerifierKey } from '#proof';
import { followKeys } from './follow-keys.js';
import { keysUpTo } from './keys-up-to.js';
import { openHead, proveGrown, type Head } from './examine-checkpoint.js';
import type { LogClient } from './log-client.js';
import { CannotCheck, EvidenceBroken } from './outcome.js';
import { replayLog } from './replay/replay-log.js';
import { notPromised, reportedHead, type Checked, type Failure, type WitnessReport } from './report.js';
import type { WitnessKey } from './witness-key.js';
import type { Followed, WitnessState } from './witness-state.js';

export interface WitnessRun {
  readonly followed: Followed;
  readonly client: LogClient;
  readonly key: WitnessKey;
  /** What a replay needs, each got when it is needed; null where none is asked for. */
  readonly replay: { readonly key: () => WitnessKey; readonly mapKey: () => Promise<Uint8Array> } | null;
  readonly isPosting: boolean;
  /** Whether a person said that a head which was lost is to be gone on without. */
  readonly isBeginningAnew?: boolean;
  readonly secondsOldMax: number;
  readonly now: () => Date;
}

/** The pieces of a report, as they come together. */
interface Notes {
  head: Head | null;
  last: Head | null;
  readonly checked: Checked[];
  behind: number | null;
  isReplayed: boolean;
  readonly failures: Failure[];
  cosigned: readonly VerifierKey[];
  isPosted: boolean;
}

/** One look at a log. What is broken is kept in the state, and nothing is looked at again before a person cleared it. */
export async function runWitness(state: WitnessState, run: WitnessRun): Promise<WitnessReport> {
  const notes: Notes = {
    head: null,
    last: null,
    checked: [],
    behind: null,
    isReplayed: false,
    failures: [],
    cosigned: [],
    isPosted: false,
  };
  const kept = state.failure();
  if (kept) {
    notes.failures.push({ what: kept.what, ...kept.facts });
    return reportOf(run, notes, 'broken', kept.at);
  }
  try {
    await look(state, run, notes);
    return reportOf(run, notes, notes.failures.length > 0 ? 'cannot-check' : 'ok');
  } catch (error) {
    if (error instanceof EvidenceBroken) state.fail(error, run.now());
    else if (!(error instanceof CannotCheck)) throw error;
    notes.failures.push({ what: error.what, ...error.facts });
    return reportOf(run, notes, error instanceof EvidenceBroken ? 'broken' : 'cannot-check');
  }
}

async function look(state: WitnessState, run: WitnessRun, notes: Notes): Promise<void> {
  const { client } = run;
  let { followed } = run;
  const lastSigned = state.checkpoint();
  // To begin anew by itself would let whoever can take the file away have any log cosigned.
  if (lastSigned === null && followed.begun && !run.isBeginningAnew) throw new CannotCheck('head-lost');
  notes.last = lastSigned === null ? null : await openHead(lastSigned, followed.origin, followed.keys);
  const signed = await client.checkpoint();
  followed = await knowing(signed, followed, notes, client);
  const head = await openHead(signed, followed.origin, followed.keys);
  notes.head = head;
  notes.checked.push({ what: 'checkpoint', count: 1 });
  if (notes.last) {
    await proveGrown(notes.last, head, client);
    notes.checked.push({ what: 'consistency', count: 1 });
  }
  const keys = await withKeysOf(head, followed, notes, client);
  const signers = [run.key, ...(await replay(state, run, head, notes))];
  await cosignAndKeep(state, { ...run, followed: { ...followed, keys } }, notes, { head, signers });
  noteAge(head, run, notes);
}

/** Where no trusted key signed, the trees that trusted ones did sign may prove which keys followed. */
async function knowing(signed: string, followed: Followed, notes: Notes, client: LogClient): Promise<Followed> {
  try {
    await openHead(signed, followed.origin, followed.keys);
    return followed;
  } catch (error) {
    if (!(error instanceof EvidenceBroken) || error.what !== 'unknown-key' || !notes.last) throw error;
    return { ...followed, keys: await keysUpTo(signed, followed, notes.last, client) };
  }
}

async function withKeysOf(head: Head, followed: Followed, notes: Notes, client: LogClient): Promise<Followed['keys']> {
  const { keys, unproven } = await followKeys(followed, head.checkpoint, client);
  notes.checked.push({ what: 'keys', count: keys.length });
  for (const key of unproven) notes.failures.push({ what: 'key-not-announced', found: key });
  return keys;
}

async function replay(state: WitnessState, run: WitnessRun, head: Head, notes: Notes): Promise<WitnessKey[]> {
  if (!run.replay) return [];
  const { key, mapKey } = run.replay;
  try {
    const at = { path: state.path('replay.json'), mapKey: await mapKey(), now: run.now() };
    notes.isReplayed = true;
    const counts = await replayLog(run.client, head.checkpoint, at);
    notes.checked.push({ what: 'entries', count: counts.entries }, { what: 'maps', count: counts.maps });
    notes.behind = counts.behind;
    if (!counts.stoodStill) return [key()];
    const { position, seconds } = counts.stoodStill;
    throw new CannotCheck('map-behind', { position, found: `${seconds} s` });
  } catch (error) {
    // That it grew is proven all the same, and is worth a signature of its own.
    if (!(error instanceof CannotCheck)) throw error;
    notes.failures.push({ what: error.what, ...error.facts });
    notes.isReplayed &&= error.what === 'map-behind';
    return [];
  }
}

async function cosignAndKeep(
  state: WitnessState,
  run: WitnessRun,
  notes: Notes,
  { head, signers }: { readonly head: Head; readonly signers: readonly WitnessKey[] },
): Promise<void> {
  const text = checkpointText(head.checkpoint);
  const time = Math.floor(run.now().getTime() / 1_000);
  const own = await Promise.all(signers.map(({ verifier, sign }) => cosign(text, time, verifier, sign)));
  const { signatures } = parseNote(head.signed);
  const isOwn = ({ name }: { readonly name: string }) => signers.some(({ verifier }) => verifier.name === name);
  const note: Note = { text, signatures: [...signatures.filter((one) => !isOwn(one)), ...own] };
  state.follow(run.followed);
  state.keep(formatNote(note));
  if (!run.followed.begun) state.follow({ ...run.followed, begun: true });
  notes.cosigned = signers.map(({ verifier }) => verifier);
  if (!run.isPosting) return;
  try {
    await run.client.post(formatNote({ text, signatures: own }));
    notes.isPosted = true;
  } catch (error) {
    if (!(error instanceof CannotCheck)) throw error;
    notes.failures.push({ what: 'not-posted', ...error.facts });
  }
}

function noteAge({ time }: Head, { secondsOldMax, now }: WitnessRun, notes: Notes): void {
  if (time === null) return;
  const secondsOld = Math.floor(now().getTime() / 1_000) - time;
  if (secondsOld <= secondsOldMax) return;
  notes.failures.push({ what: 'stale', expected: `${secondsOldMax} s`, found: `${secondsOld} s` });
}

function reportOf(
  { followed, now }: WitnessRun,
  notes: Notes,
  ok: WitnessReport['ok'],
  failedAt?: string,
): WitnessReport {
  return {
    ok,
    at: now().toISOString(),
    log: followed.log,
    origin: followed.origin,
    head: notes.head && reportedHead(notes.head),
    last: notes.last && reportedHead(notes.last),
    checked: notes.checked,
    ...(notes.behind === null ? {} : { behind: notes.behind }),
    failures: notes.failures,
    ...(failedAt === undefined ? {} : { failedAt }),
    cosigned: notes.cosigned.map(formatVerifierKey),
    posted: notes.isPosted,
    notPromised: notPromised(notes.isReplayed),
  };
}
