import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Logger } from '@nestjs/common';
import { Pool } from 'pg';
import { LogGate, MemoryEventStore, type AppendRequest, type EventStore, type StoredEvent } from '#event-store';
import { checkpointText, EMPTY_FRONTIER, formatNote, grow, rootOf } from '#proof';
import { FileKeptCheckpoints } from '../checkpoints/file-kept-checkpoints.js';
import { someDrafts } from '../testing/an-evidence.js';
import { LogProver } from './prove-log.js';
import { RestoreGuard } from './restore-guard.js';

const A = 'mihon-kenpo';
const NO_TREE = { head: async () => null, hashes: async () => [], forget: () => {} };

// What it says is said to an operator.
Logger.overrideLogger(false);

let directory: string;
let kept: FileKeptCheckpoints;
let store: EventStore;
let gate: LogGate;
let published: boolean;
/** What goes on when it is asked whether anything was published. */
let meanwhile: () => Promise<void>;
let reopened: string[];

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'kiroku-kept-'));
  kept = new FileKeptCheckpoints(directory);
  store = new MemoryEventStore();
  gate = new LogGate();
  published = true;
  meanwhile = async () => {};
  reopened = [];
});
afterEach(() => rm(directory, { recursive: true }));

async function append(count: number, to = store): Promise<void> {
  const request: AppendRequest = { association: A, stream: 's', expected: 'any', events: someDrafts(count) };
  await to.append(request);
}

async function keepHead(): Promise<void> {
  const events = await store.readLog(A, null, 10_000);
  await kept.keep(A, noteOf(events));
}

function noteOf(events: readonly StoredEvent[]): string {
  const frontier = grow(
    EMPTY_FRONTIER,
    events.map(({ leafHash }) => leafHash),
  );
  const text = checkpointText({ origin: `kiroku.test/log/${A}`, size: frontier.size, root: rootOf(frontier) });
  return formatNote({ text, signatures: [{ name: 'x', keyId: 1, bytes: new Uint8Array(64) }] });
}

/** A guard of a process that begins now, over the store as it is. */
function aGuard(trustsNew = false): RestoreGuard {
  const newest = async () => {
    await meanwhile();
    return published ? {} : null;
  };
  const prover = { prove: (one: string, note: string) => new LogProver(store, NO_TREE).prove(one, note) };
  const heads = { heads: () => store.heads() };
  const parts = { store: heads, prover, kept, published: { newest }, gate, trustsNew };
  return new RestoreGuard({ ...parts, reopened: (one) => void reopened.push(one) }, new Pool());
}

const isReady = (guard: RestoreGuard) =>
  guard.check().then(
    () => true,
    () => false,
  );

describe('a log', () => {
  it('that continues its kept checkpoint is open', async () => {
    await append(5);
    await keepHead();
    await append(3);
    const guard = aGuard();
    expect([gate.isOpen(A), await isReady(guard)]).toEqual([false, false]);
    await guard.look();
    expect([gate.isOpen(A), await isReady(guard), guard.closed.size]).toEqual([true, true, 0]);
  });

  it.each([
    ['is shorter', 'shorter', 4],
    ['was restored from an older copy and continued', 'forked', 9],
    ['is gone', 'shorter', 0],
  ])('that %s is closed, and opens when the right data is there', async (_, why, count) => {
    await append(6);
    await keepHead();
    const right = store;
    store = new MemoryEventStore();
    if (count > 0) await append(count);
    const guard = aGuard();
    await guard.look();
    expect(guard.closed.get(A)).toBe(why);
    await expect(gate.opened(A)).rejects.toMatchObject({ code: 'log-unproven' });
    expect([gate.isOpen(A), gate.isOpen('another'), await isReady(guard)]).toEqual([false, true, false]);
    store = right;
    expect(reopened).toEqual([]);
    await guard.look();
    await guard.look();
    expect([gate.isOpen(A), await isReady(guard)]).toEqual([true, true]);
    // Once: what a process keeps of it is of the data before.
    expect(reopened).toEqual([A]);
  });

  it('whose kept checkpoint cannot be read is closed', async () => {
    await append(2);
    await writeFile(join(directory, `${A}.checkpoint`), 'damaged');
    const guard = aGuard();
    await guard.look();
    expect(guard.closed.get(A)).toBe('kept-unreadable');
  });

  it('that published checkpoints of which none is kept here is closed, unless that is trusted', async () => {
    await append(2);
    const guard = aGuard();
    await guard.look();
    expect(guard.closed.get(A)).toBe('not-kept');
    await aGuard(true).look();
    expect(gate.isOpen(A)).toBe(true);
  });

  it('that keeps and publishes its first checkpoint while it is looked at stays open', async () => {
    await append(2);
    meanwhile = keepHead;
    const guard = aGuard();
    await guard.look();
    expect([guard.closed.size, gate.isOpen(A)]).toEqual([0, true]);
  });

  it('that published nothing yet is open', async () => {
    published = false;
    await append(2);
    await aGuard().look();
    expect(gate.isOpen(A)).toBe(true);
  });

  it('is not written to while it is looked at: an append waits, and goes on', async () => {
    const guard = aGuard();
    let isThrough = false;
    const waiting = gate.opened(A).then(() => (isThrough = true));
    await new Promise((resolve) => setImmediate(resolve));
    expect(isThrough).toBe(false);
    published = false;
    await guard.look();
    await waiting;
    expect(isThrough).toBe(true);
  });
});
