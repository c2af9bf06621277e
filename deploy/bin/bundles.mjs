// Programs that leave the project as one file each: they are made of its sources, and need nothing of it where they run.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
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

/** Writes them below a folder: `verifier/verify.mjs`. */
export async function buildBundles(folder) {
  const file = join(folder, 'verifier', 'verify.mjs');
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, await verifierText());
}

// `node deploy/bin/bundles.mjs <folder>`, for who builds without `npm run build`.
if (process.argv[1] === import.meta.filename && process.argv[2]) await buildBundles(process.argv[2]);
