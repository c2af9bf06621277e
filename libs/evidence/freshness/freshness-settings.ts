import { SettingsError, type Environment } from '#platform';
import type { AgesMax } from '../domain/staleness.js';

export interface FreshnessSettings {
  readonly max: AgesMax;
  /** Whether what rests on evidence is refused while it is stale. */
  readonly isStrict: boolean;
}

/** Heads are renewed each minute: ten times that is no accident. */
const CHECKPOINT_SECONDS_DEFAULT = 600;
/** An authority is asked so often that two failures in a row are passed over. */
const STAMPS_MISSED_MAX = 3;
const STAMP_MINUTES_DEFAULT = 60;

/**
 * `KIROKU_STRICT_EVIDENCE=1`; `KIROKU_CHECKPOINT_SECONDS_MAX`, `KIROKU_TIMESTAMP_SECONDS_MAX`. A process that asks no
 * authority itself is told of one by the last of them.
 */
export function freshnessSettings(env: Environment): FreshnessSettings {
  const strict = env['KIROKU_STRICT_EVIDENCE'] || '0';
  if (!['0', '1'].includes(strict)) throw new SettingsError('KIROKU_STRICT_EVIDENCE is 1 or 0.');
  const checkpoint = secondsOf(env, 'KIROKU_CHECKPOINT_SECONDS_MAX') ?? CHECKPOINT_SECONDS_DEFAULT;
  const unstamped =
    secondsOf(env, 'KIROKU_TIMESTAMP_SECONDS_MAX') ?? (env['KIROKU_TSA_URL'] ? stampsMissed(env) : null);
  return { max: { checkpoint, unstamped }, isStrict: strict === '1' };
}

function stampsMissed(env: Environment): number {
  return Number(env['KIROKU_TSA_MINUTES'] || STAMP_MINUTES_DEFAULT) * 60 * STAMPS_MISSED_MAX;
}

function secondsOf(env: Environment, name: string): number | null {
  const text = env[name];
  if (!text) return null;
  // Below a minute a log that is quiet would be stale.
  if (!/^[1-9]\d{1,7}$/.test(text) || Number(text) < 60)
    throw new SettingsError(`${name} is a number of seconds, from 60 up.`);
  return Number(text);
}
