import { randomUUID } from 'node:crypto';
import type { AppendRequest } from '../port/event-store.port.js';
import { aDraft, anAppend, appended, drafts, positionsOf, positionsUpTo } from './drafts.js';
import type { Subject } from './subject.js';

const ONE_ID = 'b1946ac9-2492-4d23-8d1c-5f1d1f0e8a51';

const UNHOLDABLE: [string, Partial<AppendRequest>][] = [
  ['names no association', { association: '' }],
  ['names no stream', { stream: '' }],
  ['has a stream name that is too long', { stream: 's'.repeat(201) }],
  ['has an association name that is too long', { association: 'a'.repeat(201) }],
  ['has a control character in its stream name', { stream: 'a\u0000b' }],
  ['has half a character in its stream name', { stream: 'a\ud800' }],
  ['carries no event', { events: [] }],
  ['carries more events than a request may', { events: drafts(10_003) }],
  ['expects a revision below 0', { expected: -1 }],
  ['expects a revision that is no whole number', { expected: 0.5 }],
  ['has an event id that is no UUID', { events: [aDraft({ id: 'e1' })] }],
  ['has an event id in capitals', { events: [aDraft({ id: ONE_ID.toUpperCase() })] }],
  ['has one event id twice', { events: [aDraft({ id: ONE_ID }), aDraft({ id: ONE_ID })] }],
  ['stands on the chain of nobody', { events: [aDraft({ chain: 'open' })] }],
  ['has data that JSON cannot hold', { events: [aDraft({ data: { count: 1n } })] }],
  ['has data that cannot be made', { events: [aDraft({ data: () => JSON.parse('{') })] }],
  ['seals more events than come before', { events: [aDraft({ data: (b: Before) => b.rootOfLast(1) })] }],
];

interface Before {
  rootOfLast(count: number): string;
}

/** What is refused, and that a refusal leaves nothing behind and harms nobody else. */
export function refusalContract(subject: Subject): void {
  describe('a refused request', () => {
    unholdableCases(subject);
    duplicateCases(subject);
    tooLargeCases(subject);
  });
}

function unholdableCases({ store }: Subject): void {
  it.each(UNHOLDABLE)('is thrown as invalid-request when it %s', async (_, given) => {
    const request = anAppend(given);
    await expect(store().append(request)).rejects.toMatchObject({ name: 'EventStoreError', code: 'invalid-request' });
    expect(await positionsOf(store(), request.association || 'none')).toEqual([]);
  });

  it('is not written, and told as busy, once nobody waits for it; those beside it are', async () => {
    const association = randomUUID();
    const given = anAppend({ association, isWanted: () => false });
    const results = await Promise.allSettled([
      store().append(anAppend({ association, isWanted: () => true })),
      store().append(given),
      store().append(anAppend({ association })),
    ]);
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(results[1]).toMatchObject({ reason: { name: 'EventStoreError', code: 'busy' } });
    expect(await positionsOf(store(), association)).toEqual(positionsUpTo(2));
    // It left nothing behind: the same may be asked for again.
    const { isWanted: _, ...again } = given;
    expect(await store().append(again)).toMatchObject({ outcome: 'appended' });
  });

  it('fails alone among requests that arrive with it', async () => {
    const association = randomUUID();
    const bad = [
      anAppend({ association, events: [aDraft({ data: { count: 1n } })] }),
      anAppend({ association, expected: 7 }),
      anAppend({ association, events: [aDraft({ data: 'x'.repeat(70_000) })] }),
    ];
    const requests = bad.flatMap((request) => [anAppend({ association }), request]).concat(anAppend({ association }));
    const results = await Promise.allSettled(requests.map((request) => store().append(request)));
    const outcomes = results.map((result) =>
      result.status === 'fulfilled' ? result.value.outcome : result.reason.code,
    );
    expect(outcomes).toEqual([
      'appended',
      'invalid-request',
      'appended',
      'conflict',
      'appended',
      'too-large',
      'appended',
    ]);
    expect(await positionsOf(store(), association)).toEqual(positionsUpTo(4));
  });
}

function duplicateCases({ store }: Subject): void {
  it('is a duplicate when its log has one of its ids, on whatever stream, and nothing of it is stored', async () => {
    const association = randomUUID();
    const known = aDraft();
    await appended(store(), { association, stream: 'a', events: [known] });
    const events = [aDraft(), aDraft({ id: known.id }), aDraft()];
    expect(await store().append(anAppend({ association, stream: 'b', events }))).toEqual({
      outcome: 'duplicate-event',
    });
    expect(await positionsOf(store(), association)).toEqual(positionsUpTo(1));
    expect((await appended(store(), { association, stream: 'b', expected: 'none' })).revision).toBe(0);
  });

  it('is a duplicate when one with the same id arrived just before it; its neighbours are stored', async () => {
    const association = randomUUID();
    const event = aDraft();
    const requests = [[aDraft()], [event], [event], [aDraft()]].map((events) => anAppend({ association, events }));
    const results = await Promise.all(requests.map((request) => store().append(request)));
    const outcomes = results.map((result) => result.outcome);
    expect(outcomes).toEqual(['appended', 'appended', 'duplicate-event', 'appended']);
    expect(await positionsOf(store(), association)).toEqual(positionsUpTo(3));
  });

  it('is told of the conflict where it is a duplicate too', async () => {
    const request = anAppend({ expected: 'none' });
    await appended(store(), request);
    expect(await store().append(request)).toEqual({ outcome: 'conflict', expected: 'none', actual: 0 });
  });

  it('is no duplicate of an event in another association', async () => {
    const events = [aDraft()];
    await appended(store(), { events });
    expect((await store().append(anAppend({ events }))).outcome).toBe('appended');
  });
}

function tooLargeCases({ store }: Subject): void {
  it('is too large when one of its events is, and stores nothing', async () => {
    const association = randomUUID();
    const events = [aDraft(), aDraft({ data: 'x'.repeat(65_536) })];
    expect(await store().append(anAppend({ association, events }))).toEqual({ outcome: 'too-large' });
    expect(await store().head(association)).toBeNull();
    expect(await store().readStream(association, 'note-1')).toEqual([]);
  });
}
