import { randomUUID } from 'node:crypto';
import { anAppend, appended, drafts, positionsOf, positionsUpTo } from './drafts.js';
import type { Subject } from './subject.js';

/** Positions, revisions, and what a store tells of an append. */
export function orderContract({ store, setClock }: Subject): void {
  describe('an append that is stored', () => {
    it('takes the next positions of its log, from the first and without a hole', async () => {
      const association = randomUUID();
      const first = await appended(store(), { association, stream: 'a', events: drafts(3) });
      const second = await appended(store(), { association, stream: 'b', events: drafts(2) });
      const positions = [...first.events, ...second.events].map((event) => event.position);
      expect(positions).toEqual(positionsUpTo(5));
      expect(await positionsOf(store(), association)).toEqual(positionsUpTo(5));
    });

    it('counts each association for itself', async () => {
      const [one, other] = [randomUUID(), randomUUID()];
      for (const association of [one, other, one, other, one]) await appended(store(), { association });
      expect(await positionsOf(store(), one)).toEqual(positionsUpTo(3));
      expect(await positionsOf(store(), other)).toEqual(positionsUpTo(2));
    });

    it('leaves no hole after refusals', async () => {
      const association = randomUUID();
      await appended(store(), { association });
      await store().append(anAppend({ association, expected: 'none' }));
      await appended(store(), { association });
      expect(await positionsOf(store(), association)).toEqual(positionsUpTo(2));
    });

    it('gives the events of a stream contiguous revisions', async () => {
      const association = randomUUID();
      for (const stream of ['a', 'b', 'a']) await appended(store(), { association, stream, events: drafts(2) });
      const read = await store().readStream(association, 'a');
      expect(read.map(({ envelope }) => envelope.revision)).toEqual([0, 1, 2, 3]);
      expect(read.map(({ position }) => position)).toEqual(
        positionsUpTo(6).filter((_, index) => index < 2 || index > 3),
      );
    });

    it('is acknowledged with its ids, in the order in which they came', async () => {
      const events = drafts(3);
      const result = await appended(store(), { events });
      expect(result.events.map((event) => event.id)).toEqual(events.map((event) => event.id));
      expect(result.revision).toBe(2);
    });

    it('bears the instant of the clock that the store was given', async () => {
      setClock('2026-04-01T09:08:07.654Z');
      const association = randomUUID();
      expect((await appended(store(), { association })).recordedAt).toBe('2026-04-01T09:08:07.654Z');
      const [event] = await store().readLog(association, null, 1);
      expect(event!.envelope.recordedAt).toBe('2026-04-01T09:08:07.654Z');
    });

    it('is whole with 1,002 events', async () => {
      const association = randomUUID();
      const result = await appended(store(), { association, expected: 'none', events: drafts(1_002) });
      expect(result.revision).toBe(1_001);
      expect(await positionsOf(store(), association)).toEqual(positionsUpTo(1_002));
    });

    it('is all missing when the last of 1,002 events was there before', async () => {
      const association = randomUUID();
      const events = drafts(1_002);
      await appended(store(), { association, stream: 'b', events: events.slice(-1) });
      expect(await store().append(anAppend({ association, events }))).toEqual({ outcome: 'duplicate-event' });
      expect(await positionsOf(store(), association)).toEqual(positionsUpTo(1));
    });
  });
}
