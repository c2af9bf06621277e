import type { ReadPlan, ReadReport } from './load/run-reads.js';
import type { ProofQuestion, ProofReport, ProofSizes } from './proof-process.js';
import { ask, type ProfileDirectory } from './processes.js';
import type { Stage } from './stage.js';
import { percentile } from './statistics.js';

export interface ProofFigures extends ProofReport {
  /** Of a proof over HTTP at steady arrivals, in milliseconds from when it was due. */
  readonly p99: number;
  /** Proofs over HTTP a second, as many as the connections carry. */
  readonly overHttp: number;
}

/** A log that is there as a tree alone: so much is not posted in an afternoon. */
const LOG = 'bench-proofs';
const PATHS = 10_000;

/** P7: proofs of inclusion out of a large tree, in one process and over HTTP, and a root that is made again. */
export async function measureProofs(stage: Stage, sizes: ProofSizes, profile: ProfileDirectory): Promise<ProofFigures> {
  const question = { databaseUrl: stage.databaseUrl, association: LOG, ...sizes };
  const report = await ask<ProofQuestion, ProofReport>('proof-process.js', question, profile);
  const leaf = () => Math.floor(Math.random() * sizes.leaves);
  const paths = Array.from({ length: PATHS }, () => `/v1/log/${LOG}/inclusion?leaf=${leaf()}&size=${sizes.leaves}`);
  const { url } = stage.service;
  const { connections, asked: count, perSecond } = sizes;
  const plan = { url, token: stage.token, connections, count, paths };
  const { latencies: full } = await ask<ReadPlan, ReadReport>('load/read-process.js', plan, null);
  // Each connection asks again at once: what an answer takes is then the length of the queue.
  const overHttp = (1_000 * connections * count) / full.reduce((sum, latency) => sum + latency, 0);
  const { latencies } = await ask<ReadPlan, ReadReport>('load/read-process.js', { ...plan, perSecond }, null);
  return { ...report, overHttp, p99: percentile(latencies, 0.99) };
}
