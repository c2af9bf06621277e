import { randomUUID } from 'node:crypto';
import type { StoredEvent } from '../port/event-store.port.js';
import { anAppend, appended, drafts, positionsUpTo } from './drafts.js';
import type { Subject } from './subject.js';

const revisions = (events: readonly StoredEvent[]) => events.map(({ envelope }) => envelope.revision);
const positions = (events: readonly StoredEvent[]) => events.map((event) => event.position);

/** What a reader sees. */
export function readingContract(subject: Subject): void {
  describe('reading', () => {
    streamCases(subject);
    logCases(subject);
    hintCases(subject);
  });
}

function streamCases({ store }: Subject): void {
  it('a stream gives its events from a revision, as many as asked', async () => {
    const association = randomUUID();
    await appended(store(), { association, events: drafts(5) });
    expect(revisions(await store().readStream(association, 'note-1'))).toEqual([0, 1, 2, 3, 4]);
    expect(revisions(await store().readStream(association, 'note-1', { from: 3 }))).toEqual([3, 4]);
    expect(revisions(await store().readStream(association, 'note-1', { limit: 2 }))).toEqual([0, 1]);
    expect(revisions(await store().readStream(association, 'note-1', { from: 1, limit: 2 }))).toEqual([1, 2]);
    expect(revisions(await store().readStream(association, 'note-1', { from: 5 }))).toEqual([]);
  });

  it('a stream that does not exist gives nothing', async () => {
    expect(await store().readStream(randomUUID(), 'nowhere')).toEqual([]);
  });

  it('several streams gives each its own events, and an empty list to an unknown one', async () => {
    const association = randomUUID();
    for (const stream of ['b', 'a', 'b', 'c']) await appended(store(), { association, stream });
    await appended(store(), { stream: 'a' });
    const found = await store().readStreams(association, ['b', 'unknown', 'a', 'b']);
    expect([...found.streams].map(([stream, events]) => [stream, positions(events)])).toEqual([
      ['b', positionsUpTo(3).filter((_, index) => index !== 1)],
      ['unknown', []],
      ['a', positionsUpTo(2).slice(1)],
    ]);
    expect(found.at).toBe('0000000000000004');
  });

  it('several streams gives each from the revision asked for', async () => {
    const association = randomUUID();
    for (const stream of ['a', 'b', 'c']) await appended(store(), { association, stream, events: drafts(3) });
    const from = new Map([
      ['a', 2],
      ['c', 3],
    ]);
    const { at, streams } = await store().readStreams(association, ['c', 'b', 'a'], from);
    const found = [...streams].map(([stream, events]) => [stream, revisions(events)]);
    expect(found).toEqual([
      ['c', []],
      ['b', [0, 1, 2]],
      ['a', [2]],
    ]);
    expect(at).toBe('0000000000000009');
  });

  it('several streams tells a head without an event in them, and none of an empty log', async () => {
    const association = randomUUID();
    expect(await store().readStreams(association, ['a'])).toEqual({ at: null, streams: new Map([['a', []]]) });
    await appended(store(), { association, stream: 'b', events: drafts(2) });
    expect(await store().readStreams(association, ['a'])).toMatchObject({ at: '0000000000000002' });
    expect(await store().readStreams(association, [])).toEqual({ at: '0000000000000002', streams: new Map() });
  });

  it('several streams leaves out nothing up to the head that it tells, while others append', async () => {
    const association = randomUUID();
    let appending = true;
    const writer = (async () => {
      for (let count = 0; count < 60; count += 1) {
        await appended(store(), { association, stream: `s-${count % 2}` });
      }
      appending = false;
    })();
    while (appending) {
      const { at, streams } = await store().readStreams(association, ['s-0', 's-1']);
      const seen = [...streams.values()].flatMap(positions).sort();
      expect(seen).toEqual(positionsUpTo(Number(at ?? 0)));
    }
    await writer;
  });
}

function logCases({ store }: Subject): void {
  it('a log gives its events after a position, oldest first, as many as asked', async () => {
    const association = randomUUID();
    for (const stream of ['z', 'a', 'm']) await appended(store(), { association, stream, events: drafts(2) });
    const all = positionsUpTo(6);
    expect(positions(await store().readLog(association, null, 100))).toEqual(all);
    expect(positions(await store().readLog(association, null, 4))).toEqual(all.slice(0, 4));
    expect(positions(await store().readLog(association, all[3]!, 100))).toEqual(all.slice(4));
    expect(positions(await store().readLog(association, all[1]!, 2))).toEqual(all.slice(2, 4));
    expect(positions(await store().readLog(association, all[5]!, 100))).toEqual([]);
  });

  it('the head of a log gives its last position, and null where there is no event', async () => {
    const association = randomUUID();
    await store().append(anAppend({ association, expected: 'exists' }));
    expect(await store().head(association)).toBeNull();
    expect((await store().heads()).has(association)).toBe(false);
    await appended(store(), { association, events: drafts(12) });
    expect(await store().head(association)).toBe('0000000000000012');
  });

  it('the heads gives the last position of every log', async () => {
    const [one, other] = [randomUUID(), randomUUID()];
    await appended(store(), { association: one, events: drafts(3) });
    await appended(store(), { association: other });
    const heads = await store().heads();
    expect([heads.get(one), heads.get(other)]).toEqual(['0000000000000003', '0000000000000001']);
  });

  it('right after an append sees it, by every way', async () => {
    for (let round = 1; round <= 20; round += 1) {
      const association = randomUUID();
      const { events } = await appended(store(), { association });
      const seen = await Promise.all([
        store().readLog(association, null, 1),
        store().readStream(association, 'note-1'),
        store()
          .readStreams(association, ['note-1'])
          .then(({ streams }) => streams.get('note-1')!),
      ]);
      expect(seen.map(([event]) => event?.envelope.id)).toEqual(Array.from({ length: 3 }, () => events[0]!.id));
      expect(await store().head(association)).toBe(events[0]!.position);
    }
  });
}

function hintCases({ store }: Subject): void {
  it('is hinted at by a call after each append that stored something, until the listener leaves', async () => {
    const association = randomUUID();
    let calls = 0;
    const leave = store().onAppended(() => (calls += 1));
    await appended(store(), { association });
    await hinted(() => calls === 1);
    await store().append(anAppend({ association, expected: 'none' }));
    await appended(store(), { association });
    await hinted(() => calls === 2);
    leave();
    await appended(store(), { association });
    expect(calls).toBe(2);
  });

  it('and a listener that throws harms neither the append nor the other listeners', async () => {
    let calls = 0;
    const leaveFirst = store().onAppended(() => {
      throw new Error('deaf');
    });
    const leaveSecond = store().onAppended(() => (calls += 1));
    expect((await store().append(anAppend())).outcome).toBe('appended');
    await hinted(() => calls === 1);
    leaveFirst();
    leaveSecond();
    expect(calls).toBe(1);
  });
}

// The hint may come in the turn after the acknowledgement.
async function hinted(isSo: () => boolean): Promise<void> {
  for (let turn = 0; turn < 10 && !isSo(); turn += 1) await new Promise((resolve) => setImmediate(resolve));
  expect(isSo()).toBe(true);
}
