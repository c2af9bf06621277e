// Programs that leave the project as one file each: they are made of its sources, and need nothing of it where they run.
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from './project.mjs';

/** By the oldest Node that Kiroku starts on. */
const NODE = 'node20.19';

const BANNER = `#!/usr/bin/env node
// Kiroku 記録: verifies evidence on any Node >= 20.19, without packages and without the service. node verify.mjs --help
// Made of libs/proof and apps/cli/verify; it holds "canonicalize" (https://github.com/erdtman/canonicalize, Apache-2.0).`;

/** The verifier, as text. The same sources give the same bytes. */
export async function verifierText() {
  const { build } = await import('esbuild');
  const { outputFiles } = await build({
    absWorkingDir: projectRoot,
    entryPoints: ['apps/cli/verify/standalone.ts'],
    bundle: true,
    write: false,
    platform: 'node',
    format: 'esm',
    target: NODE,
    conditions: ['source'],
    charset: 'utf8',
    legalComments: 'inline',
    banner: { js: BANNER },
    logLevel: 'silent',
  });
  return outputFiles[0].text;
}

/** The page that verifies a bundle in a browser: one file that loads nothing. */
export async function pageText() {
  const page = join(projectRoot, 'apps', 'bundle-page');
  // Within a page the text of a script ends at this tag, wherever it stands.
  const script = (await scriptOf('bundle-page')).replaceAll('</script', '<\\/script');
  return readFileSync(join(page, 'index.html'), 'utf8').replace('<!--script-->', () => `<script>\n${script}</script>`);
}

/** The script of the page on which documents are checked; a service hands it out beside page and style. */
export function checkScriptText() {
  return scriptOf('check-page');
}

async function scriptOf(page) {
  const { build } = await import('esbuild');
  const { outputFiles } = await build({
    absWorkingDir: projectRoot,
    entryPoints: [join(projectRoot, 'apps', page, 'main.ts')],
    bundle: true,
    write: false,
    platform: 'browser',
    format: 'iife',
    target: 'es2022',
    conditions: ['source'],
    charset: 'utf8',
    legalComments: 'inline',
    plugins: [waysOfBrowsers],
    logLevel: 'silent',
  });
  return outputFiles[0].text;
}

/** Digests, packed bytes and texts are read by what a browser has. */
const waysOfBrowsers = {
  name: 'ways-of-browsers',
  setup(build) {
    build.onResolve({ filter: /\/(?:sha256|inflate|ascii)\.js$/ }, ({ resolveDir, path }) => ({
      path: join(resolveDir, path.replace(/\.js$/, '.browser.ts')),
    }));
  },
};

/** Writes them below a folder: `verifier/verify.mjs`, `verifier/bundle-page.html`, `verifier/check-page/`. */
export async function buildBundles(folder) {
  const verifier = join(folder, 'verifier');
  mkdirSync(verifier, { recursive: true });
  writeFileSync(join(verifier, 'verify.mjs'), await verifierText());
  writeFileSync(join(verifier, 'bundle-page.html'), await pageText());
  const checkPage = join(verifier, 'check-page');
  mkdirSync(checkPage, { recursive: true });
  writeFileSync(join(checkPage, 'check.js'), await checkScriptText());
  for (const part of ['index.html', 'check.css'])
    copyFileSync(join(projectRoot, 'apps', 'check-page', part), join(checkPage, part));
}

// `node deploy/bin/bundles.mjs <folder>`, for who builds without `npm run build`.
if (process.argv[1] === import.meta.filename && process.argv[2]) await buildBundles(process.argv[2]);
