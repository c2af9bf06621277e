import { randomUUID } from 'node:crypto';
import { MemoryEventStore, type EventDraft } from '#event-store';
import { SealedVersions, type SealedVersion } from './sealed-versions.js';

const ASSOCIATION = 'a';
const LINES = 4_001;
const transferId = randomUUID();
const subject = randomUUID();

let store: MemoryEventStore;
let sealed: SealedVersions;
beforeEach(() => {
  store = new MemoryEventStore();
  sealed = new SealedVersions(store);
});

const draft = (type: string, data: object): EventDraft => ({
  id: randomUUID(),
  type,
  schemaVersion: 1,
  occurredAt: null,
  actor: { role: 'officer', id: 'a' },
  causation: null,
  subject: type === 'MemberLineRecorded' ? subject : null,
  ruleset: 'jp-appi-2022-04',
  knowledgeAt: '0000000000000001',
  data,
  keyId: null,
  sealed: null,
});
const opened = (version: number) => draft('TransferOpened', { version, phase: 'done' });
const line = (version: number, number: number) =>
  draft('MemberLineRecorded', { version, line: number, outcome: { allowed: true } });
const lines = (version: number, count: number) => Array.from({ length: count }, (_, index) => line(version, index + 1));
const seal = (version: number, count: number) => draft('TransferSealed', { version, count });

async function append(...events: EventDraft[]): Promise<void> {
  await store.append({ association: ASSOCIATION, stream: `transfer-${transferId}`, expected: 'any', events });
}

async function versions(): Promise<SealedVersion[]> {
  const changes = await sealed.of(await store.readLog(ASSOCIATION, null, 10_000));
  return changes.filter((change) => change.kind === 'version');
}

async function numbersOf(version: SealedVersion): Promise<number[][]> {
  const pages: number[][] = [];
  for await (const page of sealed.pagesOf(version)) pages.push(page.map((one) => one.line));
  return pages;
}

describe('a version of many members', () => {
  it('gives its lines a page at a time, all of them in their order', async () => {
    await append(opened(1), ...lines(1, LINES), seal(1, LINES));
    const [version] = await versions();
    const pages = await numbersOf(version!);
    expect(pages.map(({ length }) => length)).toEqual([2_000, 2_000, 1]);
    expect(pages.flat()).toEqual(Array.from({ length: LINES }, (_, index) => index + 1));
  });

  it('gives no line of the version before', async () => {
    await append(opened(1), ...lines(1, 3), seal(1, 3), opened(2), ...lines(2, 2), seal(2, 2));
    const found = await versions();
    expect(found.map(({ header }) => header.version)).toEqual([1, 2]);
    expect(await numbersOf(found[1]!)).toEqual([[1, 2]]);
  });

  it('is refused without its header', async () => {
    await append(...lines(1, 3), seal(1, 2));
    await expect(versions()).rejects.toThrow('lacks its header or a line');
  });

  it('is refused where something else stands among its lines', async () => {
    await append(opened(1), line(1, 1), draft('TransferVoided', { version: 1 }), line(1, 2), seal(1, 3));
    const [version] = await versions();
    await expect(numbersOf(version!)).rejects.toThrow('lacks its header or a line');
  });
});
