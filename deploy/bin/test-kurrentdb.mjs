#!/usr/bin/env node
// `npm run test:kurrentdb`: the contract of the event store and the whole system on the KurrentDB of KURRENTDB_URL.
import { ensureBuilt, ensureInstalled } from './ensure.mjs';
import { runMain, runOnNode24, SetupError } from './project.mjs';
import { runTests } from './run-tests.mjs';

const ANSWER_MILLISECONDS_MAX = 10_000;

await runMain(async () => {
  if (!process.env.KURRENTDB_URL) throw new SetupError('KURRENTDB_URL is not set: these tests need a KurrentDB.');
  await ensureInstalled();
  if (!(await answers())) throw new SetupError('no KurrentDB answers at KURRENTDB_URL: no test was run.');
  await ensureBuilt();
  return runTests(process.argv.slice(2), {
    config: 'test/jest.kurrentdb.config.mjs',
    env: { EVENT_STORE: 'kurrentdb' },
  });
});

// In a process of its own: a client that finds no server goes on looking for one, and speaks of it.
async function answers() {
  const ask = `
    import { END, BACKWARDS, KurrentDBClient } from '@kurrent/kurrentdb-client';
    setTimeout(() => process.exit(1), ${ANSWER_MILLISECONDS_MAX});
    const client = KurrentDBClient.connectionString(process.env.KURRENTDB_URL);
    for await (const event of client.readAll({ fromPosition: END, direction: BACKWARDS, maxCount: 1 })) event;
    process.exit(0);`;
  return (await runOnNode24(['--input-type=module', '--eval', ask])).code === 0;
}
