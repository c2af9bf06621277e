import { randomUUID } from 'node:crypto';
import type { MemoryEventStore } from '#event-store';
import { createTestDatabase, type TestDatabase } from '../../../test/harness/database.js';
import { AssociationActs } from '../acts/association-acts.js';
import { GiveReason, GiveReasonHandler } from '../give-reason/give-reason.command.js';
import { Pseudonyms } from '../keys/pseudonyms.js';
import { LookLog } from '../looks/look-log.js';
import { aDirectory, anEntry } from '../testing/a-directory.js';
import { aLog } from '../testing/a-log.js';
import { ShowReason, ShowReasonHandler } from './show-reason.query.js';

const A = 'kumiai-a';
const ID = '66666666-6666-4666-8666-666666666666';
const MEMBER = '11111111-1111-4111-8111-111111111111';
const clock = { now: () => new Date('2026-11-01T03:00:00Z') };

let database: TestDatabase;
let room: Awaited<ReturnType<typeof aDirectory>>;
let pseudonyms: Pseudonyms;
let store: MemoryEventStore;
let acts: AssociationActs;
beforeAll(async () => {
  database = await createTestDatabase();
  room = await aDirectory(database.url);
  pseudonyms = new Pseudonyms(room.provider);
  await room.directory.add(A, MEMBER, anEntry());
});
beforeEach(async () => {
  store = await aLog(A);
  acts = new AssociationActs(store, room.keys, pseudonyms);
});
afterAll(async () => {
  await room.close();
  await database.drop();
});

const give = (over: object = {}) => {
  const asking = { association: A, caller: { role: 'auditor', subject: 'kansa' } as const, requestId: null };
  const request = { id: ID, class: 'COMPLAINT' as const, reason: '本人からの苦情の調査', ...over };
  return new GiveReasonHandler(acts, clock).execute(new GiveReason(asking, request));
};
const show = (role: 'officer' | 'auditor', id = ID) => {
  const looks = new LookLog(store, pseudonyms, clock);
  const looker = { association: A, role, subject: 'tanaka', requestId: null };
  return new ShowReasonHandler(acts, room.directory, looks).execute(new ShowReason(looker, id));
};
const written = async () =>
  (await store.readLog(A, null, 100))
    .map(({ envelope: { type, subject, data } }) => [type, subject, data])
    .filter(([type]) => type === 'MemberLookedAt' || type === 'LooksRead');

describe('a reason that stands beside a look', () => {
  it('is read again as it was given; who gave it, by auditors alone', async () => {
    await give();
    const { id: account } = await pseudonyms.actor(A, { role: 'auditor', subject: 'kansa' });
    const given = { id: ID, class: 'COMPLAINT', reason: '本人からの苦情の調査', persons: null };
    expect(await show('auditor')).toMatchObject({ ...given, account });
    expect(await show('officer')).toMatchObject({ ...given, account: null });
    expect(await written()).toMatchObject([
      ['LooksRead', null, { filters: ['reason'] }],
      ['LooksRead', null, { filters: ['reason'] }],
    ]);
  });

  it('is a look at those for whom it counts', async () => {
    const masked = '22222222-2222-8222-8222-222222222222';
    await give({ persons: [MEMBER, masked] });
    expect(await show('officer')).toMatchObject({ persons: [MEMBER, masked] });
    expect(await written()).toMatchObject([['MemberLookedAt', MEMBER, { what: 'REASONS' }]]);
  });

  it('is not there under another id, and nothing is written', async () => {
    await give();
    await expect(show('officer', randomUUID())).rejects.toMatchObject({ code: 'no-such-reason' });
    expect(await written()).toEqual([]);
  });
});
