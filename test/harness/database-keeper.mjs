// Holds the tests' PostgreSQL in a process of its own. When jest goes, by its end, Ctrl-C or kill -9, the channel
// closes and the keeper stops the database and removes its files: no way of ending jest leaves a server behind.
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedDatabase } from '../../dist/libs/platform/embedded-database/index.js';

const gone = new Promise((resolve) => process.once('disconnect', resolve));
const dir = mkdtempSync(join(tmpdir(), 'kiroku-test-'));
chmodSync(dir, 0o711); // PostgreSQL's user must be able to pass through.

let database;
try {
  // The files are thrown away at the end, so nothing is lost by not waiting for the disk.
  database = await startEmbeddedDatabase({ dataDir: join(dir, 'data'), log: () => {}, durable: false });
  const services = ['ledger', 'disclosure', 'projector'];
  const urls = Object.fromEntries(services.map((service) => [service, database.urlOf(service)]));
  if (process.connected) process.send({ url: database.url, urls, directory: dir });
  await gone;
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
} finally {
  await database?.stop();
  rmSync(dir, { recursive: true, force: true });
  if (process.connected) process.disconnect();
}
