#!/usr/bin/env node
// `npm run build`: installs what is missing and builds what changed.
import { ensureBuilt, ensureInstalled } from './ensure.mjs';
import { runMain } from './project.mjs';

await runMain(async () => {
  await ensureInstalled();
  await ensureBuilt();
  return 0;
});
