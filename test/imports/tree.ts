import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** A declared package that no room's row names. */
export const UNLISTED = 'unlisted-package';
/** A package that is there though nobody declared it. */
export const STRAY = 'stray-package';

/** Named by a row before the product installs them, or only brought in by a test. */
const PACKAGES_TO_COME = ['@kurrent/kurrentdb-client', 'react', UNLISTED];

export interface Violation {
  from: string;
  to: string;
  rule: { name: string; severity: string };
}

export interface Report {
  violations: Violation[];
  ruleNames: string[];
  filesCruised: number;
}

export type Tree = Record<string, string>;

interface Manifest {
  imports: Record<string, unknown>;
  dependencies: Record<string, string>;
  devDependencies: Record<string, string>;
}

/** Writes the files to a directory of their own, asks dependency-cruiser under the product's rules, and cleans up. */
export function cruise(files: Tree): Report {
  const directory = mkdtempSync(join(tmpdir(), 'kiroku-imports-'));
  try {
    write(directory, { ...surroundings(), ...files });
    return read(run(directory));
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** The names and conditions are the product's own; the packages are empty shells, so that nothing need be installed. */
function surroundings(): Tree {
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Manifest;
  const { imports, devDependencies } = manifest;
  const dependencies = { ...manifest.dependencies, ...Object.fromEntries(PACKAGES_TO_COME.map((name) => [name, '1'])) };
  const installed = [...Object.keys(dependencies), ...Object.keys(devDependencies), STRAY];
  return {
    'package.json': JSON.stringify({ type: 'module', imports, dependencies, devDependencies }),
    'tsconfig.json': readFileSync(join(root, 'tsconfig.json'), 'utf8'),
    ...Object.assign({}, ...installed.map(shellOf)),
  };
}

function shellOf(name: string): Tree {
  return {
    [`node_modules/${name}/package.json`]: JSON.stringify({ name, version: '1.0.0', main: 'index.js' }),
    [`node_modules/${name}/index.js`]: '',
  };
}

function write(directory: string, files: Tree): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(directory, path)), { recursive: true });
    writeFileSync(join(directory, path), text);
  }
}

function run(directory: string): string {
  const cruiser = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
  const config = join(root, '.dependency-cruiser.cjs');
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [cruiser, '--config', config, '--output-type', 'json', 'apps', 'libs', 'test'],
    // No tree of a test says more than this.
    { cwd: directory, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 },
  );
  if (!stdout.startsWith('{')) throw new Error(`dependency-cruiser gave no report: ${stderr}`);
  return stdout;
}

function read(json: string): Report {
  const { summary } = JSON.parse(json) as {
    summary: { violations: Violation[]; totalCruised: number; ruleSetUsed: { forbidden: { name: string }[] } };
  };
  return {
    violations: summary.violations,
    ruleNames: summary.ruleSetUsed.forbidden.map(({ name }) => name),
    filesCruised: summary.totalCruised,
  };
}
