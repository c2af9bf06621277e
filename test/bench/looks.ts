import { askedFor, untilProjected } from './log-progress.js';
import { ask, sendLoad, startReading, type ProfileDirectory, type Running } from './processes.js';
import { commitTimes } from './raw-inserts.js';
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
  /** One row that is written durably, and nothing else: what a look waits for at the least. */
  readonly commitP50: number;
}

/** P9: an officer's page of a member's transfers, against the same page whose look is not logged, in turns. */
export async function measureLooks(stage: Stage, sizes: LookSizes, profile: ProfileDirectory): Promise<LookFigures> {
  await sendLoad(stage.load(sizes.posts, sizes.connections));
  const services: Running[] = [];
  try {
    const start = async (looks: 'on' | 'off') => {
      // A profile is of reads that are logged.
      const service = await startReading({ ...stage.env, BENCH_LOOKS: looks }, looks === 'on' ? profile : null);
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
    const rounds: Record<'bare' | 'logged' | 'commits', readonly number[]>[] = [];
    // The first round warms both up and is not counted.
    for (let round = 0; round <= sizes.rounds; round += 1) {
      const before = await askedFor(stage);
      const reads = { bare: await read(bare), logged: await read(logged) };
      const grown = (await askedFor(stage)) - before;
      if (grown !== sizes.reads) throw new Error(`${sizes.reads} looks were taken, but the log grew by ${grown}.`);
      await untilProjected(stage);
      if (round > 0) rounds.push({ ...reads, commits: await commitTimes(stage.databaseUrl, sizes.reads) });
    }
    const of = (kind: 'bare' | 'logged' | 'commits', share: number) =>
      median(rounds.map((round) => percentile(round[kind], share)));
    return {
      p50: of('logged', 0.5),
      p99: of('logged', 0.99),
      bareP50: of('bare', 0.5),
      bareP99: of('bare', 0.99),
      commitP50: of('commits', 0.5),
    };
  } finally {
    await Promise.all(services.map((service) => service.stop()));
  }
}
