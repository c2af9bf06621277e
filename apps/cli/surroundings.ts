import { join } from 'node:path';
import { chooseDataDir } from '../../libs/platform/embedded-database/index.js';

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
export const keyDirectory = (dataDir: string) => join(dataDir, 'secrets', 'keys');
