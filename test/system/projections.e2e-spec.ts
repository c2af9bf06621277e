import { EVENT_STORE, projectionsOverview, type EventStore, type ProjectionOverview } from '#event-store';
import { KirokuInProcess } from '../harness/kiroku-in-process.js';
import { aPost, B04 } from '../harness/recording.js';
import { Commands } from '../harness/run-cli.js';
import { copyStarted, newDataDir, removeDataDir, RunningKiroku } from '../harness/running-kiroku.js';
import { until } from '../../libs/event-store/testing/waiting.js';

let kiroku: KirokuInProcess;
let commands: Commands;
beforeAll(async () => {
  kiroku = await KirokuInProcess.start();
  commands = new Commands();
}, 120_000);
afterAll(async () => {
  commands.end();
  await kiroku.stop();
});

const run = (...args: string[]) =>
  commands.run(['projections', ...args], { env: { DATABASE_URL: kiroku.database.url } });

/** What the command prints, without a process for each look. */
async function overview(projection: string, association = B04.association): Promise<ProjectionOverview> {
  const all = await projectionsOverview(kiroku.owner, kiroku.app.get<EventStore>(EVENT_STORE));
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
    const known = await overview('records');
    expect(known).toMatchObject({ state: 'running', position, head: position, error: null });
    expect(JSON.parse((await run('--json')).stdout)).toContainEqual(JSON.parse(JSON.stringify(known)));
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
    const pool = kiroku.owner;
    const id = async () =>
      (await pool.query(`SELECT 'disclosure.member_line'::regclass::oid AS id`)).rows[0].id as number;
    const before = await id();
    expect((await run('rebuild', 'member-view')).stdout).toBe('member-view: rebuild is ordered.\n');
    await until(async () => (await id()) !== before);
  }, 60_000);

  it.each<[string[], number, RegExp]>([
    [['pause', 'nonsense'], 1, /no projection nonsense. There are: .*late-knowledge, looks, member-view, /],
    [['pause', 'records', '--association', 'nowhere'], 1, /knows no association nowhere/],
    [['resume', 'records'], 1, /neither paused nor stopped/],
    [['pause'], 2, /missing required argument/],
  ])('refuses %p', async (args, code, text) => {
    const refused = await run(...args);
    expect([refused.code, refused.stdout]).toEqual([code, '']);
    expect(refused.stderr).toMatch(text);
  });
});

describe('kiroku projections beside npm start', () => {
  const dataDir = newDataDir();
  const env = { DATABASE_URL: '', KIROKU_DATA_DIR: dataDir };
  const beside = (...args: string[]) => commands.run(['projections', ...args], { env });
  const states = async () => {
    const { code, stdout, stderr } = await beside('--json');
    expect([code, stderr]).toEqual([0, '']);
    const all = JSON.parse(stdout) as ProjectionOverview[];
    return all.filter(({ projection }) => projection === 'records').map(({ state }) => state);
  };
  let running: RunningKiroku | null = null;
  afterAll(async () => {
    await running?.stop();
    await removeDataDir(dataDir);
  });

  it('says that nothing runs there, before and after', async () => {
    const nothing = { code: 1, stdout: '', stderr: expect.stringContaining(`No Kiroku runs on ${dataDir}. Start it`) };
    expect(await beside()).toEqual(nothing);
    expect(await beside('pause', 'records')).toEqual(nothing);
    await copyStarted(dataDir);
    expect(await beside()).toEqual(nothing);
  }, 120_000);

  it('finds the embedded database by itself: lists, pauses, resumes, rebuilds', async () => {
    running = await RunningKiroku.start({ dataDir });
    await until(async () => (await states()).every((state) => state === 'running'));
    const { stdout } = await commands.run(['projections'], { env });
    expect(stdout).toMatch(/^PROJECTION +ASSOCIATION +STATE +POSITION +HEAD +LAG +LAST PROGRESS +ERROR OR REBUILD\n/);
    expect(stdout).toMatch(/\nrecords +mihon-seizo +running +\d+ +\d+ +\d+ +\d{4}-\S+Z\n/);

    expect(await beside('pause', 'records')).toEqual({ code: 0, stdout: 'records: pause is ordered.\n', stderr: '' });
    expect(new Set(await states())).toEqual(new Set(['paused']));
    expect((await beside('resume', 'records')).code).toBe(0);
    expect((await beside('rebuild', 'records', '--association', 'mihon-seizo')).code).toBe(0);
    await until(async () => (await states()).every((state) => state === 'running'));
  }, 120_000);
});
