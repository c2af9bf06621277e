import { setTimeout } from 'node:timers/promises';
import { HttpConnection, postHead } from './http-connection.js';

/** Posts to send: one transfer of one random member each, under names that nobody used before. */
export interface LoadPlan {
  readonly url: string;
  readonly path: string;
  readonly token: string;
  readonly connections: number;
  readonly count: number;
  /** Steady arrivals instead of as many as the connections carry. */
  readonly perSecond?: number;
  readonly template: Readonly<Record<string, unknown>>;
  readonly externalIdPrefix: string;
  readonly members: readonly string[];
  /** Also says when each post was sent and which position it was given. */
  readonly keepsAnswers?: boolean;
}

export interface AnsweredPost {
  /** Milliseconds of the wall clock at which the post was due. */
  readonly sentAt: number;
  readonly position: string;
}

export interface LoadReport {
  readonly count: number;
  readonly seconds: number;
  /** One for each post, in milliseconds; of steady arrivals counted from when the post was due. */
  readonly latencies: readonly number[];
  readonly answers: readonly AnsweredPost[];
}

/** Sends the posts; any answer but 201 ends the run, for a refused post is no work done. */
export async function runLoad(plan: LoadPlan): Promise<LoadReport> {
  const connections = await Promise.all(Array.from({ length: plan.connections }, () => HttpConnection.open(plan.url)));
  const head = postHead(plan.url, plan.path, plan.token);
  const bodyOf = bodyMaker(plan);
  const latencies: number[] = [];
  const answers: AnsweredPost[] = [];
  const startedAt = performance.now();
  let next = 0;
  const work = async (connection: HttpConnection) => {
    while (next < plan.count) {
      const index = next++;
      const dueAt = plan.perSecond ? startedAt + (index * 1_000) / plan.perSecond : performance.now();
      const early = dueAt - performance.now();
      if (early > 0) await setTimeout(early);
      const { status, body } = await connection.request(head, bodyOf(index));
      if (status !== 201) throw new Error(`A post was answered ${status}: ${body.slice(0, 500)}`);
      latencies.push(performance.now() - dueAt);
      if (plan.keepsAnswers) {
        const { position } = JSON.parse(body) as { position: string };
        answers.push({ sentAt: performance.timeOrigin + dueAt, position });
      }
    }
  };
  try {
    await Promise.all(connections.map(work));
  } finally {
    for (const connection of connections) connection.close();
  }
  return { count: plan.count, seconds: (performance.now() - startedAt) / 1_000, latencies, answers };
}

/** Bodies cut from one text: making JSON for each post would cost the machine what the service should have. */
function bodyMaker({ template, externalIdPrefix, members }: LoadPlan): (index: number) => string {
  const [idMark, refMark] = ['@external-id@', '@member-ref@'];
  const text = JSON.stringify({ ...template, externalId: idMark, members: [{ ref: refMark }] });
  const [start, middle, end] = text.split(new RegExp(`${idMark}|${refMark}`)) as [string, string, string];
  return (index) => {
    const ref = members[Math.floor(Math.random() * members.length)]!;
    return `${start}${externalIdPrefix}-${index}${middle}${ref}${end}`;
  };
}
