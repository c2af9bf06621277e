import { EVENT_STORE, type EventStore, type StoredEvent } from '#event-store';
import { KirokuInProcess } from '../harness/kiroku-in-process.js';
import { WillHammer } from '../harness/wills.js';

/** So many posts after an end, plans completed after one, and sends carried by a consent. */
const ENOUGH = { after: 60, completed: 8, carried: 20 };

let kiroku: KirokuInProcess;
beforeEach(async () => {
  kiroku = await KirokuInProcess.start();
}, 120_000);
afterEach(() => kiroku.stop(), 60_000);

/** What a cache of standing would do to judgements, which read an arrangement as well: it keeps for a while what it read. */
function plantCache(milliseconds: number): void {
  const store = kiroku.app.get<EventStore>(EVENT_STORE);
  const read = store.readStreams.bind(store);
  const kept = new Map<string, { events: StoredEvent[]; until: number }>();
  store.readStreams = async (association, streams, from) => {
    const found = await read(association, streams, from);
    if (!streams.some((name) => name.startsWith('arrangement-'))) return found;
    for (const stream of streams.filter((name) => name.startsWith('standing-'))) {
      const known = kept.get(stream);
      if (known && known.until > Date.now()) found.streams.set(stream, known.events);
      else kept.set(stream, { events: found.streams.get(stream)!, until: Date.now() + milliseconds });
    }
    return found;
  };
}

it('carries no send by a consent whose end was acknowledged before the send was posted', async () => {
  const hammer = await WillHammer.on(kiroku);
  const seen = await hammer.run(
    ({ after, completed, carried }) => after > ENOUGH.after && completed > ENOUGH.completed && carried > ENOUGH.carried,
    180_000,
  );
  expect(seen.unseen).toEqual([]);
  // Enough of each was posted for the silence to mean something.
  expect(seen.after).toBeGreaterThan(ENOUGH.after);
  expect(seen.completed).toBeGreaterThan(ENOUGH.completed);
  expect(seen.carried).toBeGreaterThan(ENOUGH.carried);
}, 240_000);

it('would find it where standing is read from a cache', async () => {
  plantCache(500);
  const hammer = await WillHammer.on(kiroku);
  const { unseen } = await hammer.run((seen) => seen.unseen.length > 0, 60_000);
  expect(unseen[0]).toMatch(/went out on .* after its (withdrawal|objection)/);
}, 120_000);
