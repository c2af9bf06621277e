import { join } from 'node:path';
import {
  chooseDataDir,
  EmbeddedDatabaseError,
  findRunningDatabase,
} from '../../libs/platform/embedded-database/index.js';
import { CommandError } from './exit-codes.js';

/** Folder of the project; the wrapper in deploy/bin says where it is. */
export function projectRoot(): string {
  return process.env['KIROKU_ROOT'] ?? process.cwd();
}

/** The data directory of the embedded mode: `KIROKU_DATA_DIR`, or one that the database's user can reach. */
export function dataDirectory(log: (line: string) => void = () => {}): string {
  return chooseDataDir({ projectRoot: projectRoot(), configured: process.env['KIROKU_DATA_DIR'], log });
}

/** Where secrets of the embedded mode are: readable by the user who runs Kiroku alone. */
export const issuerKeyPath = (dataDir: string) => join(dataDir, 'secrets', 'issuer.jwk.json');
export const clientDirectory = (dataDir: string) => join(dataDir, 'secrets', 'clients');
export const keyDirectory = (dataDir: string) => join(dataDir, 'secrets', 'keys');

/** Where the newest checkpoints are kept: beside the data, so that a restore of the data does not take them back. */
export const checkpointDirectory = (dataDir: string) =>
  process.env['KIROKU_CHECKPOINT_DIRECTORY'] || `${dataDir.replace(/\/+$/, '')}-checkpoints`;

/** Where bundles for the regulator are made and kept for a while. */
export const bundleDirectory = (dataDir: string) =>
  process.env['KIROKU_BUNDLE_DIRECTORY'] || `${dataDir.replace(/\/+$/, '')}-bundles`;

/** The database of this machine's Kiroku: the one that `DATABASE_URL` names, or the embedded one while it runs. */
export function databaseUrl(): string {
  const named = process.env['DATABASE_URL'];
  if (named) return named;
  const dataDir = dataDirectory();
  const found = inWords(() => findRunningDatabase(dataDir));
  if (found) return found;
  throw new CommandError({
    ja: `${dataDir} では Kiroku が動いていません。npm start で起動するか、そこで設定した KIROKU_DATA_DIR を設定するか、DATABASE_URL でデータベースを指定してください。`,
    en: `No Kiroku runs on ${dataDir}. Start it with npm start, set KIROKU_DATA_DIR as it was set there, or name a database in DATABASE_URL.`,
  });
}

function inWords<Result>(look: () => Result): Result {
  try {
    return look();
  } catch (error) {
    throw error instanceof EmbeddedDatabaseError ? new CommandError(error.message) : error;
  }
}
