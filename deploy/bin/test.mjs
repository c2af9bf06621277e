#!/usr/bin/env node
// `npm test`: makes the project ready, runs jest on Node 24 and ends with one line that counts.
import { spawn } from 'node:child_process';
import { ensureBuilt, ensureInstalled } from './ensure.mjs';
import { node24, projectRoot, runMain, tools } from './project.mjs';

await runMain(async () => {
  await ensureInstalled();
  await ensureBuilt();
  const { code, counts } = await runJest(process.argv.slice(2));
  return report(code, counts);
});

function runJest(args) {
  // Jest needs the flag to load ES modules; the warning about it says nothing to whoever runs the tests.
  const flags = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'];
  const ci = process.env.CI ? ['--ci'] : [];
  const jest = [tools.jest, '--config', 'test/jest.config.mjs', ...ci, ...args];
  const child = spawn(node24, [...flags, ...jest], {
    cwd: projectRoot,
    env: { ...process.env, KIROKU_ROOT: projectRoot },
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  });
  // A Ctrl-C reaches jest by itself; this process stays to report how it ended.
  process.on('SIGINT', () => {});
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  return new Promise((resolve, reject) => {
    let counts;
    child.on('message', (message) => (counts = message));
    child.on('error', reject);
    child.on('close', (code) => resolve({ code: code ?? 1, counts }));
  });
}

function report(code, counts) {
  // Without a word from the reporter jest fell over before it could count: that is a failure, not a zero.
  const { passed, failed, skipped } = counts ?? { passed: 0, failed: 1, skipped: 0 };
  const lost = code !== 0 && failed === 0 && passed > 0 ? 1 : 0;
  process.stdout.write(`${passed} passed, ${failed + lost} failed${skipped ? `, ${skipped} skipped` : ''}\n`);
  return code !== 0 || failed > 0 || passed === 0 ? 1 : 0;
}
