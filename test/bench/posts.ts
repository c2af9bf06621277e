import { HttpConnection, postHead } from './load/http-connection.js';
import { askedFor, untilProjected } from './log-progress.js';
import { startNoStore, sendLoad } from './processes.js';
import type { Stage } from './stage.js';
import { median, percentile } from './statistics.js';

export interface PostSizes {
  readonly rounds: number;
  readonly connections: number;
  /** Posts of one round. */
  readonly posts: number;
}

export interface PostFigures {
  readonly perSecond: number;
  readonly p99Milliseconds: number;
  readonly baselinePerSecond: number;
}

/** P1: posts of one member each, against the same posts without a store, in turns. */
export async function measurePosts(stage: Stage, sizes: PostSizes): Promise<PostFigures> {
  const bare = await startNoStore({ ...stage.issuer.env, BENCH_ANSWER: await oneAnswer(stage) });
  try {
    const rounds: { product: number; p99: number; baseline: number }[] = [];
    // The first round warms both up and is not counted.
    for (let round = 0; round <= sizes.rounds; round += 1) {
      await untilProjected(stage);
      const before = await askedFor(stage);
      const baseline = await sendLoad({ ...stage.load(sizes.posts, sizes.connections), url: bare.url });
      const product = await sendLoad(stage.load(sizes.posts, sizes.connections));
      const grown = (await askedFor(stage)) - before;
      if (grown !== sizes.posts) throw new Error(`${sizes.posts} posts were answered, but the log grew by ${grown}.`);
      if (round === 0) continue;
      rounds.push({
        baseline: baseline.count / baseline.seconds,
        product: product.count / product.seconds,
        p99: percentile(product.latencies, 0.99),
      });
    }
    return {
      perSecond: median(rounds.map(({ product }) => product)),
      p99Milliseconds: median(rounds.map(({ p99 }) => p99)),
      baselinePerSecond: median(rounds.map(({ baseline }) => baseline)),
    };
  } finally {
    await bare.stop();
  }
}

/** What the product answers, for the baseline to send the same. */
async function oneAnswer({ service, token, template, members }: Stage): Promise<string> {
  const connection = await HttpConnection.open(service.url);
  try {
    const body = { ...template, externalId: 'bench-first', members: [{ ref: members[0] }] };
    const answer = await connection.request(postHead(service.url, '/v1/transfers', token), JSON.stringify(body));
    if (answer.status !== 201) throw new Error(`The first post was answered ${answer.status}: ${answer.body}`);
    return answer.body;
  } finally {
    connection.close();
  }
}
