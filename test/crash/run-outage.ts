import { setTimeout as sleep } from 'node:timers/promises';
import type { Fault } from './acknowledged.js';
import { unclear } from './clear-problem.js';
import type { CrashStage } from './crash-stage.js';
import { SERVICES } from '../harness/service-process.js';
import type { WriterPlace } from './writer.js';

export interface Outage {
  readonly seconds: number;
  /** Questions that were asked while the database was gone. */
  readonly asked: number;
  /** From its start until every service was ready again by itself. */
  readonly readyAfterMilliseconds: number;
  readonly faults: readonly Fault[];
}

const PAUSE_MILLISECONDS = 200;
export const READY_MILLISECONDS_MAX = 120_000;

/** Takes the database away for a while, under whatever load there is, and brings it back. */
export async function runOutage(stage: CrashStage, place: WriterPlace, seconds: number): Promise<Outage> {
  const pids = SERVICES.map((name) => stage.service(name).pid);
  await stage.database.kill();
  const until = performance.now() + seconds * 1_000;
  const faults: Fault[] = [];
  let asked = 0;
  // What was answered before the last session of the killed one had ended says nothing of the outage.
  while ((await stage.probe('ledger', '/health/ready', place.token)).status === 200) await sleep(20);
  do {
    const found = await Promise.all([askLedger(stage, place), askDisclosure(stage, place), askHealth(stage, place)]);
    faults.push(...found.flat());
    asked += found.length;
    await sleep(PAUSE_MILLISECONDS);
  } while (performance.now() < until);
  await stage.database.start();
  const startedAt = performance.now();
  while (!(await areReady(stage))) {
    if (performance.now() - startedAt > READY_MILLISECONDS_MAX) {
      faults.push({ kind: 'unclear', what: 'not every service became ready by itself when its database was back' });
      break;
    }
    await sleep(50);
  }
  const readyAfterMilliseconds = Math.round(performance.now() - startedAt);
  if (SERVICES.some((name, index) => stage.service(name).pid !== pids[index])) {
    faults.push({ kind: 'unclear', what: 'a service was another process when its database was back' });
  }
  return { seconds, asked, readyAfterMilliseconds, faults };
}

async function askLedger(stage: CrashStage, { token, members }: WriterPlace): Promise<Fault[]> {
  const path = `/v1/members/${members[0]!}/standing/00000000-0000-4000-8000-000000000000/withdrawal`;
  const now = new Date().toISOString();
  return unclear('a withdrawal', await stage.probe('ledger', path, token, { receivedAt: now, effectiveFrom: now }));
}

async function askDisclosure(stage: CrashStage, { association }: WriterPlace): Promise<Fault[]> {
  const token = await stage.issuer.token('officer', association);
  return unclear('a list', await stage.probe('disclosure', '/v1/provision-records', token));
}

async function askHealth(stage: CrashStage, { token }: WriterPlace): Promise<Fault[]> {
  const answers = await Promise.all(
    SERVICES.map(async (name) => [
      ...unclear(`/health/ready of ${name}`, await stage.probe(name, '/health/ready', token), 'not-ready'),
      ...((await stage.probe(name, '/health/live', token)).status === 200
        ? []
        : [{ kind: 'unclear' as const, what: `/health/live of ${name} did not answer` }]),
    ]),
  );
  return answers.flat();
}

export async function areReady(stage: CrashStage): Promise<boolean> {
  const ready = await Promise.all(SERVICES.map((name) => stage.service(name).isReady()));
  return ready.every(Boolean);
}
