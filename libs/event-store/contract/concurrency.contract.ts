import { randomUUID } from 'node:crypto';
import type { AppendResult } from '../port/event-store.port.js';
import { anAppend, appended, drafts, positionsOf, positionsUpTo } from './drafts.js';
import type { Subject } from './subject.js';

/** What holds when many append at once. */
export function concurrencyContract({ store }: Subject): void {
  describe('concurrent appends', () => {
    it('give three logs neither a hole nor a double, and every caller what is stored', async () => {
      const associations = [randomUUID(), randomUUID(), randomUUID()];
      const requests = Array.from({ length: 200 }, (_, index) => {
        const stream = index % 4 === 0 ? 'shared' : `own-${index}`;
        return anAppend({ association: associations[index % 3]!, stream, events: drafts(1 + (index % 3)) });
      });
      const results = await Promise.all(requests.map((request) => store().append(request)));
      for (const association of associations) {
        const mine = results.filter((_, index) => requests[index]!.association === association);
        const told = mine.flatMap(acknowledged).sort((a, b) => (a.position < b.position ? -1 : 1));
        const stored = await store().readLog(association, null, 1_000);
        expect(told.map((event) => event.position)).toEqual(positionsUpTo(told.length));
        expect(stored.map(({ position, envelope }) => ({ position, id: envelope.id }))).toEqual(told);
      }
    });

    it('to one stream give it contiguous revisions', async () => {
      const association = randomUUID();
      const requests = Array.from({ length: 50 }, () => anAppend({ association, stream: 'shared', events: drafts(2) }));
      const results = await Promise.all(requests.map((request) => store().append(request)));
      expect(new Set(results.map((result) => result.outcome))).toEqual(new Set(['appended']));
      const revisions = (await store().readStream(association, 'shared')).map(({ envelope }) => envelope.revision);
      expect(revisions).toEqual(Array.from({ length: 100 }, (_, index) => index));
    });

    it('with "none" on one stream have exactly one winner among twenty', async () => {
      const association = randomUUID();
      const requests = Array.from({ length: 20 }, () => anAppend({ association, expected: 'none' }));
      const results = await Promise.all(requests.map((request) => store().append(request)));
      const lost = results.filter((result) => result.outcome !== 'appended');
      expect(lost).toEqual(Array.from({ length: 19 }, () => ({ outcome: 'conflict', expected: 'none', actual: 0 })));
      expect(await positionsOf(store(), association)).toEqual(positionsUpTo(1));
    });

    it('in conflict fail alone: each sees what those before it left', async () => {
      const association = randomUUID();
      const expected = ['none', 0, 0, 1, 'none'] as const;
      const results = await Promise.all(
        expected.map((revision) => store().append(anAppend({ association, expected: revision }))),
      );
      const outcomes = results.map((result) => result.outcome);
      expect(outcomes).toEqual(['appended', 'appended', 'conflict', 'appended', 'conflict']);
      expect(results[2]).toEqual({ outcome: 'conflict', expected: 0, actual: 1 });
      expect(results[4]).toEqual({ outcome: 'conflict', expected: 'none', actual: 2 });
    });

    it('of callers who wait for their answers keep the order of the answers', async () => {
      const association = randomUUID();
      const told: string[] = [];
      const caller = async () => {
        for (let count = 0; count < 10; count += 1) {
          const before = told.at(-1) ?? '';
          const { events } = await appended(store(), { association, stream: randomUUID() });
          expect(events[0]!.position > before).toBe(true);
          told.push(events[0]!.position);
        }
      };
      await Promise.all([caller(), caller(), caller()]);
      expect(told.toSorted()).toEqual(positionsUpTo(30));
    });
  });
}

function acknowledged(result: AppendResult): { position: string; id: string }[] {
  return result.outcome === 'appended' ? result.events.map(({ position, id }) => ({ position, id })) : [];
}
