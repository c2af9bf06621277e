import { setTimeout } from 'node:timers/promises';
import pg from 'pg';
import type { AnsweredPost } from './load/run-load.js';
import { sendLoad } from './processes.js';
import type { Stage } from './stage.js';
import { percentile } from './statistics.js';

const LOOK_EVERY_MILLISECONDS = 5;
/** A projection further behind than this is not late but stopped. */
const WAIT_SECONDS_MAX = 120;

export interface VisibleSizes {
  readonly connections: number;
  readonly perSecond: number;
  readonly seconds: number;
}

/** What a poll saw: everything up to `position` is in every view. Milliseconds of the wall clock. */
export interface Look {
  readonly at: number;
  readonly position: string;
}

/** P5: 99th percentile from the moment a post was due until it is in every projection, in milliseconds. */
export async function measureVisible(stage: Stage, sizes: VisibleSizes): Promise<number> {
  const client = new pg.Client({ connectionString: stage.databaseUrl });
  await client.connect();
  try {
    const looks: Look[] = [];
    const end: { last: string | null; deadline: number } = { last: null, deadline: Infinity };
    const looking = (async () => {
      while (end.last === null || (looks.at(-1)?.position ?? '') < end.last) {
        looks.push({
          position: await projectedTo(client, stage.association),
          at: performance.timeOrigin + performance.now(),
        });
        if (Date.now() > end.deadline)
          throw new Error(`Posts were not in every view ${WAIT_SECONDS_MAX} s after the last.`);
        await setTimeout(LOOK_EVERY_MILLISECONDS);
      }
    })();
    const load = { ...stage.load(sizes.perSecond * sizes.seconds, sizes.connections), perSecond: sizes.perSecond };
    const loaded = sendLoad({ ...load, keepsAnswers: true }).then((report) => {
      end.deadline = Date.now() + WAIT_SECONDS_MAX * 1_000;
      end.last = report.answers.reduce((max, { position }) => (position > max ? position : max), '');
      return report;
    });
    // A load that failed ends the looking as well.
    loaded.catch(() => (end.last = ''));
    const [{ answers }] = await Promise.all([loaded, looking]);
    return percentile(delays(answers, looks), 0.99);
  } finally {
    await client.end();
  }
}

/** How long each post took to be seen; looks are in the order in which they were taken. */
export function delays(posts: readonly AnsweredPost[], looks: readonly Look[]): number[] {
  const inOrder = [...posts].sort((a, b) => (a.position < b.position ? -1 : 1));
  let look = 0;
  return inOrder.map(({ sentAt, position }) => {
    while (look < looks.length && looks[look]!.position < position) look += 1;
    const seen = looks[look];
    if (!seen) throw new Error(`The post at ${position} was never seen.`);
    return seen.at - sentAt;
  });
}

async function projectedTo(client: pg.Client, association: string): Promise<string> {
  const { rows } = await client.query<{ position: string | null }>(
    `SELECT min(position) AS position FROM projection.checkpoint WHERE association = $1 AND side = 'live'`,
    [association],
  );
  return String(rows[0]?.position ?? 0).padStart(16, '0');
}
