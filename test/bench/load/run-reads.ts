import { getHead, HttpConnection } from './http-connection.js';

/** Reads to make: one of some paths each, at random. */
export interface ReadPlan {
  readonly url: string;
  readonly token: string;
  readonly connections: number;
  readonly count: number;
  readonly paths: readonly string[];
}

export interface ReadReport {
  /** One for each read, in milliseconds. */
  readonly latencies: readonly number[];
}

/** Reads as fast as the connections carry; any answer but 200 ends the run, for a refused read is no work done. */
export async function runReads({ url, token, connections, count, paths }: ReadPlan): Promise<ReadReport> {
  const open = await Promise.all(Array.from({ length: connections }, () => HttpConnection.open(url)));
  const heads = paths.map((path) => getHead(url, path, token));
  const latencies: number[] = [];
  let next = 0;
  const work = async (connection: HttpConnection) => {
    while (next < count) {
      next += 1;
      const head = heads[Math.floor(Math.random() * heads.length)]!;
      const startedAt = performance.now();
      const { status, body } = await connection.request(head, '');
      if (status !== 200) throw new Error(`A read was answered ${status}: ${body.slice(0, 500)}`);
      latencies.push(performance.now() - startedAt);
    }
  };
  try {
    await Promise.all(open.map(work));
  } finally {
    for (const connection of open) connection.close();
  }
  return { latencies };
}
