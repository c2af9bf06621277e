import { randomUUID } from 'node:crypto';
import { MemoryEventStore, type StoredEvent } from '#event-store';
import { TransferNews } from './transfer-news.js';

const A = 'kumiai-a';
const ID = '0d4f2f0e-0a7c-4b1e-9a53-5c0f2d1e7a01';
const STREAM = `transfer-${ID}`;

let store: MemoryEventStore;
let news: TransferNews;
beforeEach(() => {
  store = new MemoryEventStore();
  news = new TransferNews(store);
});

const header = (over: object = {}) => ({
  version: 1,
  change: null,
  phase: 'done',
  arrangement: { id: 'k1', version: 1 },
  count: 1,
  ...over,
});
const open = { chain: 'open', view: 'show' };
const hidden = { chain: 'restricted', view: 'hidden' };
const line = (outcome: object = open) => ({ type: 'MemberLineRecorded', data: { version: 1, line: 1, outcome } });
const opened = (over: object = {}) => ({ type: 'TransferOpened', data: header(over) });
const sealed = (count: number, groups: object[]) => ({ type: 'TransferSealed', data: { version: 1, count, groups } });
const whole = (over: object = {}, group: object = open) => ({
  type: 'TransferRecorded',
  data: { header: header(over), group },
});

/** What is told of the last of these events of one transfer. */
async function told(...events: { type: string; data: object }[]) {
  return news.newsOf(await recorded(STREAM, events));
}

async function recorded(stream: string, events: { type: string; data: object }[]): Promise<StoredEvent> {
  const nothing = { occurredAt: null, causation: null, subject: null, ruleset: null, knowledgeAt: null };
  const rest = { schemaVersion: 1, actor: { role: 'integrator', id: 'a' }, keyId: null, sealed: null, ...nothing };
  const drafts = events.map((event) => ({ id: randomUUID(), ...event, ...rest }));
  await store.append({ association: A, stream, expected: 'any', events: drafts });
  return (await store.readStream(A, stream)).at(-1)!;
}

describe('what is told of a transfer', () => {
  it('is that it was recorded, and where it is read', async () => {
    expect(await told(whole())).toEqual({
      type: 'transfer.recorded',
      id: ID,
      links: { self: `/v1/transfers/${ID}` },
      arrangement: 'k1',
    });
  });

  it.each([
    [{ phase: 'planned' }, 'transfer.planned'],
    [{ version: 2, change: 'completion' }, 'transfer.completed'],
    [{ version: 2, change: 'correction' }, 'transfer.corrected'],
  ])('%p is %s, of one member and of several', async (over, type) => {
    expect(await told(whole(over))).toMatchObject({ type });
    const several = [opened({ ...over, count: 2 }), line(), line(), sealed(2, [{ lines: [[1, 2]], ...open }])];
    expect(await told(...several)).toMatchObject({ type, arrangement: 'k1' });
  });

  it.each([
    ['TransferVoided', 'transfer.voided'],
    ['TransferNotSent', 'transfer.not-sent'],
    ['ReceiptRejected', 'transfer.rejected'],
  ])('%s is %s, of the arrangement of its last version', async (type, expected) => {
    const last = whole({ version: 2, change: 'correction', arrangement: { id: 'k2', version: 1 } });
    expect(await told(whole(), last, { type, data: {} })).toMatchObject({ type: expected, arrangement: 'k2' });
  });

  it('is a refusal under the id of what was refused', async () => {
    const refusal = { type: 'TransferRefused', data: { header: header(), groups: [{ lines: [[1, 1]], ...open }] } };
    const event = await recorded(`refusal-${ID}`, [refusal]);
    expect(await news.newsOf(event)).toMatchObject({ type: 'transfer.refused', id: ID, arrangement: 'k1' });
  });

  it('is of no arrangement where it has none', async () => {
    expect(await told(whole({ arrangement: null }))).toMatchObject({ arrangement: null });
  });

  it('is found behind a version that a crash cut off', async () => {
    const cut = [opened({ count: 3, arrangement: { id: 'k9', version: 1 } }), line()];
    const again = [opened({ count: 3 }), line(), line(), line(), sealed(3, [{ lines: [[1, 3]], ...open }])];
    expect(await told(...cut, ...again, { type: 'TransferVoided', data: {} })).toMatchObject({ arrangement: 'k1' });
  });
});

describe('of the restricted chain nothing is told', () => {
  const voided = { type: 'TransferVoided', data: {} };
  it.each([
    ['one line', [whole({}, hidden)]],
    [
      'a group of several',
      [
        opened({ count: 2 }),
        line(),
        line(hidden),
        sealed(2, [
          { lines: [[1, 1]], ...open },
          { lines: [[2, 2]], ...hidden },
        ]),
      ],
    ],
    ['a line that has no group', [opened({ count: 2 }), line(), line(hidden), sealed(2, [])]],
    ['what was voided', [whole({}, hidden), voided]],
    ['what was voided, of several', [opened({ count: 2 }), line(), line(hidden), sealed(2, []), voided]],
    ['what was hidden before it was corrected, and is voided', [whole({}, hidden), whole({ version: 2 }), voided]],
  ])('%s', async (_, events) => expect(await told(...events)).toBeNull());

  it('a refusal', async () => {
    const refusal = { type: 'TransferRefused', data: { header: header(), groups: [{ lines: [[1, 1]], ...hidden }] } };
    expect(await news.newsOf(await recorded(`refusal-${ID}`, [refusal]))).toBeNull();
  });
});

it('every type that is told is known, and nothing else may be told', async () => {
  expect(Object.keys(news.types).sort()).toEqual([
    'transfer.completed',
    'transfer.corrected',
    'transfer.not-sent',
    'transfer.planned',
    'transfer.recorded',
    'transfer.refused',
    'transfer.rejected',
    'transfer.voided',
  ]);
  const other = await recorded(STREAM, [{ type: 'LineMovedAway', data: {} }]);
  expect(news.mayTell(other)).toBe(false);
});
