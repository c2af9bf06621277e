// Runs jest on Node 24 and ends with one line that counts.
import { spawn } from 'node:child_process';
import { node24, projectRoot, tools } from './project.mjs';

/** Runs the tests and prints the count; the exit code. */
export async function runTests(args, { config = 'test/jest.config.mjs', env = {} } = {}) {
  const { code, counts } = await runJest(args, { config, env });
  return report(code, counts);
}

/** Runs jest with one of the configurations; its exit code, and what it counted. */
function runJest(args, { config, env }) {
  // Jest needs the flag to load ES modules; the warning about it says nothing to whoever runs the tests.
  const flags = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'];
  const ci = process.env.CI ? ['--ci'] : [];
  const jest = [tools.jest, '--config', config, ...ci, ...args];
  const child = spawn(node24, [...flags, ...jest], {
    cwd: projectRoot,
    env: { ...process.env, ...env, KIROKU_ROOT: projectRoot },
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
