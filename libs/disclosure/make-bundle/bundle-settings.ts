import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SettingsError, type Environment } from '#platform';

export interface BundleSettings {
  /** Where bundles are made and kept; all services that make them must see the same one. */
  readonly directory: string;
  /** How long a bundle is kept once it is ready. */
  readonly keptHours: number;
}

export const BUNDLE_SETTINGS = Symbol('BundleSettings');

const KEPT_HOURS = 72;
const KEPT_HOURS_MAX = 24 * 90;

/** `KIROKU_BUNDLE_DIRECTORY` and `KIROKU_BUNDLE_HOURS`; says which of them cannot be read. */
export function bundleSettings(env: Environment): BundleSettings {
  const directory = env['KIROKU_BUNDLE_DIRECTORY'] || join(tmpdir(), `kiroku-bundles-${process.getuid?.() ?? 0}`);
  const text = env['KIROKU_BUNDLE_HOURS'] || String(KEPT_HOURS);
  const keptHours = Number(text);
  if (!/^\d{1,4}$/.test(text) || keptHours < 1 || keptHours > KEPT_HOURS_MAX)
    throw new SettingsError(`KIROKU_BUNDLE_HOURS is a whole number from 1 to ${KEPT_HOURS_MAX}.`);
  return { directory, keptHours };
}
