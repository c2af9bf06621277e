#!/usr/bin/env node
// `npm run check`: everything that can be judged without running the product's tests.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ensureBuilt, ensureInstalled, requireCli } from './ensure.mjs';
import { findRefusedLicences } from './licences.mjs';
import { SetupError, cliMain, projectRoot, runMain, runOnNode24, tools } from './project.mjs';

// Each step answers '' when all is well, and otherwise what is wrong.
const steps = {
  types: async () =>
    (await run(tools.tsc, '--noEmit', '--pretty', 'false')) ||
    (await run(tools.tsc, '--noEmit', '--pretty', 'false', '-p', 'apps/bundle-page')) ||
    run(tools.tsc, '--noEmit', '--pretty', 'false', '-p', 'apps/check-page'),
  lint: () => run(tools.oxlint, '--config', '.oxlintrc.json', '--deny-warnings'),
  imports: checkImports,
  format: () => run(tools.prettier, '--check', '--log-level', 'warn', '.'),
  licences: () => findRefusedLicences(projectRoot).join('\n'),
  openapi: checkOpenapi,
};

await runMain(async () => {
  await ensureInstalled();
  // Tests import what is built, and the contract is made by it.
  await ensureBuilt();
  const failures = [];
  for (const [name, check] of Object.entries(steps)) {
    const startedAt = Date.now();
    const problem = await settle(check);
    const time = `${((Date.now() - startedAt) / 1000).toFixed(1)} s`;
    process.stdout.write(`${problem ? 'failed' : 'ok    '}  ${name.padEnd(8)}  ${time}\n`);
    if (problem) failures.push({ name, problem });
  }
  for (const { name, problem } of failures) process.stdout.write(`\n--- ${name}\n${problem}\n`);
  process.stdout.write(`${Object.keys(steps).length - failures.length} passed, ${failures.length} failed\n`);
  return failures.length > 0 ? 1 : 0;
});

// A step that falls over has failed; the others still run.
async function settle(check) {
  try {
    return await check();
  } catch (error) {
    return error instanceof SetupError ? error.message : String(error.stack ?? error);
  }
}

async function run(...args) {
  const { code, stdout, stderr } = await runOnNode24(args);
  return code === 0 ? '' : `${stdout}${stderr}`.trim() || `ended with code ${code}`;
}

async function checkImports() {
  const config = '.dependency-cruiser.cjs';
  if (!existsSync(join(projectRoot, config))) return `${config} is missing, so no import was judged.`;
  return run(tools.depcruise, '--config', config, '--output-type', 'err', 'apps', 'libs', 'test');
}

async function checkOpenapi() {
  requireCli();
  const committed = join(projectRoot, 'apps', 'openapi.json');
  if (!existsSync(committed))
    return 'apps/openapi.json is missing: write it with `npx --no-install kiroku openapi > apps/openapi.json`.';
  const { code, stdout, stderr } = await runOnNode24([cliMain, 'openapi']);
  if (code !== 0) return `kiroku openapi ended with code ${code}.\n${stderr}`.trim();
  if (stdout === readFileSync(committed, 'utf8')) return '';
  return 'apps/openapi.json is stale: write it again with `npx --no-install kiroku openapi > apps/openapi.json` and review the difference.';
}
