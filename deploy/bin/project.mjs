// Where the project is, and how its own programs are started. Plain JavaScript: it runs on Node >= 20.19 with nothing installed.
import { spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const projectRoot = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
export const modulesDir = join(projectRoot, 'node_modules');
export const distDir = join(projectRoot, 'dist');
export const cliMain = join(distDir, 'apps', 'cli', 'main.js');

// The npm package `node` brings Node 24, so the machine's own Node only has to start these scripts.
export const node24 = join(modulesDir, 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');

/**
 * How the product runs; the image says the same. V8 sizes what it keeps for young objects by the machine, up to 128 MB;
 * this is a quarter of that.
 */
export const nodeFlags = ['--enable-source-maps', '--max-semi-space-size=16'];

export const tools = {
  swc: join(modulesDir, '@swc', 'cli', 'bin', 'swc.js'),
  tsc: join(modulesDir, '@typescript', 'native', 'bin', 'tsc'),
  jest: join(modulesDir, 'jest', 'bin', 'jest.js'),
  oxlint: join(modulesDir, 'oxlint', 'bin', 'oxlint'),
  prettier: join(modulesDir, 'prettier', 'bin', 'prettier.cjs'),
  depcruise: join(modulesDir, 'dependency-cruiser', 'bin', 'dependency-cruise.mjs'),
};

/** Progress goes to stderr: stdout belongs to the result. */
export function say(line) {
  process.stderr.write(`kiroku: ${line}\n`);
}

/** A failure that is for the reader's eyes: its message is printed, its stack is not. */
export class SetupError extends Error {}

/** Runs a program of the project on Node 24 and collects what it prints. Never throws. */
export function runOnNode24(args, { env = {} } = {}) {
  return new Promise((resolve) => {
    const child = spawn(node24, args, {
      cwd: projectRoot,
      env: { ...process.env, KIROKU_ROOT: projectRoot, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const result = { code: 1, stdout: '', stderr: '' };
    child.stdout.setEncoding('utf8').on('data', (text) => (result.stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text) => (result.stderr += text));
    child.on('error', (error) => resolve({ ...result, stderr: result.stderr + error.message }));
    child.on('close', (code) => resolve({ ...result, code: code ?? 1 }));
  });
}

/** Runs a script's main function; a SetupError ends the process with its message alone. */
export async function runMain(main) {
  try {
    process.exitCode = await main();
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    say(error.message);
    process.exitCode = 1;
  }
}
