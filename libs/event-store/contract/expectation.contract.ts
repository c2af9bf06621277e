import { randomUUID } from 'node:crypto';
import { aDraft, anAppend, appended, drafts } from './drafts.js';
import type { Subject } from './subject.js';

/** What a stream must look like for an append to happen. */
export function expectationContract({ store }: Subject): void {
  describe('an expected revision', () => {
    it('"any" takes a new stream and one that exists', async () => {
      const association = randomUUID();
      expect((await appended(store(), { association, expected: 'any' })).revision).toBe(0);
      expect((await appended(store(), { association, expected: 'any' })).revision).toBe(1);
    });

    it('"none" takes a new stream only', async () => {
      const association = randomUUID();
      await appended(store(), { association, expected: 'none', events: drafts(2) });
      const second = await store().append(anAppend({ association, expected: 'none' }));
      expect(second).toEqual({ outcome: 'conflict', expected: 'none', actual: 1 });
    });

    it('"exists" refuses a stream without events and takes it afterwards', async () => {
      const association = randomUUID();
      const early = await store().append(anAppend({ association, expected: 'exists' }));
      expect(early).toEqual({ outcome: 'conflict', expected: 'exists', actual: null });
      await appended(store(), { association });
      expect((await appended(store(), { association, expected: 'exists' })).revision).toBe(1);
    });

    it('a number takes the stream whose last event has that revision', async () => {
      const association = randomUUID();
      await appended(store(), { association, events: drafts(3) });
      expect((await appended(store(), { association, expected: 2 })).revision).toBe(3);
    });

    it.each([
      ['behind', 1],
      ['ahead of', 5],
    ])('a number %s the stream is a conflict that tells the actual revision', async (_, expected) => {
      const association = randomUUID();
      await appended(store(), { association, events: drafts(3) });
      const result = await store().append(anAppend({ association, expected }));
      expect(result).toEqual({ outcome: 'conflict', expected, actual: 2 });
    });

    it('a number is a conflict on a stream that has no event', async () => {
      const result = await store().append(anAppend({ expected: 0 }));
      expect(result).toEqual({ outcome: 'conflict', expected: 0, actual: null });
    });

    it('is about one stream of one association', async () => {
      const association = randomUUID();
      await appended(store(), { association, stream: 'a' });
      expect((await appended(store(), { association, stream: 'b', expected: 'none' })).revision).toBe(0);
      expect((await appended(store(), { stream: 'a', expected: 'none' })).revision).toBe(0);
    });

    it('in conflict stores nothing', async () => {
      const association = randomUUID();
      await appended(store(), { association });
      await store().append(anAppend({ association, expected: 'none', events: [aDraft({ type: 'Lost' })] }));
      const log = await store().readLog(association, null, 10);
      expect(log.map(({ envelope }) => envelope.type)).toEqual(['Noted']);
    });
  });
}
