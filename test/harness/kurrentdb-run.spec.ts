import { execFile } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { promisify } from 'node:util';

const root = join(import.meta.dirname, '..', '..');

/** What `npm run test:kurrentdb` runs, as jest itself understands its configuration. */
async function specsOf(config: string): Promise<string[]> {
  const jest = join(root, 'node_modules', 'jest', 'bin', 'jest.js');
  const args = ['--experimental-vm-modules', jest, '--config', config, '--listTests', '--json'];
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: root });
  return (JSON.parse(stdout) as string[]).map((path) => relative(root, path)).sort();
}

describe('the tests on KurrentDB', () => {
  let run: string[];
  beforeAll(async () => {
    run = await specsOf('test/jest.kurrentdb.config.mjs');
  }, 60_000);

  it('are every spec of the whole system and of its evidence, save those that are left out with a reason', async () => {
    const config = (await import(join(root, 'test', 'jest.kurrentdb.config.mjs'))) as { LEFT_OUT: object };
    const left = Object.entries(config.LEFT_OUT) as [string, string][];
    const [system, evidence] = ['test/system/**/*spec.ts', 'libs/evidence/**/*.int-spec.ts'].map((pattern) =>
      globSync(pattern, { cwd: root }),
    );
    expect([system!.length > 20, evidence!.length > 5]).toEqual([true, true]);
    const missing = [...system!, ...evidence!].filter((path) => !run.includes(path));
    expect(missing.sort()).toEqual(left.map(([path]) => path).sort());
    expect(left.filter(([, reason]) => reason.length < 20)).toEqual([]);
  });

  it('are every spec that says by its name that it needs one', () => {
    const named = globSync('{apps,libs,test}/**/*.kurrentdb.*spec.ts', { cwd: root });
    expect(named.length).toBeGreaterThan(2);
    expect(named.filter((path) => !run.includes(path))).toEqual([]);
  });

  it('never open the other store by its name: that would be a test of PostgreSQL under this heading', () => {
    const all = globSync('{test/{system,crash,harness},libs/evidence}/**/*.ts', { cwd: root });
    const files = all.filter((path) => run.includes(path) || !path.endsWith('spec.ts'));
    expect(files.length).toBeGreaterThan(run.length / 2);
    const opens = files.filter((path) => /new PostgresEventStore\(/.test(readFileSync(join(root, path), 'utf8')));
    expect(opens).toEqual([]);
  });

  it('leave nothing of `npm test` to it alone but what needs a server', async () => {
    const usual = await specsOf('test/jest.config.mjs');
    const only = run.filter((path) => !usual.includes(path));
    expect(only.filter((path) => !path.includes('.kurrentdb.'))).toEqual([]);
  }, 60_000);

  it.each([
    ['where none is named', '', 'KURRENTDB_URL is not set'],
    ['where none answers', 'kurrentdb://user:secret@127.0.0.1:9?tls=false', 'no KurrentDB answers at KURRENTDB_URL'],
    ['where it cannot be read', 'rubbish', 'no KurrentDB answers at KURRENTDB_URL'],
  ])(
    'fail with one clear line %s',
    async (_, url, line) => {
      const env = { ...process.env, KURRENTDB_URL: url };
      const started = promisify(execFile)(process.execPath, ['deploy/bin/test-kurrentdb.mjs'], { cwd: root, env });
      const ended = (await started.catch((error: unknown) => error)) as {
        code?: number;
        stdout: string;
        stderr: string;
      };
      expect(ended).toMatchObject({ code: 1, stdout: '' });
      expect(ended.stderr.trimEnd().split('\n')).toEqual([expect.stringContaining(line)]);
      expect(ended.stderr).not.toContain('secret');
    },
    60_000,
  );
});
