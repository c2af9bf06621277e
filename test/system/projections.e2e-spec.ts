import { Pool } from 'pg';
import type { ProjectionOverview } from '#event-store';
import { KirokuInProcess } from '../harness/kiroku-in-process.js';
import { aPost, B04 } from '../harness/recording.js';
import { runCli } from '../harness/run-cli.js';
import { until } from '../../libs/event-store/testing/waiting.js';

let kiroku: KirokuInProcess;
beforeAll(async () => {
  kiroku = await KirokuInProcess.start();
}, 60_000);
afterAll(() => kiroku.stop());

const run = (...args: string[]) => runCli(['projections', ...args], { env: { DATABASE_URL: kiroku.database.url } });

async function overview(projection: string, association = B04.association): Promise<ProjectionOverview> {
  const { stdout } = await run('--json');
  const all = JSON.parse(stdout) as ProjectionOverview[];
  return all.find((one) => one.projection === projection && one.association === association)!;
}

const post = async (id: string) =>
  (
    await kiroku.post<{ position: string }>(
      '/v1/transfers',
      await kiroku.token('integrator', B04.association),
      aPost(id),
    )
  ).body.position;

describe('kiroku projections', () => {
  it('lists what runs, from a process of its own', async () => {
    const position = await post('projections-1');
    await until(async () => (await overview('records')).lag === 0);
    expect(await overview('records')).toMatchObject({ state: 'running', position, head: position, error: null });
    expect((await run()).stdout).toMatch(/^PROJECTION +ASSOCIATION +STATE/);
  }, 60_000);

  it('pauses one association, and resumes it', async () => {
    expect((await run('pause', 'records', '--association', B04.association)).code).toBe(0);
    expect((await overview('records')).state).toBe('paused');
    // Obeyed within a tenth of a second; what was begun before is past by the time the other projection has moved twice.
    for (const id of ['projections-2', 'projections-3']) {
      const position = await post(id);
      await until(async () => (await overview('member-view')).position >= position);
    }
    expect((await overview('records')).lag).toBeGreaterThan(0);
    expect((await run('resume', 'records', '--association', B04.association)).code).toBe(0);
    await until(async () => (await overview('records')).lag === 0);
  }, 90_000);

  it('rebuilds', async () => {
    const pool = kiroku.app.get(Pool);
    const id = async () =>
      (await pool.query(`SELECT 'disclosure.member_line'::regclass::oid AS id`)).rows[0].id as number;
    const before = await id();
    expect((await run('rebuild', 'member-view')).stdout).toBe('member-view: rebuild is ordered.\n');
    await until(async () => (await id()) !== before);
  }, 60_000);

  it.each<[string[], number, RegExp]>([
    [['pause', 'nonsense'], 1, /no projection nonsense. There are: late-knowledge, member-view, /],
    [['pause', 'records', '--association', 'nowhere'], 1, /knows no association nowhere/],
    [['resume', 'records'], 1, /neither paused nor stopped/],
    [['pause'], 2, /missing required argument/],
  ])('refuses %p', async (args, code, text) => {
    const refused = await run(...args);
    expect([refused.code, refused.stdout]).toEqual([code, '']);
    expect(refused.stderr).toMatch(text);
  });

  it('says what is missing', async () => {
    const { code, stderr } = await runCli(['projections'], { env: { DATABASE_URL: '' } });
    expect([code, stderr]).toEqual([1, 'kiroku: DATABASE_URL is not set.\n']);
  });
});
