import { setTimeout as sleep } from 'node:timers/promises';
import { SERVICES } from '../harness/service-process.js';
import type { Fault } from './acknowledged.js';
import { unclear } from './clear-problem.js';
import type { CrashStage } from './crash-stage.js';
import type { KurrentDbServer } from './kurrentdb-server.js';
import { areReady, READY_MILLISECONDS_MAX, type Outage } from './run-outage.js';
import type { Writer, WriterPlace } from './writer.js';

const PAUSE_MILLISECONDS = 500;
/** What was under way when the server went may still be answered. */
const UNDER_WAY_MILLISECONDS = 2_000;

export interface KurrentDbOutage {
  readonly server: KurrentDbServer;
  readonly how: 'KURRENTDB_KILL' | 'KURRENTDB_STOP';
  /** Longer than an append tries, and than readiness believes a sequencer that is silent. */
  readonly seconds: number;
  readonly say?: (line: string) => void;
}

/** Takes KurrentDB away for a while under the load of the crew, and brings it back. */
export async function runKurrentDbOutage(
  { server, how, seconds, say = () => {} }: KurrentDbOutage,
  stage: CrashStage,
  place: WriterPlace,
  crew: readonly Writer[],
): Promise<Outage> {
  const pids = SERVICES.map((name) => stage.service(name).pid);
  const acknowledged = () => sum(crew.map((writer) => writer.acknowledged.length));
  const earlier = crew.map(({ refused }) => refused.length);
  await server.run(how);
  const goneAt = performance.now();
  await sleep(UNDER_WAY_MILLISECONDS);
  const before = acknowledged();
  const faults: Fault[] = [];
  let asked = 0;
  do {
    faults.push(...(await askAround(stage, place)));
    asked += 1;
    await sleep(PAUSE_MILLISECONDS);
  } while (performance.now() - goneAt < seconds * 1_000);
  const written = acknowledged() - before;
  const isReady = await areReady(stage);
  await server.run('KURRENTDB_START');
  const startedAt = performance.now();
  while (!(await areReady(stage)) && performance.now() - startedAt < READY_MILLISECONDS_MAX) await sleep(50);
  const readyAfterMilliseconds = Math.round(performance.now() - startedAt);
  const refused = crew.flatMap((writer, index) => writer.refused.slice(earlier[index]));
  faults.push(...refused.flatMap((answer) => unclear('a post', answer)));
  const wrong = (isSo: boolean, what: string) => isSo && faults.push({ kind: 'unclear', what });
  wrong(readyAfterMilliseconds >= READY_MILLISECONDS_MAX, 'not every service was ready again by itself');
  wrong(
    SERVICES.some((name, index) => stage.service(name).pid !== pids[index]),
    'a service was another process afterwards',
  );
  if (server.isCluster) {
    wrong(written === 0, 'nothing was acknowledged although the other nodes were there');
    wrong(!isReady, 'a service was not ready although the other nodes were there');
  } else {
    wrong(written > 0, `${written} facts were acknowledged although KurrentDB was gone`);
    wrong(refused.length === 0, 'no post was refused although KurrentDB was gone');
    wrong(isReady, 'every service said that it was ready although KurrentDB was gone');
  }
  say(`${how}: away for ${seconds} s, ${written} acknowledged and ${refused.length} refused meanwhile`);
  say(`ready ${readyAfterMilliseconds} ms after it was started again`);
  return { seconds, asked, readyAfterMilliseconds, faults };
}

/** Lists are answered or clearly not: some look into streams for what they name. Who is not ready says so clearly. */
async function askAround(stage: CrashStage, { association, token }: WriterPlace): Promise<Fault[]> {
  const officer = await stage.issuer.token('officer', association);
  const list = await stage.probe('disclosure', '/v1/provision-records', officer);
  const healths = await Promise.all(
    SERVICES.map(async (name) => {
      const ready = await stage.probe(name, '/health/ready', token);
      const { status } = await stage.probe(name, '/health/live', token);
      return [
        ...(ready.status === 200 ? [] : unclear(`/health/ready of ${name}`, ready, 'not-ready')),
        ...(status === 200 ? [] : [{ kind: 'unclear' as const, what: `/health/live of ${name}: ${status}` }]),
      ];
    }),
  );
  return [...(list.status === 200 ? [] : unclear('a list', list)), ...healths.flat()];
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
