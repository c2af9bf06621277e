import { randomUUID } from 'node:crypto';
import type { DataKeys } from '#access';
import { MemoryEventStore, type EventDraft } from '#event-store';
import { requestsStream } from '#ledger';
import type { RecordDuties } from '#records';
import { RequestReader } from '../keep-requests/request-reader.js';
import { context, courseOf, receive } from '../testing/a-request.js';
import { PersonDuties } from './person-duties.js';

const [ONE, FORMER, OTHER, NOBODY] = ['one', 'former', 'other', 'nobody'] as const;
const KEYS = { open: async () => [] } as unknown as DataKeys;

let store: MemoryEventStore;
let asked: string[];
let duties: PersonDuties;
beforeEach(async () => {
  store = new MemoryEventStore();
  asked = [];
  for (const [index, ref] of [FORMER, OTHER, OTHER].entries()) {
    const requestId = `6f2d6d5a-0c57-4f0e-9a53-30c1f2a7b10${index}`;
    const events = courseOf([receive({ requestId })]).events.map(({ type, data }) => draftOf(type, data));
    const stream = requestsStream(ref);
    expect(await store.append({ association: 'a', stream, expected: 'any', events })).toMatchObject({
      outcome: 'appended',
    });
  }
  const readStreams = store.readStreams.bind(store);
  store.readStreams = (...given) => {
    asked.push('streams');
    return readStreams(...given);
  };
  const records = {
    ofEach: async (_association: string, persons: readonly (readonly string[])[]) => {
      asked.push('records');
      return persons.map((refs) => (refs.includes(ONE) ? [{ kind: 'RECORD', until: null }] : []));
    },
  } as unknown as RecordDuties;
  duties = new PersonDuties(records, new RequestReader(store, KEYS));
});

function draftOf(type: string, data: EventDraft['data']): EventDraft {
  return {
    id: randomUUID(),
    type,
    schemaVersion: 1,
    occurredAt: null,
    actor: { role: 'officer', id: 'a1' },
    causation: null,
    subject: null,
    ruleset: context().ruleset.id,
    knowledgeAt: null,
    data,
    keyId: null,
    sealed: null,
  };
}

describe('what stands against erasing several persons', () => {
  it('is told of each, whichever of the references it is known by', async () => {
    expect(await duties.ofEach('a', [[ONE, FORMER], [NOBODY], [OTHER]])).toEqual([
      [
        { kind: 'RECORD', until: null },
        { kind: 'OPEN_REQUEST', count: 1, until: null },
      ],
      [],
      [{ kind: 'OPEN_REQUEST', count: 2, until: null }],
    ]);
  });

  it('is asked once for all of them', async () => {
    await duties.ofEach('a', [[ONE, FORMER], [NOBODY], [OTHER], [OTHER]]);
    expect(asked).toEqual(['records', 'streams']);
  });

  it('is the same for one of them alone', async () => {
    expect(await duties.of('a', [OTHER])).toEqual([{ kind: 'OPEN_REQUEST', count: 2, until: null }]);
  });
});
