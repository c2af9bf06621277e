import { execFileSync } from 'node:child_process';
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { leafIndexOf, type Position } from '#event-store';
import { parseInclusionFile } from '#proof';
import { aPost, type Answer, B04, type Problem } from '../harness/recording.js';
import { runCli } from '../harness/run-cli.js';
import { newDataDir, removeDataDir, RunningKiroku } from '../harness/running-kiroku.js';

const dataDir = newDataDir();
const older = `${dataDir}-older`;
const keptFile = `${dataDir}-checkpoints/${B04.association}.checkpoint`;
let kiroku: RunningKiroku | undefined;

afterAll(async () => {
  await kiroku?.stop();
  await removeDataDir(dataDir);
  await rm(older, { recursive: true, force: true });
});

interface Posted extends Answer {
  readonly links: { readonly acknowledgement: string };
}

const token = () => kiroku!.token('integrator', B04.association);
const post = async <Body = Posted>(name: string) => kiroku!.post<Body>('/v1/transfers', await token(), aPost(name));
const keptSize = async () => Number((await readFile(keptFile, 'utf8').catch(() => '\n0\n')).split('\n')[1]);
const cli = (...args: string[]) => runCli(args, { env: { KIROKU_DATA_DIR: dataDir } });
const isReady = async () => (await kiroku!.get('/health/ready')).status === 200;

async function until(what: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 30_000;
  while (!(await what())) {
    if (Date.now() > deadline) throw new Error('It did not come to that.');
    await sleep(100);
  }
}

/** Index and leaf hash of what an acknowledgement is of. */
async function acknowledged({ links }: Posted): Promise<[number, string]> {
  let text = '';
  await until(async () => {
    const { status, body } = await kiroku!.get<string>(links.acknowledgement, await token());
    text = body;
    return status === 200;
  });
  const { index, extra } = parseInclusionFile(text);
  return [index, Buffer.from(extra!).toString('base64')];
}

describe('a ledger whose database was restored from an older copy, and whose events are in a KurrentDB', () => {
  let lost: Posted;
  beforeAll(async () => {
    kiroku = await RunningKiroku.start({ dataDir });
    // The keys of the person are in both copies.
    const { body } = await post('before');
    await until(async () => (await keptSize()) >= Number(body.position));
    await kiroku.stop();
    execFileSync('cp', ['-a', dataDir, older]);
    kiroku = await RunningKiroku.start({ dataDir });
    ({ body: lost } = await post('lost'));
    await until(async () => (await keptSize()) >= Number(lost.position));
    await kiroku.stop();
    await rm(dataDir, { recursive: true });
    await rename(older, dataDir);
    kiroku = await RunningKiroku.start({ dataDir });
  }, 300_000);

  it('is numbered to the same log again by itself, continues what was kept of it, and goes on', async () => {
    await until(isReady);
    const told = await cli('log', 'status');
    expect([told.code, told.stderr]).toEqual([0, '']);
    expect(told.stdout).not.toMatch(/shorter|forked/);
    expect(await acknowledged(lost)).toEqual([leafIndexOf(lost.position as Position), lost.leafHash]);
    const { status, body } = await post('again');
    expect([status, body.position > lost.position]).toEqual([201, true]);
    await until(async () => (await keptSize()) >= Number(body.position));
  }, 90_000);

  it('records nothing where more was signed than either holds, until an operator accepts the loss', async () => {
    await kiroku!.stop();
    const note = await readFile(keptFile, 'utf8');
    const size = (await keptSize()) + 1_000;
    await writeFile(keptFile, note.replace(/^(.*\n)\d+/, `$1${size}`));
    kiroku = await RunningKiroku.start({ dataDir });
    const refused = await post<Problem>('refused');
    expect([refused.status, refused.body.code]).toEqual([503, 'log-not-proven']);
    const told = await cli('log', 'status');
    expect([told.code, told.stdout]).toEqual([3, expect.stringContaining(`kept ${size}\tshorter`)]);
    const accepted = await cli('log', 'accept-loss', '--association', B04.association, '--because', 'the disk is gone');
    expect([accepted.code, accepted.stderr, accepted.stdout]).toEqual([0, '', expect.stringContaining('goes on from')]);
    await until(isReady);
    const { status, body } = await post('accepted');
    expect(status).toBe(201);
    expect(await acknowledged(body)).toEqual([leafIndexOf(body.position as Position), body.leafHash]);
  }, 120_000);
});
