#!/usr/bin/env node
// `npm run bench`: makes the project ready, compiles the bench beside the product, and runs it on Node 24.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { ensureBuilt, ensureInstalled } from './ensure.mjs';
import { SetupError, distDir, node24, projectRoot, runMain, runOnNode24, tools } from './project.mjs';

// Measured is what is shipped: the bench imports the product's build, so it has to be JavaScript beside it.
const sources = ['test/bench', 'test/harness/feeds.ts'];

await runMain(async () => {
  await ensureInstalled();
  await ensureBuilt();
  const swc = [tools.swc, ...sources, '-d', distDir, '--config-file', '.swcrc', '-q', '--ignore', '**/*spec.ts'];
  const { code, stdout, stderr } = await runOnNode24(swc);
  if (code !== 0) throw new SetupError(`the bench could not be compiled.\n${stdout}${stderr}`.trimEnd());
  return run(process.argv.slice(2));
});

function run(args) {
  const main = join(distDir, 'test', 'bench', 'main.js');
  const child = spawn(node24, ['--enable-source-maps', main, ...args], {
    cwd: projectRoot,
    env: { ...process.env, KIROKU_ROOT: projectRoot },
    stdio: 'inherit',
  });
  // A Ctrl-C reaches the bench by itself; this process stays to pass on how it ended.
  process.on('SIGINT', () => {});
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve(code ?? 1));
  });
}
