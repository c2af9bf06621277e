import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Result } from './result.js';

const MINUTES_MAX = 5;

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'kiroku-bench-spec-'));
});
afterAll(() => rm(directory, { recursive: true, force: true }));

/** Runs the command as a person does, on a database of its own. */
async function bench(args: readonly string[]): Promise<{ code: number | null; stdout: string; results: Result[] }> {
  const { DATABASE_URL: _ours, ...env } = process.env;
  const json = join(directory, 'results.json');
  const child = spawn(process.execPath, ['deploy/bin/bench.mjs', ...args, '--quick', '--json', json], {
    env,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  let stdout = '';
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, stdout, results: JSON.parse(await readFile(json, 'utf8')) as Result[] };
}

describe('the bench as a command', () => {
  it(
    'measures the store and the posts beside their baselines, and judges by its own numbers',
    async () => {
      const { code, stdout, results } = await bench(['P0', 'P1']);
      expect(stdout).not.toContain('was not run');
      expect(results.map(({ id }) => id)).toEqual([
        'P0',
        'P0.p99',
        'P0.batches',
        'P0.gathered',
        'P9.leaf',
        'P1',
        'P1.p99',
      ]);
      for (const result of results) {
        expect(Object.keys(result)).toEqual(['id', 'value', 'unit', 'baseline', 'ratio', 'goal', 'holds']);
        const { value, unit, baseline, ratio, goal, holds } = result;
        expect(value).toBeGreaterThan(0);
        expect(holds).toBe(['ms', '%'].includes(unit) ? value <= goal : value >= goal);
        expect(ratio).toBe(baseline === null ? null : value / baseline);
        expect(stdout).toContain(result.id);
      }
      expect(code).toBe(results.every(({ holds }) => holds) ? 0 : 1);
    },
    MINUTES_MAX * 60_000,
  );
});
