import { execFileSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import type { Pool } from 'pg';
import { LogGate, Projector, UpcastingEventStore, type EventStore } from '#event-store';
import { checkpointText, formatNote } from '#proof';
import { KillableDatabase } from '../../../test/harness/killable-database.js';
import { FileKeptCheckpoints } from '../checkpoints/file-kept-checkpoints.js';
import { anEvidence, someDrafts } from '../testing/an-evidence.js';
import { TreeReader } from '../tree/tree-reader.js';
import { TreeProjection } from '../tree/tree.projection.js';
import { LogProver } from './prove-log.js';
import { RestoreGuard } from './restore-guard.js';

Logger.overrideLogger(false);
const A = 'mihon-kenpo';

let database: KillableDatabase;
let directory: string;
let kept: FileKeptCheckpoints;
let pool: Pool;
let end: () => Promise<void>;
let bare: EventStore;
let gate: LogGate;
let store: EventStore;
let guard: RestoreGuard;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'kiroku-kept-'));
  kept = new FileKeptCheckpoints(directory);
  database = await KillableDatabase.create();
  ({ pool, store: bare, end } = await anEvidence(database.url));
  gate = new LogGate();
  store = new UpcastingEventStore(bare, gate);
  const prover = new LogProver(bare, new TreeReader(pool));
  const published = { newest: async () => null };
  guard = new RestoreGuard({ store: bare, prover, kept, published, gate, trustsNew: false }, pool);
  guard.onModuleInit();
  await guard.onApplicationBootstrap();
});

afterAll(async () => {
  await guard.onModuleDestroy();
  await end();
  await database.remove();
  await rm(directory, { recursive: true });
});

const append = (count: number) =>
  store.append({ association: A, stream: 's', expected: 'any', events: someDrafts(count) });
const copyOf = (name: string) => join(database.directory, name);
const isClosed = () => guard.closed.get(A);

/** Lets the tree come up with the log, and keeps its head as the keeper of checkpoints does. */
async function keepHead(): Promise<void> {
  const projector = new Projector(bare, pool, [new TreeProjection()]);
  const size = Number(await bare.head(A));
  projector.start();
  const reader = new TreeReader(pool);
  while ((await reader.head(A))?.size !== size) await sleep(20);
  await projector.stop();
  const head = (await reader.head(A))!;
  const text = checkpointText({ origin: `kiroku.test/log/${A}`, ...head });
  await kept.keep(A, formatNote({ text, signatures: [{ name: 'x', keyId: 1, bytes: new Uint8Array(64) }] }));
}

/** Puts another data directory in the place of the one that is there, as a restore does. */
async function restore(from: string): Promise<void> {
  await rm(cluster(), { recursive: true });
  copy(copyOf(from), cluster());
  await database.start();
}

const cluster = () => join(database.directory, 'data', 'postgres');

// Owners and modes come along: PostgreSQL opens no others.
function copy(from: string, to: string): void {
  execFileSync('cp', ['-a', from, to]);
}

async function until(isTrue: () => boolean): Promise<void> {
  const deadline = Date.now() + 20_000;
  while (!isTrue()) {
    if (Date.now() > deadline) throw new Error('It did not come to that.');
    await sleep(20);
  }
}

describe('a database that was restored from an older copy', () => {
  it('is not written to, by a process that ran all the time, until newer data is there', async () => {
    await append(5);
    await keepHead();
    await database.stop();
    copy(cluster(), copyOf('older'));
    await database.start();
    await append(4);
    await keepHead();
    await append(1);
    await database.stop();
    copy(cluster(), copyOf('newer'));
    await restore('older');
    await until(() => isClosed() === 'shorter');
    await expect(append(1)).rejects.toMatchObject({ code: 'log-unproven' });
    await expect(guard.check()).rejects.toThrow();
    expect(await store.head(A)).toBe('0000000000000005');
    await database.stop();
    await restore('newer');
    await until(() => guard.closed.size === 0 && !gate.isLooking);
    expect((await append(1)).outcome).toBe('appended');
  });

  it('is not written to where the older copy was continued by somebody else', async () => {
    await database.stop();
    await restore('older');
    await until(() => isClosed() === 'shorter');
    await bare.append({ association: A, stream: 's', expected: 'any', events: someDrafts(20) });
    await guard.look();
    expect(isClosed()).toBe('forked');
    await expect(append(1)).rejects.toMatchObject({ code: 'log-unproven' });
  });
});
