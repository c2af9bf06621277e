// Brings a clone to the state in which its programs can run: packages installed, sources built.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { buildBundles } from './bundles.mjs';
import { SetupError, cliMain, distDir, modulesDir, node24, projectRoot, runOnNode24, say, tools } from './project.mjs';
import { withSetupLock } from './setup-lock.mjs';

const installStamp = join(modulesDir, '.kiroku-lock-hash');
const buildStamp = join(distDir, '.stamp');
const sourceDirs = ['apps', 'libs'];
const builtDirs = [...sourceDirs, 'verifier'];

// The console is built by its own bundler, and specs are run from the sources.
const notBuilt = [
  'apps/console/**',
  'apps/bundle-page/**',
  'apps/check-page/**',
  '**/*.spec.ts',
  '**/*.int-spec.ts',
  '**/*.e2e-spec.ts',
];

export async function ensureInstalled() {
  if (isInstalled()) return;
  await withSetupLock(async () => {
    if (isInstalled()) return;
    if (!isInstalledByHand()) await install();
    requireNode24();
    writeFileSync(installStamp, lockHash());
  });
}

export async function ensureBuilt() {
  if (readIfThere(buildStamp) === sourceFingerprint()) return;
  await withSetupLock(async () => {
    // Taken before the build: a source saved while it runs makes the next start build again.
    const fingerprint = sourceFingerprint();
    if (readIfThere(buildStamp) === fingerprint) return;
    await build();
    writeFileSync(buildStamp, fingerprint);
  });
}

function isInstalled() {
  return readIfThere(installStamp) === lockHash() && existsSync(node24);
}

// `npm install` and `npm ci` typed by a person leave npm's own record of what lies in node_modules.
function isInstalledByHand() {
  const record = readIfThere(join(modulesDir, '.package-lock.json'));
  if (!record || !existsSync(node24)) return false;
  const there = JSON.parse(record).packages;
  const wanted = JSON.parse(readFileSync(join(projectRoot, 'package-lock.json'), 'utf8')).packages;
  return Object.entries(wanted).every(([path, entry]) => {
    if (path === '') return true;
    if (!there[path]) return entry.optional === true;
    return there[path].version === entry.version && there[path].integrity === entry.integrity;
  });
}

async function install() {
  say('installing packages (npm ci); the first time takes a minute or two');
  const startedAt = Date.now();
  // The build's tools are development dependencies, so they are asked for whatever NODE_ENV says.
  // Errors only: npm warns of every package that would like a newer Node, and the scripts run on Node 24.
  const options = ['--include=dev', '--no-audit', '--no-fund', '--loglevel=error'];
  let code = await runNpm(['ci', ...options]);
  if (code !== 0 && lockMatchesManifest()) {
    // `npm ci` refuses a lock file that lacks optional packages of other platforms, and a registry that does not carry
    // them can make no other. `npm install` passes over them; what is locked is verified below.
    say('npm ci refused; trying npm install, with the versions of package-lock.json');
    code = await runNpm(['install', '--no-save', ...options]);
    if (code === 0 && !isInstalledByHand()) requireNode24();
    if (code === 0 && !isInstalledByHand())
      throw new SetupError('npm installed other packages than package-lock.json names.');
  }
  if (code !== 0)
    throw new SetupError('the packages could not be installed; npm says why above. Nothing else was started.');
  say(`packages installed in ${seconds(startedAt)}`);
}

// A package.json that was edited without its lock file must be refused, not papered over.
function lockMatchesManifest() {
  const manifest = JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8'));
  const locked = JSON.parse(readFileSync(join(projectRoot, 'package-lock.json'), 'utf8')).packages[''];
  return ['dependencies', 'devDependencies'].every((kind) => isDeepStrictEqual(manifest[kind], locked[kind]));
}

// npm's stdout would mix with the result's, so both of its streams go to stderr. The search path leaves out the
// project's own node_modules: npm must not run on a Node that it is about to delete.
function runNpm(args) {
  const path = (process.env.PATH ?? '').split(delimiter).filter((dir) => !dir.startsWith(modulesDir));
  return new Promise((resolve, reject) => {
    const child = spawn('npm', args, {
      cwd: projectRoot,
      env: { ...process.env, PATH: path.join(delimiter) },
      stdio: ['ignore', 2, 2],
      shell: process.platform === 'win32',
    });
    child.on('error', (error) => reject(new SetupError(`npm could not be started: ${error.message}`)));
    child.on('close', (code) => resolve(code ?? 1));
  });
}

function requireNode24() {
  if (existsSync(node24)) return;
  throw new SetupError(
    [
      `the packages are installed, but ${node24} is missing: npm did not run the install script of the package "node".`,
      'Install scripts are switched off on this machine (ignore-scripts) or not approved.',
      'This runs the ones that package.json approves under "allowScripts":',
      '  npm ci --ignore-scripts=false',
    ].join('\n'),
  );
}

// The new tree is made aside and moved into place, so deleted sources leave nothing behind and a failed build changes nothing.
async function build() {
  say('building');
  const startedAt = Date.now();
  const next = join(distDir, '.next');
  rmSync(next, { recursive: true, force: true });
  mkdirSync(next, { recursive: true });
  const ignored = notBuilt.flatMap((glob) => ['--ignore', glob]);
  const dirs = sourceDirs.filter((dir) => existsSync(join(projectRoot, dir)));
  const swc = [tools.swc, ...dirs, '-d', next, '--copy-files', '--config-file', '.swcrc', '-q', ...ignored];
  const { code, stdout, stderr } = await runOnNode24(swc);
  if (code !== 0) throw new SetupError(`the build failed.\n${stdout}${stderr}`.trimEnd());
  await buildBundles(next).catch((error) => {
    throw new SetupError(`the bundles could not be built.\n${error.message}`);
  });
  for (const dir of builtDirs) {
    rmSync(join(distDir, dir), { recursive: true, force: true });
    if (existsSync(join(next, dir))) renameSync(join(next, dir), join(distDir, dir));
  }
  rmSync(next, { recursive: true, force: true });
  say(`built in ${seconds(startedAt)}`);
}

/** Changes when a source is added, removed, resized or saved, or when the compiler or its settings change. */
function sourceFingerprint() {
  const hash = createHash('sha256');
  for (const setting of ['.swcrc', join('deploy', 'bin', 'bundles.mjs')]) {
    hash.update(readIfThere(join(projectRoot, setting)) ?? '');
  }
  hash.update(lockHash());
  for (const dir of sourceDirs) addTree(hash, join(projectRoot, dir));
  return hash.digest('hex');
}

function addTree(hash, dir) {
  if (!existsSync(dir)) return;
  for (const entry of readdirSync(dir, { withFileTypes: true }).sort(byName)) {
    if (entry.name === 'node_modules' || entry.name.endsWith('spec.ts')) continue;
    const path = join(dir, entry.name);
    if (path === join(projectRoot, 'apps', 'console')) continue;
    if (entry.isDirectory()) addTree(hash, path);
    else addFile(hash, path);
  }
}

function addFile(hash, path) {
  // A file can vanish between the listing and this look, for instance an editor's temporary one.
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat) hash.update(`${path}\0${stat.mtimeMs}\0${stat.size}\n`);
}

function byName(a, b) {
  return a.name < b.name ? -1 : 1;
}

function lockHash() {
  return createHash('sha256')
    .update(readFileSync(join(projectRoot, 'package-lock.json')))
    .digest('hex');
}

function readIfThere(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

function seconds(startedAt) {
  return `${((Date.now() - startedAt) / 1000).toFixed(1)} s`;
}

/** What a program needs before it may call the built CLI. */
export function requireCli() {
  if (!existsSync(cliMain))
    throw new SetupError(`there is no built command line at ${cliMain}: apps/cli/main.ts is missing.`);
}
