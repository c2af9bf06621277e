import {
  failed,
  reportOf,
  checkpointAgeFailure,
  verifyCheckpoint,
  type About,
  type AgeTerms,
  type Checked,
  type Checkpoint,
  type NotPromisedCode,
  type ReportLanguage,
  type StampFailure,
  type VerificationReport,
  type VerifierKey,
} from '#proof';
import { LogClient, LogError } from './log-client.js';
import { newestStamp } from './newest-stamp.js';
import { TilesVerification } from './tiles-verification.js';

export interface LogOptions {
  readonly keys: readonly VerifierKey[];
  readonly token?: string | undefined;
  readonly age?: AgeTerms | undefined;
  /** How old the newest timestamp may be; where it is left out its age is told, and is no failure. */
  readonly stampAge?: AgeTerms | undefined;
  readonly stampFailure?: StampFailure | undefined;
  /** Why entries are read; without it they are not, though there be a token. */
  readonly because?: string | undefined;
  readonly language?: ReportLanguage;
  readonly onProgress?: (leaves: number, of: number) => void;
}

/** Verifies a running log from outside: its signed checkpoint, its newest timestamp, all tiles up to the root, and with a token and a reason its entries. */
export async function verifyLogAt(
  address: URL,
  { keys, token, because, age, stampAge, stampFailure, language, onProgress }: LogOptions,
): Promise<VerificationReport> {
  const log = new LogClient(address, token, language);
  const withEntries = token !== undefined && because !== undefined;
  try {
    const known = keys.length > 0 ? keys : await log.keys();
    const verdict = await verifyCheckpoint(await log.checkpoint(), known);
    if ('failure' in verdict) return failed(verdict.failure);
    const old = age && (await checkpointAgeFailure(verdict.checkpoint, known, age));
    const stamp = await newestStamp(log, verdict.checkpoint, { now: new Date(), age: stampAge, stampFailure });
    // Nobody is given a token before the log was known by its key.
    if (withEntries) await log.giveReason(because);
    const tiles = new TilesVerification(log, verdict.checkpoint, withEntries);
    await tiles.run(onProgress);
    const checked: Checked[] = [{ what: 'checkpoint', count: 1 }, ...stamp.checked, ...tiles.checked];
    const failures = [...(old ? [old] : []), ...stamp.failures, ...tiles.failures];
    return reportOf({
      checked,
      failures,
      notPromised: [...notPromised(keys.length === 0, withEntries), ...stamp.notPromised],
      about: [...logFacts(verdict.checkpoint), ...stamp.about],
    });
  } catch (error) {
    if (error instanceof LogError) return failed(error.failure);
    throw error;
  }
}

/** Which log it was, and how far it went, for whoever comes again. */
function logFacts({ origin, size }: Checkpoint): About[] {
  return [
    { what: 'log', value: origin },
    { what: 'tree-size', value: String(size) },
  ];
}

function notPromised(ownKeys: boolean, withEntries: boolean): NotPromisedCode[] {
  const unlooked = [...(ownKeys ? (['own-keys'] as const) : []), ...(withEntries ? [] : (['entries'] as const))];
  return [...unlooked, 'one-view', 'truth', 'rows', 'later', 'time'];
}
