import { setTimeout as sleep } from 'node:timers/promises';
import { createPool } from '#platform';
import { unclear, type Probed } from '../crash/clear-problem.js';
import { checkLogs } from '../crash/check-database.js';
import { CrashStage } from '../crash/crash-stage.js';
import { UNKNOWN_MILLISECONDS_MAX, Writer, type WriterPlace } from '../crash/writer.js';
import { feed } from '../harness/feeds.js';
import { SmallDisk } from '../harness/small-disk.js';

const DISK_MEGABYTES = 256;
/** Room for some hundred transfers more. */
const LEFT_BYTES = 512 * 1024;
/** An answer may take long while the disk is full, and the writers' own patience must outlast it. */
const FULL_MILLISECONDS_MAX = UNKNOWN_MILLISECONDS_MAX / 3;

const disk = SmallDisk.mount(DISK_MEGABYTES);
if (!disk) process.stderr.write('disk-full: not run, for no file system can be mounted here\n');
let stage: CrashStage | undefined;

afterAll(async () => {
  await stage?.close();
  disk?.unmount();
}, 60_000);

// Skipped, and counted so, where it cannot be run: that is no pass.
(disk ? it : it.skip)(
  'answers clearly while its disk is full, loses nothing, and goes on once there is room',
  async () => {
    stage = await CrashStage.start(disk!.path);
    const [place] = await stage.places();
    const writers = Array.from({ length: 4 }, (_, index) => new Writer(place!, `writer-${index}`, index));
    const ending = new AbortController();
    const working = Promise.all(writers.map((writer) => writer.run(ending.signal)));
    const count = () => writers.reduce((total, { acknowledged }) => total + acknowledged.length, 0);
    try {
      await until(() => count() > 50, 'a first load');
      disk!.fill(LEFT_BYTES);
      const refused = await untilRefused(stage, place!);
      expect(unclear('a post', refused)).toEqual([]);
      // It goes on to say so, and nothing else.
      const enough = Date.now() + FULL_MILLISECONDS_MAX;
      for (let asked = 0; asked < 10 && Date.now() < enough; asked += 1) {
        const answer = await post(stage, place!, `full-${asked}`);
        if (answer.status !== 201) expect(unclear('a post', answer)).toEqual([]);
      }
      const before = count();
      disk!.free();
      const { database } = stage;
      // PostgreSQL may end by itself while it has no room, also a moment from now.
      await until(
        () => count() > before + 50,
        'the load after there was room',
        () => database.startAgain(),
      );
    } finally {
      ending.abort();
      await working;
    }
    expect(writers.flatMap(({ faults }) => faults)).toEqual([]);
    const told = writers.flatMap(({ acknowledged }) => acknowledged);
    const pool = createPool(stage.database.url);
    // What was posted here besides is in the log untold; nothing that was told is missing, doubled or changed.
    const faults = (await checkLogs(pool, told)).filter(({ what }) => !what.endsWith('is there untold'));
    await pool.end();
    expect(faults).toEqual([]);
  },
  300_000,
);

function post(on: CrashStage, { token, members }: WriterPlace, externalId: string): Promise<Probed> {
  const request = { ...feed('B04').post, source: 'probe', externalId, members: [{ ref: members[0]! }] };
  return on.probe('ledger', '/v1/transfers', token, request);
}

async function untilRefused(on: CrashStage, place: WriterPlace): Promise<Probed> {
  const deadline = Date.now() + 120_000;
  for (let number = 0; ; number += 1) {
    const answer = await post(on, place, `filling-${number}`);
    if (answer.status !== 201) return answer;
    if (Date.now() > deadline) throw new Error('The disk did not become full.');
  }
}

async function until(isThere: () => boolean, what: string, help = async () => {}): Promise<void> {
  const deadline = Date.now() + 120_000;
  while (!isThere()) {
    if (Date.now() > deadline) throw new Error(`It did not come to ${what}.`);
    await help();
    await sleep(20);
  }
}
