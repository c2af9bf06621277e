import { askedFor, untilProjected } from './log-progress.js';
import { ask, sendLoad, startReading, type Running } from './processes.js';
import type { ReadPlan, ReadReport } from './load/run-reads.js';
import type { Stage } from './stage.js';
import { median, percentile } from './statistics.js';

export interface LookSizes {
  readonly rounds: number;
  /** Officers who look at once. A second one waits for the first, bare or logged, and that is no cost of a look. */
  readonly connections: number;
  /** Transfers that there are to look at. */
  readonly posts: number;
  /** Reads of one round. */
  readonly reads: number;
}

/** Milliseconds: with the log of looks, and without it. */
export interface LookFigures {
  readonly p50: number;
  readonly p99: number;
  readonly bareP50: number;
  readonly bareP99: number;
}

/** P9: an officer's page of a member's transfers, against the same page whose look is not logged, in turns. */
export async function measureLooks(stage: Stage, sizes: LookSizes): Promise<LookFigures> {
  await sendLoad(stage.load(sizes.posts, sizes.connections));
  const services: Running[] = [];
  try {
    const start = async (looks: 'on' | 'off') => {
      const service = await startReading({ ...stage.env, BENCH_LOOKS: looks });
      services.push(service);
      return service;
    };
    const [bare, logged] = [await start('off'), await start('on')];
    const token = await stage.issuer.token('officer', stage.association);
    const paths = stage.members.map((ref) => `/v1/members/${ref}/transfers`);
    const read = async ({ url }: Running): Promise<readonly number[]> => {
      await untilProjected(stage);
      const plan = { url, token, connections: sizes.connections, count: sizes.reads, paths };
      return (await ask<ReadPlan, ReadReport>('load/read-process.js', plan, null)).latencies;
    };
    const rounds: { readonly bare: readonly number[]; readonly logged: readonly number[] }[] = [];
    // The first round warms both up and is not counted.
    for (let round = 0; round <= sizes.rounds; round += 1) {
      const before = await askedFor(stage);
      const one = { bare: await read(bare), logged: await read(logged) };
      const grown = (await askedFor(stage)) - before;
      if (grown !== sizes.reads) throw new Error(`${sizes.reads} looks were taken, but the log grew by ${grown}.`);
      if (round > 0) rounds.push(one);
    }
    const of = (kind: 'bare' | 'logged', share: number) =>
      median(rounds.map((round) => percentile(round[kind], share)));
    return { p50: of('logged', 0.5), p99: of('logged', 0.99), bareP50: of('bare', 0.5), bareP99: of('bare', 0.99) };
  } finally {
    await Promise.all(services.map((service) => service.stop()));
  }
}
