import { randomUUID } from 'node:crypto';
import { MemoryEventStore, type EventDraft, type StoredEvent } from '#event-store';
import type { Acknowledged } from './acknowledged.js';
import { HistoryChecker } from './check-history.js';

const ASSOCIATION = 'mihon';
const FIRST = 'aaaaaaaa-aaaa-4aaa-8aaa-aaaaaaaaaaaa';
const SECOND = 'bbbbbbbb-bbbb-4bbb-8bbb-bbbbbbbbbbbb';

let log: StoredEvent[];
let told: Acknowledged[];

async function recorded(store: MemoryEventStore, transfer: string, at: number): Promise<Acknowledged> {
  const draft: EventDraft = {
    id: randomUUID(),
    type: 'TransferRecorded',
    schemaVersion: 1,
    occurredAt: null,
    actor: { role: 'integrator', id: 'a' },
    causation: null,
    subject: null,
    ruleset: null,
    knowledgeAt: null,
    data: { header: { version: 1 } },
    keyId: null,
    sealed: null,
  };
  const place = { association: ASSOCIATION, stream: `transfer-${transfer}`, expected: 'any' as const };
  const result = await store.append({ ...place, events: [draft] });
  if (result.outcome !== 'appended') throw new Error(result.outcome);
  const [event] = result.events;
  return {
    kind: 'version',
    association: ASSOCIATION,
    id: transfer,
    name: `n-${transfer}`,
    version: 1,
    members: ['m'],
    recorded: [1],
    position: event!.position,
    leafHash: Buffer.from(event!.leafHash).toString('base64'),
    sentAt: at,
    toldAt: at + 5,
  };
}

beforeEach(async () => {
  const store = new MemoryEventStore();
  told = [await recorded(store, FIRST, 0), await recorded(store, SECOND, 10)];
  log = await store.readLog(ASSOCIATION, null, 10);
});

function faults(events: readonly StoredEvent[], acknowledged: readonly Acknowledged[]): string[] {
  const checker = new HistoryChecker(ASSOCIATION);
  for (const event of events) checker.take(event);
  return checker.finish(acknowledged).map(({ kind }) => kind);
}

describe('a history', () => {
  it('is right where what was acknowledged is there, once, in order', () => {
    expect(faults(log, told)).toEqual([]);
  });

  it('has lost what was acknowledged and is not there', () => {
    expect(faults(log.slice(0, 1), told)).toEqual(['missing']);
  });

  it('has doubled what is there and nobody was told of', () => {
    expect(faults(log, told.slice(0, 1))).toEqual(['doubled']);
  });

  it('has doubled what stands under one name as two transfers', () => {
    expect(faults(log, [told[0]!, { ...told[1]!, name: told[0]!.name }])).toEqual(['doubled']);
  });

  it('has doubled a version that is there twice', () => {
    const again = { ...log[0]!, position: '0000000000000003', envelope: { ...log[0]!.envelope, revision: 1 } };
    expect(faults([...log, again], told)).toEqual(['doubled']);
  });

  it.each([{ leafHash: 'other' }, { position: '0000000000000003' }])('has changed what was told as %o', (other) => {
    expect(faults(log, [told[0]!, { ...told[1]!, ...other }])).toContain('changed');
  });

  it('is out of order where what was told first stands after what was asked for later', () => {
    const turned = [
      { ...told[0]!, sentAt: 20, toldAt: 25 },
      { ...told[1]!, sentAt: 0, toldAt: 5 },
    ];
    expect(faults(log, turned)).toEqual(['unordered']);
  });

  it('has a hole where a position or a revision is left out', () => {
    const moved = { ...log[1]!, position: '0000000000000003' };
    expect(faults([log[0]!, moved], [told[0]!, { ...told[1]!, position: moved.position }])).toEqual(['hole']);
    const skipped = { ...log[1]!, envelope: { ...log[1]!.envelope, revision: 1 } };
    expect(faults([log[0]!, skipped], told)).toEqual(['hole']);
  });

  it('has another leaf where one byte of what is stored was changed', () => {
    const bytes = Buffer.from(log[1]!.bytes);
    bytes[10]! ^= 1;
    expect(faults([log[0]!, { ...log[1]!, bytes }], told)).toEqual(['leaf', 'changed']);
  });
});
