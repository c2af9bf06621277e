import { randomUUID } from 'node:crypto';
import { createWriteStream, openAsBlob } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import { setTimeout } from 'node:timers/promises';
import { sourceOfBlob, verifyBundle } from '#proof';
import { loadSealedEvents } from './load-sealed-events.js';
import { untilProjected, untilSigned } from './log-progress.js';
import { watchMemory } from './memory.js';
import { sendLoad } from './processes.js';
import type { Stage } from './stage.js';

export interface BundleSizes {
  /** Members whom the lines are about. */
  readonly members: number;
  readonly lines: number;
}

export interface BundleFigures {
  /** From the request to the bundle that can be taken. */
  readonly seconds: number;
  readonly maxMegabytes: number;
  /** From its first byte on disk to the verdict, on another core than the service's. */
  readonly verifySeconds: number;
}

const POLL_MILLISECONDS = 100;
const MINUTES_MAX = 15;

interface Made {
  readonly state: string;
  readonly failure: string | null;
}

/** A bundle over all lines of a log: each a transfer of one member with a provision record, loaded through the store. */
export async function measureBundle(stage: Stage, directory: string, { lines }: BundleSizes): Promise<BundleFigures> {
  await sendLoad(stage.load(1, 1));
  await loadSealedEvents(stage, lines);
  await untilProjected(stage);
  // A bundle stands under a checkpoint that covers its request: what was loaded at once is not waited for with it.
  await untilSigned(stage);
  const token = await stage.issuer.token('officer', stage.association);
  const id = randomUUID();
  const body = { id, from: '2000-01-01', to: '2099-12-31', ground: 'bench' };
  const stopWatching = watchMemory(stage.service.pid);
  const startedAt = performance.now();
  await ask(stage, token, '', { method: 'POST', body: JSON.stringify(body) });
  for (const deadline = Date.now() + MINUTES_MAX * 60_000; ;) {
    const { state, failure } = (await (await ask(stage, token, `/${id}`)).json()) as Made;
    if (state === 'ready') break;
    if (state === 'failed' || Date.now() > deadline) throw new Error(`The bundle is ${state}: ${failure}.`);
    await setTimeout(POLL_MILLISECONDS);
  }
  const seconds = (performance.now() - startedAt) / 1_000;
  const { maxMegabytes } = stopWatching();
  const file = join(directory, `${id}.zip`);
  const answer = await ask(stage, token, `/${id}/file`);
  await pipeline(Readable.fromWeb(answer.body as ReadableStream), createWriteStream(file));
  const verifiedFrom = performance.now();
  const report = await verifyBundle(sourceOfBlob(await openAsBlob(file)), []);
  const verifySeconds = (performance.now() - verifiedFrom) / 1_000;
  const records = report.checked.find(({ what }) => what === 'record')?.count ?? 0;
  if (report.ok !== 'ok' || records < lines)
    throw new Error(
      `The bundle is ${report.ok}, with ${records} records: ${JSON.stringify(report.failures.slice(0, 3))}`,
    );
  return { seconds, maxMegabytes, verifySeconds };
}

async function ask({ service }: Stage, token: string, path: string, init: RequestInit = {}): Promise<Response> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const answer = await fetch(`${service.url}/v1/audit/bundles${path}`, { ...init, headers });
  if (!answer.ok) throw new Error(`Bundles: ${path} was answered ${answer.status}: ${await answer.text()}`);
  return answer;
}
