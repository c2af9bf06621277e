#!/usr/bin/env node
// `npm test`: makes the project ready and runs the tests that need nothing but the project.
import { ensureBuilt, ensureInstalled } from './ensure.mjs';
import { runMain } from './project.mjs';
import { runTests } from './run-tests.mjs';

await runMain(async () => {
  await ensureInstalled();
  await ensureBuilt();
  return runTests(process.argv.slice(2));
});
