import { MemoryEventStore } from '#event-store';
import type { OwnedFact, OwnedFacts } from '../record-transfer/transfer-facts.js';
import { NOW } from '../testing/a-ledger.js';
import { MapDataKeys } from '../testing/map-data-keys.js';
import { ASSOCIATION, members } from '../testing/statements.js';
import { FactWriter } from './fact-writer.js';

const COUNT = 3_001;
const context = { association: ASSOCIATION, actor: { role: 'officer', id: 'a' }, causation: null, occurredAt: null };
const judged = { ...context, ruleset: null, knowledgeAt: null };
const place = { stream: 'transfer-long', expected: 'none' as const, at: new Date(NOW) };

/** Facts that say how many of them were made. */
function countedFacts(count: number) {
  const subjects = members(count).map(({ ref }) => ref);
  const counted = { made: 0 };
  function* make(): Generator<OwnedFact> {
    for (const subject of subjects) {
      counted.made += 1;
      yield { subject, fact: { type: 'MemberLineRecorded', data: { line: counted.made }, sealed: {} } };
    }
  }
  const facts: OwnedFacts = { length: count, [Symbol.iterator]: make };
  return { facts, counted };
}

describe('writing more facts than a request carries', () => {
  it('makes them as they are written: no more than a part is ready beside those under way', async () => {
    const store = new MemoryEventStore();
    const { facts, counted } = countedFacts(COUNT);
    const ahead: number[] = [];
    let stored = 0;
    const append = store.append.bind(store);
    store.append = async (request) => {
      ahead.push(counted.made - stored);
      stored += request.events.length;
      return append(request);
    };
    const result = await new FactWriter(store, new MapDataKeys().asDataKeys).write(place, judged, facts);
    expect(Math.max(...ahead)).toBeLessThanOrEqual(1_001);
    expect(result).toMatchObject({ outcome: 'appended', revision: COUNT - 1, events: [{}] });
    const lines = (await store.readStream(ASSOCIATION, place.stream)).map(({ envelope }) => envelope.data);
    expect(lines).toEqual(Array.from({ length: COUNT }, (_, index) => ({ line: index + 1 })));
  });
});
