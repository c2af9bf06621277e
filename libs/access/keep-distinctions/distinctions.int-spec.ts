import { readFileSync } from 'node:fs';
import { MemoryEventStore } from '#event-store';
import { createTestDatabase, type TestDatabase } from '../../../test/harness/database.js';
import { AssociationActs } from '../acts/association-acts.js';
import type { Persons } from '../directory/persons.js';
import { DISTINCTIONS_STREAM } from '../domain/distinction-events.js';
import { Pseudonyms } from '../keys/pseudonyms.js';
import { LookLog } from '../looks/look-log.js';
import type { Looker } from '../looks/looker.js';
import { aDirectory } from '../testing/a-directory.js';
import { aLog } from '../testing/a-log.js';
import { DecideDistinction, DecideDistinctionHandler, type DistinctionDecision } from './decide-distinction.command.js';
import type { ProposeDistinctionRequest } from './distinction.request.js';
import { ListDistinctions, ListDistinctionsHandler } from './list-distinctions.query.js';
import { ProposeDistinction, ProposeDistinctionHandler } from './propose-distinction.command.js';

const A = 'kumiai-a';
const golden = (
  JSON.parse(readFileSync(new URL('../domain/golden/events-v1.json', import.meta.url), 'utf8')) as {
    readonly type: string;
    readonly data: object;
    readonly sealed: object | null;
  }[]
).filter(({ type }) => type.startsWith('Distinction'));
const [ONE, OTHER, GONE] = ['1', '2', '3'].map(
  (n) => `${n.repeat(8)}-${n.repeat(4)}-4${n.repeat(3)}-8${n.repeat(3)}-${n.repeat(12)}`,
) as [string, string, string];
const ID = '66666666-6666-4666-8666-666666666666';
const WISH: ProposeDistinctionRequest = {
  id: ID,
  member: OTHER,
  other: ONE,
  evidence: 'FAMILY_REGISTER',
  reason: '双子の兄弟で、番号が入れ替わっていた',
};
const persons = {
  state: async (_: string, ref: string) =>
    ref === GONE ? { ref, erasedAt: '2026-01-01' } : [ONE, OTHER].includes(ref) ? { ref, erasedAt: null } : null,
} as unknown as Persons;

let database: TestDatabase;
let room: Awaited<ReturnType<typeof aDirectory>>;
let store: MemoryEventStore;
let acts: AssociationActs;
let pseudonyms: Pseudonyms;
beforeAll(async () => {
  database = await createTestDatabase();
  room = await aDirectory(database.url);
});
beforeEach(async () => {
  store = await aLog(A);
  pseudonyms = new Pseudonyms(room.provider);
  acts = new AssociationActs(store, room.keys, pseudonyms);
});
afterAll(async () => {
  await room.close();
  await database.drop();
});

const askedBy = (subject: string) => ({
  association: A,
  caller: { role: 'officer', subject } as const,
  requestId: null,
});
const propose = (over: Partial<ProposeDistinctionRequest> = {}, subject = 'tanaka') =>
  new ProposeDistinctionHandler(acts, persons).execute(new ProposeDistinction(askedBy(subject), { ...WISH, ...over }));
const decide = async (decision: DistinctionDecision, subject: string) =>
  (await new DecideDistinctionHandler(acts).execute(new DecideDistinction(askedBy(subject), decision))).distinction
    .status;
const approve = (subject: string) => decide({ kind: 'approve', distinctionId: ID }, subject);
const withdraw = (subject: string) => decide({ kind: 'withdraw', distinctionId: ID }, subject);
const revoke = (subject: string) => decide({ kind: 'revoke', distinctionId: ID, reason: '同じ人であった' }, subject);

describe('two references of two people', () => {
  it('are stated by one officer and approved by another, and it is undone by one', async () => {
    expect(await propose()).toMatchObject({ isNew: true, distinction: { status: 'proposed' } });
    await expect(approve('tanaka')).rejects.toMatchObject({ code: 'distinction-same-person' });
    await expect(revoke('suzuki')).rejects.toMatchObject({ code: 'distinction-not-approved' });
    expect(await approve('suzuki')).toBe('approved');
    expect(await approve('suzuki')).toBe('approved');
    await expect(approve('sato')).rejects.toMatchObject({ code: 'distinction-approved' });
    await expect(withdraw('sato')).rejects.toMatchObject({ code: 'distinction-approved' });
    expect([await revoke('sato'), await revoke('sato')]).toEqual(['revoked', 'revoked']);
    await expect(approve('suzuki')).rejects.toMatchObject({ code: 'distinction-approved' });
    expect(await store.readStream(A, DISTINCTIONS_STREAM)).toHaveLength(3);
  });

  it('are written as the golden file has it, and no leaf names either in clear', async () => {
    await propose();
    await approve('suzuki');
    await revoke('sato');
    const opened = await acts.open(A, DISTINCTIONS_STREAM);
    const written = opened.map(({ type, data, sealed }) => ({ type, data, sealed }));
    expect(written).toMatchObject(
      golden.filter(({ type }) => type !== 'DistinctionWithdrawn').map(({ type, data }) => ({ type, data })),
    );
    expect(opened[0]!.sealed).toEqual({ members: [ONE, OTHER], reason: WISH.reason });
    const clear = JSON.stringify((await store.readStream(A, DISTINCTIONS_STREAM)).map(({ envelope }) => envelope));
    for (const secret of [ONE, OTHER, '双子', '同じ人', 'tanaka']) expect(clear).not.toContain(secret);
  });

  it('are the same where the same is said again, in whatever order, and nothing else under that id', async () => {
    await propose();
    expect((await propose({ member: ONE, other: OTHER })).isNew).toBe(false);
    for (const over of [{ reason: '別の理由' }, { evidence: 'OTHER' }] as const)
      await expect(propose(over)).rejects.toMatchObject({ code: 'distinction-differs' });
    await expect(propose({ other: OTHER })).rejects.toMatchObject({ code: 'invalid-request' });
    await expect(propose({ other: GONE })).rejects.toMatchObject({ code: 'member-erased' });
    await expect(propose({ member: ID })).rejects.toMatchObject({ code: 'no-such-member' });
    expect(await store.readStream(A, DISTINCTIONS_STREAM)).toHaveLength(1);
    expect(await withdraw('tanaka')).toBe('withdrawn');
    await expect(approve('suzuki')).rejects.toMatchObject({ code: 'distinction-withdrawn' });
    await expect(decide({ kind: 'approve', distinctionId: ONE }, 'sato')).rejects.toMatchObject({
      code: 'distinction-unknown',
    });
  });

  it('are read by whoever then looked at both, an auditor without a reason not in the words of an officer', async () => {
    await propose();
    const looks = new LookLog(store, pseudonyms, { now: () => new Date('2026-11-01T03:00:00Z') });
    const read = async (role: 'officer' | 'auditor') => {
      const looker = { association: A, role, subject: 'kansa', requestId: null } as unknown as Looker;
      return (await new ListDistinctionsHandler(acts, looks).execute(new ListDistinctions(looker))).distinctions[0];
    };
    expect(await read('officer')).toMatchObject({ member: ONE, other: OTHER, reason: WISH.reason, approvedBy: null });
    expect(await read('auditor')).toMatchObject({ reason: null });
    const written = (await store.readLog(A, null, 100)).map(({ envelope }) => envelope);
    const seen = written.filter(({ type }) => type === 'MemberLookedAt').map(({ subject }) => subject);
    expect(seen).toEqual([ONE, OTHER, ONE, OTHER]);
  });
});
