import { setTimeout } from 'node:timers/promises';
import { getHead, HttpConnection } from './http-connection.js';

/** Reads to make: one of some paths each, at random. */
export interface ReadPlan {
  readonly url: string;
  readonly token: string;
  readonly connections: number;
  readonly count: number;
  /** Steady arrivals instead of as many as the connections carry. */
  readonly perSecond?: number;
  readonly paths: readonly string[];
}

export interface ReadReport {
  /** One for each read, in milliseconds; of steady arrivals counted from when the read was due. */
  readonly latencies: readonly number[];
}

/** Makes the reads; any answer but 200 ends the run, for a refused read is no work done. */
export async function runReads({ url, token, connections, count, perSecond, paths }: ReadPlan): Promise<ReadReport> {
  const open = await Promise.all(Array.from({ length: connections }, () => HttpConnection.open(url)));
  const heads = paths.map((path) => getHead(url, path, token));
  const latencies: number[] = [];
  const begunAt = performance.now();
  let next = 0;
  const work = async (connection: HttpConnection) => {
    while (next < count) {
      const dueAt = perSecond ? begunAt + (next * 1_000) / perSecond : performance.now();
      next += 1;
      const head = heads[Math.floor(Math.random() * heads.length)]!;
      const early = dueAt - performance.now();
      if (early > 0) await setTimeout(early);
      const { status, body } = await connection.request(head, '');
      if (status !== 200) throw new Error(`A read was answered ${status}: ${body.slice(0, 500)}`);
      latencies.push(performance.now() - dueAt);
    }
  };
  try {
    await Promise.all(open.map(work));
  } finally {
    for (const connection of open) connection.close();
  }
  return { latencies };
}
