import { randomUUID } from 'node:crypto';
import { MemoryEventStore, type EventDraft, type StoredEvent } from '#event-store';
import { recordingFacts, type OwnedFact } from '../record-transfer/transfer-facts.js';
import { aGroup, aJudgement, aNote } from '../testing/judgements.js';
import { MapDataKeys } from '../testing/map-data-keys.js';
import { aMember, ASSOCIATION, aStatement, FIRST, SECOND } from '../testing/statements.js';
import { FactWriter } from '../writing/fact-writer.js';
import { TransferChanges, type TransferChange } from './transfer-changes.js';

const ID = '55555555-5555-4555-8555-555555555555';
const stream = `transfer-${ID}`;
const context = { association: ASSOCIATION, actor: { role: 'officer', id: 'a' }, causation: null, occurredAt: null };
const judged = { ...context, ruleset: 'jp-appi-2022-04', knowledgeAt: null };
const both = aStatement({ members: [aMember(), aMember({ ref: SECOND })] });
const judgementOfTwo = aJudgement({ groups: [aGroup({ lines: [1, 2] })] });
const several = (version = 1) => recordingFacts(both, judgementOfTwo, aNote({ version }));
const single = (version = 1) => recordingFacts(aStatement(), aJudgement(), aNote({ version }));
const closed = (type: string): OwnedFact[] => [{ subject: null, fact: { type, data: { version: 1 }, sealed: null } }];

let store: MemoryEventStore;
let changes: TransferChanges;

beforeEach(() => {
  store = new MemoryEventStore();
  changes = new TransferChanges(store);
});

async function write(facts: readonly OwnedFact[]): Promise<void> {
  const writer = new FactWriter(store, new MapDataKeys().asDataKeys);
  const place = { stream, expected: 'any' as const, at: new Date('2026-06-11T00:00:00Z') };
  expect((await writer.write(place, judged, facts)).outcome).toBe('appended');
}

const log = (): Promise<StoredEvent[]> => store.readLog(ASSOCIATION, null, 100);
const changesOfAll = async (): Promise<TransferChange[]> => changes.of(await log());

/** Puts bare events into the stream, such as the code never writes. */
async function plant(...types: [string, object][]): Promise<void> {
  const drafts = types.map(([type, data]): EventDraft => {
    const { association: _association, ...shared } = judged;
    return { id: randomUUID(), type, schemaVersion: 1, subject: null, keyId: null, sealed: null, ...shared, data };
  });
  await store.append({ association: ASSOCIATION, stream, expected: 'any', events: drafts });
}

describe('what happened to transfers, out of a log', () => {
  it('is a version of one member, header and line sealed together', async () => {
    await write(single());
    const [change, ...more] = await changesOfAll();
    expect(more).toEqual([]);
    expect(change).toMatchObject({
      kind: 'version',
      association: ASSOCIATION,
      transferId: ID,
      position: '0000000000000001',
      ruleset: 'jp-appi-2022-04',
      header: { version: 1, party: 'mihon-seizo' },
      headerPart: { keyId: `${ASSOCIATION}/${FIRST}/2026` },
      lines: [{ line: 1, ref: FIRST, outcome: { route: 'C1', duty: 'REC_CONSENT_27' }, part: null }],
    });
  });

  it('is one version of several members, at the position of its seal', async () => {
    await write(several());
    expect(await changesOfAll()).toMatchObject([
      {
        position: '0000000000000004',
        headerPart: { keyId: `${ASSOCIATION}/@association/2026` },
        lines: [
          { line: 1, ref: FIRST, part: { keyId: `${ASSOCIATION}/${FIRST}/2026` } },
          { line: 2, ref: SECOND, part: { keyId: `${ASSOCIATION}/${SECOND}/2026` } },
        ],
      },
    ]);
  });

  it('is every version in turn, each with its own header and lines, and a void', async () => {
    await write(several(1));
    await write(single(2));
    await write(several(3));
    await write(closed('TransferVoided'));
    const all = await changesOfAll();
    expect(all.map((one) => (one.kind === 'version' ? [one.header.version, one.lines.length] : one.kind))).toEqual([
      [1, 2],
      [2, 1],
      [3, 2],
      'voided',
    ]);
    expect(all.at(-1)).toEqual({
      kind: 'voided',
      association: ASSOCIATION,
      transferId: ID,
      position: '0000000000000010',
    });
  });

  it('is nothing for what was not sent, was refused, or is no transfer', async () => {
    await write(closed('TransferNotSent'));
    await write(closed('TransferRefused'));
    await write(closed('PartyRegistered'));
    expect(await changesOfAll()).toEqual([]);
  });
});

describe('a transfer cut in two by the end of a batch', () => {
  it.each([1, 2, 3])('is whole once its seal comes, and nothing before: cut after %i', async (cut) => {
    await write(several());
    const events = await log();
    expect(await changes.of(events.slice(0, cut))).toEqual([]);
    const [change] = await changes.of(events.slice(cut));
    expect(change).toEqual((await changes.of(events))[0]);
    expect(change).toMatchObject({ header: { count: 2 }, lines: [{ ref: FIRST }, { ref: SECOND }] });
  });
});

describe('a seal that lacks what it seals', () => {
  const line = (number: number): [string, object] => ['MemberLineRecorded', { version: 1, line: number, outcome: {} }];
  const seal: [string, object] = ['TransferSealed', { version: 1, count: 2, linesRoot: '', groups: [] }];
  const header: [string, object] = ['TransferOpened', { version: 1 }];

  it.each<[string, [string, object][]]>([
    ['its header', [line(1), line(2), seal]],
    ['a line', [header, line(1), seal]],
    ['a line, behind an earlier version', [header, line(1), line(2), seal, header, line(1), seal]],
    ['everything', [seal]],
  ])('stops the projection: %s', async (_, planted) => {
    await plant(...planted);
    const last = (await log()).slice(-1);
    await expect(changes.of(last)).rejects.toThrow('lacks its header or a line');
  });
});
