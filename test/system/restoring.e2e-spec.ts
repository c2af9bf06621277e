import { execFileSync } from 'node:child_process';
import { readFile, rename, rm } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { aPost, type Answer, B04, type Problem } from '../harness/recording.js';
import { Commands } from '../harness/run-cli.js';
import { copyStarted, newDataDir, removeDataDir, RunningKiroku } from '../harness/running-kiroku.js';

const dataDir = newDataDir();
const older = `${dataDir}-older`;
let kiroku: RunningKiroku | undefined;

afterAll(async () => {
  commands.end();
  await kiroku?.stop();
  await removeDataDir(dataDir);
  await rm(older, { recursive: true, force: true });
});

const post = async <Body>(name: string) =>
  kiroku!.post<Body>('/v1/transfers', await kiroku!.token('integrator', B04.association), aPost(name));
const keptSize = async () =>
  Number((await readFile(`${dataDir}-checkpoints/${B04.association}.checkpoint`, 'utf8')).split('\n')[1]);
const commands = new Commands();
const cli = (...args: string[]) => commands.run(args, { env: { KIROKU_DATA_DIR: dataDir } });

async function until(what: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 50_000;
  while (!(await what())) {
    if (Date.now() > deadline) throw new Error('It did not come to that.');
    await sleep(100);
  }
}

describe('a ledger on data that was restored from an older copy', () => {
  beforeAll(async () => {
    await copyStarted(dataDir);
    kiroku = await RunningKiroku.start({ dataDir });
    await until(() =>
      keptSize().then(
        (size) => size > 0,
        () => false,
      ),
    );
    await kiroku.stop();
    execFileSync('cp', ['-a', dataDir, older]);
    kiroku = await RunningKiroku.start({ dataDir });
    const { body } = await post<Answer>('lost');
    await until(async () => (await keptSize()) >= Number(body.position));
    await kiroku.stop();
    await rm(dataDir, { recursive: true });
    await rename(older, dataDir);
    kiroku = await RunningKiroku.start({ dataDir });
  }, 240_000);

  it('records nothing in that log, says what to do, is not ready, and reads on', async () => {
    const size = await keptSize();
    const { status, body } = await post<Problem>('refused');
    expect([status, body.code]).toEqual([503, 'log-not-proven']);
    expect(kiroku!.output.text).toContain(`${B04.association}: nothing is recorded (shorter)`);
    const ready = await kiroku!.get<Problem>('/health/ready');
    expect([ready.status, ready.body['failing']]).toEqual([503, ['logs-proven']]);
    const read = await kiroku!.get('/v1/arrangements', await kiroku!.token('integrator', B04.association));
    expect(read.status).toBe(200);
    const told = await cli('log', 'status');
    expect([told.code, told.stdout]).toEqual([3, expect.stringContaining(`kept ${size}\tshorter`)]);
    expect(await keptSize()).toBe(size);
  });

  it('goes on where an operator accepts the loss, and the log says so', async () => {
    // Other logs may have lost a commitment that was written in the same seconds.
    const lost = (await cli('log', 'status')).stdout.matchAll(/^(\S+)\t.*\tshorter$/gm);
    const associations = [...lost].map(([, association]) => association!);
    expect(associations).toContain(B04.association);
    for (const association of associations) {
      const accepted = await cli('log', 'accept-loss', '--association', association, '--because', 'the disk is gone');
      expect([accepted.code, accepted.stderr]).toEqual([0, '']);
      expect(accepted.stdout).toContain('goes on from');
    }
    await until(async () => (await kiroku!.get('/health/ready')).status === 200);
    expect((await post('again')).status).toBe(201);
    const nothing = await cli('log', 'accept-loss', '--association', B04.association, '--because', 'again');
    expect([nothing.code, nothing.stderr]).toEqual([1, expect.stringContaining('Nothing is lost')]);
  });
});
