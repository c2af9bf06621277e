import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** What the build makes for whoever verifies; it lies in `dist/verifier` of the product, wherever this file runs from. */
const DIRECTORY = join(productRoot(dirname(fileURLToPath(import.meta.url))), 'dist', 'verifier');

/** Files of a bundle that are programs, by their names in it. */
export const VERIFIER_FILES: Readonly<Record<string, string>> = {
  'index.html': join(DIRECTORY, 'bundle-page.html'),
  'verify.mjs': join(DIRECTORY, 'verify.mjs'),
};

/** The page on which documents are checked: its parts, by their names in its address. */
export const CHECK_PAGE_FILES = {
  'index.html': join(DIRECTORY, 'check-page', 'index.html'),
  'check.js': join(DIRECTORY, 'check-page', 'check.js'),
  'check.css': join(DIRECTORY, 'check-page', 'check.css'),
} as const;

const PROGRAMS = { ...VERIFIER_FILES, 'check.js': CHECK_PAGE_FILES['check.js'] };

/** The SHA-256 of each as this version has it, a line for each, as `sha256sum --check` reads them. */
export async function verifierDigests(): Promise<string> {
  const lines = Object.entries(PROGRAMS).map(async ([name, path]) => {
    const digest = createHash('sha256').update(await readFile(path));
    return `${digest.digest('hex')}  ${name}\n`;
  });
  return (await Promise.all(lines)).join('');
}

function productRoot(from: string): string {
  for (let at = from; ; at = dirname(at)) {
    if (existsSync(join(at, 'package.json'))) return at;
    if (dirname(at) === at) throw new Error('The product has no package.json above its files.');
  }
}
