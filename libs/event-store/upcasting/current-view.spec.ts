import { leafHash } from '#proof';
import { aDraft, appended } from '../contract/drafts.js';
import { MemoryEventStore } from '../memory/memory-event-store.js';
import type { EventDraft, StoredEvent } from '../port/event-store.port.js';
import { currentView, UnknownEventError } from './current-view.js';
import { registerEventTypes } from './event-types.js';
import { UpcastingEventStore } from './upcasting-event-store.js';

interface First {
  readonly name: string;
}

registerEventTypes({
  Named: {
    version: 3,
    upcasts: {
      1: ({ name }: First) => ({ names: [name] }),
      2: ({ names }: { names: string[] }) => ({ names, count: names.length }),
    },
  },
});

async function stored(given: Partial<EventDraft>): Promise<StoredEvent> {
  const store = new MemoryEventStore();
  await appended(store, { association: 'a', events: [aDraft({ type: 'Named', ...given })] });
  return (await store.readLog('a', null, 1))[0]!;
}

describe('the current view of an event', () => {
  it.each([
    [1, { name: 'x' }],
    [2, { names: ['x'] }],
    [3, { names: ['x'], count: 1 }],
  ])('of version %i is that of version 3', async (schemaVersion, data) => {
    const { envelope } = currentView(await stored({ schemaVersion, data }));
    expect([envelope.schemaVersion, envelope.data]).toEqual([3, { names: ['x'], count: 1 }]);
  });

  it('leaves bytes and leaf hash as they were stored', async () => {
    const event = await stored({ schemaVersion: 1, data: { name: 'x' } });
    const bytes = Buffer.from(event.bytes);
    const view = currentView(event);
    expect(Buffer.from(view.bytes)).toEqual(bytes);
    expect(view.leafHash).toEqual(event.leafHash);
    expect(Buffer.from(leafHash(view.bytes))).toEqual(Buffer.from(event.leafHash));
    expect(event.envelope.data).toEqual({ name: 'x' });
  });

  it.each([
    ['a version that is newer than the program', { schemaVersion: 4 }, 'Named, version 4'],
    ['a version that never was', { schemaVersion: 0 }, 'Named, version 0'],
    ['a type that nobody registered', { type: 'Unheard' }, 'Unheard, version 1'],
    ['a type named like a part of every object', { type: 'constructor' }, 'constructor, version 1'],
  ])('refuses %s, and says where it stands and what to do', async (_, given, named) => {
    const event = await stored({ ...given, data: { secret: 'Hanako' } });
    const refused = () => currentView(event);
    expect(refused).toThrow(UnknownEventError);
    expect(refused).toThrow(`${named}, at position 0000000000000001 of a is unknown: this program is older`);
    expect(refused).not.toThrow('Hanako');
  });

  it('is what streams are read in, and a log is not', async () => {
    const memory = new MemoryEventStore();
    const store = new UpcastingEventStore(memory);
    const draft = aDraft({ type: 'Named', data: { name: 'x' } });
    await appended(store, { association: 'a', stream: 's', events: [draft] });
    expect((await store.readStream('a', 's'))[0]!.envelope.schemaVersion).toBe(3);
    const { streams } = await store.readStreams('a', ['s']);
    expect(streams.get('s')![0]!.envelope).toMatchObject({ schemaVersion: 3, data: { names: ['x'], count: 1 } });
    expect((await store.readLog('a', null, 1))[0]!.envelope.schemaVersion).toBe(1);
  });
});

describe('the table of event types', () => {
  it('takes no type from two libs', () => {
    expect(() => registerEventTypes({ Named: { version: 1 } })).toThrow('described twice');
  });

  it('leaves no older version without a way up', () => {
    const gap = { version: 3, upcasts: { 2: (data: object) => data } };
    expect(() => registerEventTypes({ Gapped: gap })).toThrow('Gapped has no upcast from version 1');
  });
});
