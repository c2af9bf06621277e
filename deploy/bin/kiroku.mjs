#!/usr/bin/env node
// The command `kiroku` on any Node: makes the project ready, then hands over to Node 24.
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { ensureBuilt, ensureInstalled, requireCli } from './ensure.mjs';
import { cliMain, node24, nodeFlags, projectRoot, runMain } from './project.mjs';

const stopSignals = ['SIGINT', 'SIGTERM', 'SIGHUP'];

await runMain(async () => {
  await ensureInstalled();
  await ensureBuilt();
  requireCli();
  return runCli(process.argv.slice(2));
});

function runCli(args) {
  // A process group of its own: a Ctrl-C in the terminal reaches this process only, which passes it on once.
  // The ipc channel closes when this process dies, however it dies; end-with-parent.mjs listens for that.
  const preload = new URL('./end-with-parent.mjs', import.meta.url).href;
  const child = spawn(node24, [...nodeFlags, '--import', preload, cliMain, ...args], {
    env: { ...process.env, KIROKU_ROOT: projectRoot },
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    detached: true,
  });
  passOnce(child);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code, signal) => resolve(code ?? 128 + constants.signals[signal]));
  });
}

// The terminal and npm both send their own signal for one Ctrl-C, so only the first one counts.
function passOnce(child) {
  let passed = false;
  for (const signal of stopSignals) {
    process.on(signal, () => {
      if (!passed) child.kill(signal);
      passed = true;
    });
  }
}
