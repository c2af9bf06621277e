// Starts one PostgreSQL for the whole run. Jest loads this file as it is, without the transform, so the database's
// code is taken from dist, brought up to date first.
import { fork } from 'node:child_process';
import { globSync } from 'node:fs';
import { join } from 'node:path';
import { ensureBuilt } from '../../deploy/bin/ensure.mjs';
import { projectRoot } from '../../deploy/bin/project.mjs';

const keeperFile = new URL('./database-keeper.mjs', import.meta.url);

export default async function globalSetup(globalConfig) {
  if (!needsDatabase(globalConfig)) return;
  await ensureBuilt();
  const keeper = fork(keeperFile, { detached: true, stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  globalThis.kirokuDatabaseKeeper = keeper;
  const { url, urls, directory } = await firstMessage(keeper);
  // Workers are started after this and inherit it.
  process.env.KIROKU_TEST_DATABASE_URL = url;
  process.env.KIROKU_TEST_SERVICE_URLS = JSON.stringify(urls);
  process.env.KIROKU_TEST_DIRECTORY = directory;
}

// Unit specs run alone while somebody works on one; they should not wait for a database that they never ask for.
function needsDatabase({ testPathPatterns }) {
  const asked = testPathPatterns.toExecutor({ rootDir: projectRoot });
  const specs = globSync('{apps,libs,test}/**/*.{int,e2e}-spec.ts', { cwd: projectRoot });
  return specs.some((spec) => asked.isMatch(join(projectRoot, spec)));
}

function firstMessage(keeper) {
  return new Promise((resolve, reject) => {
    keeper.once('message', resolve);
    keeper.once('error', reject);
    keeper.once('exit', () => reject(new Error('the database for the tests did not start; its reason is above')));
  });
}
