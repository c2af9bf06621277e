// Programs under test/ that run by themselves, without jest: built beside what they test, and started on Node 24.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { ensureBuilt, ensureInstalled } from './ensure.mjs';
import { SetupError, distDir, node24, nodeFlags, projectRoot, runMain, runOnNode24, tools } from './project.mjs';

const specs = ['**/*.spec.ts', '**/*.int-spec.ts', '**/*.e2e-spec.ts'];

/** Runs `test/<program>.ts` with the arguments of this process, and ends as it does. */
export function runTestProgram(program) {
  return runMain(async () => {
    await ensureInstalled();
    await ensureBuilt();
    await buildTestPrograms();
    const main = join(distDir, 'test', `${program}.js`);
    const child = spawn(node24, [...nodeFlags, main, ...process.argv.slice(2)], {
      cwd: projectRoot,
      env: { ...process.env, KIROKU_ROOT: projectRoot },
      stdio: 'inherit',
    });
    // A Ctrl-C reaches the program by itself; this process stays to report how it ended.
    process.on('SIGINT', () => {});
    process.on('SIGTERM', () => child.kill('SIGTERM'));
    return new Promise((resolve, reject) => {
      child.on('error', reject);
      child.on('close', (code) => resolve(code ?? 1));
    });
  });
}

async function buildTestPrograms() {
  const ignored = specs.flatMap((glob) => ['--ignore', glob]);
  const swc = [tools.swc, 'test', '-d', distDir, '--config-file', '.swcrc', '-q', ...ignored];
  const { code, stdout, stderr } = await runOnNode24(swc);
  if (code !== 0) throw new SetupError(`the build failed.\n${stdout}${stderr}`.trimEnd());
}
