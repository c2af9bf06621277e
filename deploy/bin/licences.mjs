// Which licences the installed packages have, and whether the project may use them.
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const allowed = new Set([
  '0BSD',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'BlueOak-1.0.0',
  'CC0-1.0',
  'ISC',
  'MIT',
  'MIT-0',
  'OFL-1.1',
  'PostgreSQL',
  'Python-2.0',
  'Unlicense',
]);

// Attribution licences are for data, not code: each package that has one is looked at and named here.
const dataLicences = new Set(['CC-BY-3.0', 'CC-BY-4.0']);
const dataPackages = new Set(['caniuse-lite', 'spdx-exceptions']);

// Packages whose manifest is silent: each was looked at, and its LICENSE has to begin with this still.
const licenceFiles = new Map([['png-js', { licence: 'MIT', begins: 'MIT License' }]]);

/** The packages that may not be used, one line each. */
export function findRefusedLicences(projectRoot) {
  return reachablePackages(projectRoot)
    .filter(({ name, licence }) => !isAllowed(name, licence))
    .map(({ name, version, licence }) => `${name}@${version}: ${licence || 'no licence stated'}`)
    .sort();
}

/** Walks from the project's own dependencies to theirs, as Node would find them. */
export function reachablePackages(projectRoot) {
  const seen = new Map();
  const queue = [[projectRoot, true]];
  for (const [dir, isRoot] of queue) {
    const manifest = JSON.parse(readFileSync(join(dir, 'package.json'), 'utf8'));
    if (!isRoot)
      seen.set(dir, {
        name: manifest.name,
        version: manifest.version,
        licence: licenceOf(manifest) || licenceInFile(dir, manifest),
      });
    const wanted = { ...manifest.dependencies, ...manifest.optionalDependencies, ...manifest.peerDependencies };
    if (isRoot) Object.assign(wanted, manifest.devDependencies);
    for (const name of Object.keys(wanted)) {
      // An optional package for another platform is not there, and is not shipped.
      const found = findPackage(dir, name);
      if (found && !seen.has(found)) {
        seen.set(found, undefined);
        queue.push([found, false]);
      }
    }
  }
  return [...seen.values()];
}

function findPackage(from, name) {
  for (let dir = from; ; dir = dirname(dir)) {
    const candidate = join(dir, 'node_modules', name);
    if (existsSync(join(candidate, 'package.json'))) return candidate;
    if (dir === dirname(dir)) return undefined;
  }
}

function licenceInFile(dir, { name }) {
  const known = licenceFiles.get(name);
  const file = join(dir, 'LICENSE');
  return known && existsSync(file) && readFileSync(file, 'utf8').startsWith(known.begins) ? known.licence : '';
}

function licenceOf({ license, licenses }) {
  if (typeof license === 'string') return license;
  if (license?.type) return license.type;
  return Array.isArray(licenses) ? licenses.map((entry) => entry.type).join(' OR ') : '';
}

/** Reads an SPDX expression: OR needs one allowed side, AND needs both and binds closer. */
export function isAllowed(name, expression) {
  const tokens = expression.match(/[()]|[^\s()]+/g) ?? [];
  const accepts = (id) => allowed.has(id) || (dataLicences.has(id) && dataPackages.has(name));
  const readOne = () => {
    const token = tokens.shift();
    if (token !== '(') return token !== undefined && accepts(token);
    const inner = readAny();
    return tokens.shift() === ')' && inner;
  };
  const readAll = () => {
    let result = readOne();
    while (tokens[0] === 'AND') {
      tokens.shift();
      result = readOne() && result;
    }
    return result;
  };
  const readAny = () => {
    let result = readAll();
    while (tokens[0] === 'OR') {
      tokens.shift();
      result = readAll() || result;
    }
    return result;
  };
  return readAny() && tokens.length === 0;
}
