import { readFileSync } from 'node:fs';
import { MemoryEventStore } from '#event-store';
import { createTestDatabase, type TestDatabase } from '../../../test/harness/database.js';
import { AssociationActs } from '../acts/association-acts.js';
import { AccountBindings } from '../bindings/account-bindings.js';
import { MANDATES_STREAM } from '../domain/mandate-events.js';
import { EndedAccounts } from '../ended-accounts/ended-accounts.js';
import { EndedOperators } from '../ended-accounts/ended-operators.js';
import { Pseudonyms } from '../keys/pseudonyms.js';
import { MandateBook } from '../mandates/mandate-book.js';
import { Reasons } from '../reasons/reasons.js';
import { AccountStanding } from '../tokens/account-standing.js';
import { aDirectory } from '../testing/a-directory.js';
import { aLog } from '../testing/a-log.js';
import { DecideMandate, DecideMandateHandler, type MandateDecision } from './decide-mandate.command.js';
import { ListMandates, ListMandatesHandler } from './list-mandates.query.js';
import { ProposeMandate, ProposeMandateHandler } from './propose-mandate.command.js';

const A = 'kumiai-a';
const ID = '44444444-4444-4444-8444-444444444444';
const AUDITOR = 'kansa@kumiai.example';
const WISH = {
  id: ID,
  subject: AUDITOR,
  from: '2026-06-01',
  until: '2027-03-31',
  purpose: '令和8年度の定期監査',
};
const golden = (
  JSON.parse(readFileSync(new URL('../domain/golden/events-v1.json', import.meta.url), 'utf8')) as {
    readonly type: string;
    readonly data: object;
    readonly sealed: object | null;
  }[]
).filter(({ type }) => type.startsWith('Mandate'));

let database: TestDatabase;
let room: Awaited<ReturnType<typeof aDirectory>>;
let store: MemoryEventStore;
let acts: AssociationActs;
let pseudonyms: Pseudonyms;
let standing: AccountStanding;
let now: Date;
const clock = { now: () => now };
beforeAll(async () => {
  database = await createTestDatabase();
  room = await aDirectory(database.url);
});
beforeEach(async () => {
  now = new Date('2026-11-01T03:00:00Z');
  store = await aLog(A);
  pseudonyms = new Pseudonyms(room.provider);
  acts = new AssociationActs(store, room.keys, pseudonyms);
  standing = new AccountStanding(
    pseudonyms,
    new MandateBook(acts, clock),
    new Reasons(acts, clock),
    new AccountBindings(acts),
    new EndedAccounts(store, pseudonyms, clock),
    new EndedOperators(room.pool, pseudonyms, clock),
  );
});
afterAll(async () => {
  await room.close();
  await database.drop();
});

const askedBy = (subject: string, association = A) => ({
  association,
  caller: { role: 'officer', subject } as const,
  requestId: null,
});
const propose = (over: Partial<typeof WISH> = {}, subject = 'tanaka', association = A) =>
  new ProposeMandateHandler(acts, pseudonyms, clock).execute(
    new ProposeMandate(askedBy(subject, association), { ...WISH, ...over }),
  );
const decide = (decision: MandateDecision, subject: string) =>
  new DecideMandateHandler(acts).execute(new DecideMandate(askedBy(subject), decision));
const approve = (subject = 'suzuki', mandateId = ID) => decide({ kind: 'approve', mandateId }, subject);
const revoke = (subject = 'sato') => decide({ kind: 'revoke', mandateId: ID, reason: '監査人の交代' }, subject);
const list = async (role: 'officer' | 'auditor', subject: string) =>
  (await new ListMandatesHandler(acts, pseudonyms).execute(new ListMandates(A, { role, subject }))).mandates;

/** Under which mandate an auditor is let in. */
async function admitted(subject = AUDITOR): Promise<string | undefined> {
  const caller = { role: 'auditor', subject, association: A, member: null } as const;
  const request: Parameters<AccountStanding['admit']>[0] = { caller, headers: {} };
  await standing.admit(request);
  return request.mandate;
}
const MISSING = { code: 'mandate-missing' };

describe('an auditor', () => {
  it('is let in once a second officer approved the mandate, and no longer once it is revoked', async () => {
    await expect(admitted()).rejects.toMatchObject(MISSING);
    await propose();
    await expect(admitted()).rejects.toMatchObject(MISSING);
    await approve();
    expect(await admitted()).toBe(ID);
    await expect(admitted('another')).rejects.toMatchObject(MISSING);
    await revoke();
    await expect(admitted()).rejects.toMatchObject(MISSING);
  });

  it('is let in by the days of Japan', async () => {
    await propose();
    await approve();
    const isLetIn = async (at: string) => {
      now = new Date(at);
      return admitted().then(
        () => true,
        () => false,
      );
    };
    expect([await isLetIn('2026-05-31T14:59:59Z'), await isLetIn('2026-05-31T15:00:00Z')]).toEqual([false, true]);
    expect([await isLetIn('2027-03-31T14:59:59Z'), await isLetIn('2027-03-31T15:00:00Z')]).toEqual([true, false]);
  });

  it('is asked for by no other role', async () => {
    for (const role of ['officer', 'integrator', 'operator', 'member'] as const)
      await standing.admit({ caller: { role, subject: 'x', association: A, member: null }, headers: {} });
  });

  it('sees the mandates of the own account alone', async () => {
    await propose();
    await propose({ id: '55555555-5555-4555-8555-555555555555', subject: 'another' });
    const listed = await list('officer', 'tanaka');
    expect(listed.map(({ purpose }) => purpose)).toEqual([WISH.purpose, WISH.purpose]);
    // Whoever approves has to know whom, and whoever audits by whom it was done.
    expect(listed[0]).toMatchObject({ subject: WISH.subject, proposedBy: expect.any(String) });
    expect((await list('auditor', AUDITOR)).map(({ id, status }) => [id, status])).toEqual([[ID, 'proposed']]);
  });
});

describe('a mandate', () => {
  it('is written without the account, the purpose or the reason in clear', async () => {
    await propose();
    await approve();
    await revoke();
    const { id: account } = await pseudonyms.actor(A, { role: 'auditor', subject: AUDITOR });
    const [proposed, approved, , revoked] = golden;
    expect((await acts.open(A, MANDATES_STREAM)).map(({ type, data, sealed }) => ({ type, data, sealed }))).toEqual([
      { ...proposed, data: { ...proposed!.data, account } },
      approved,
      revoked,
    ]);
    const bytes = Buffer.concat((await store.readStream(A, MANDATES_STREAM)).map((event) => event.bytes)).toString();
    for (const text of [AUDITOR, WISH.purpose, '監査人の交代', 'tanaka']) expect(bytes).not.toContain(text);
  });

  it('is approved by a second officer, who is not the auditor', async () => {
    await propose();
    await expect(approve('tanaka')).rejects.toMatchObject({ code: 'mandate-same-person' });
    await expect(approve(AUDITOR)).rejects.toMatchObject({ code: 'mandate-own' });
    await expect(propose({ id: '55555555-5555-4555-8555-555555555555' }, AUDITOR)).rejects.toMatchObject({
      code: 'mandate-own',
    });
    expect((await approve()).isNew).toBe(true);
    expect((await approve()).isNew).toBe(false);
    await expect(approve('sato')).rejects.toMatchObject({ code: 'mandate-approved' });
  });

  it('has one approval when two officers agree at once', async () => {
    await propose();
    const all = await Promise.allSettled([approve('suzuki'), approve('sato')]);
    expect(all.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  it('is the same when it is proposed again, and another one is refused under its id', async () => {
    expect((await propose()).isNew).toBe(true);
    expect((await propose({}, 'sato')).isNew).toBe(false);
    for (const over of [{ subject: 'another' }, { until: '2027-04-01' }, { purpose: '別の監査' }])
      await expect(propose(over)).rejects.toMatchObject({ code: 'mandate-differs' });
  });

  it('is withdrawn before it is approved, and revoked after', async () => {
    const withdraw = () => decide({ kind: 'withdraw', mandateId: ID }, 'sato');
    await expect(withdraw()).rejects.toMatchObject({ code: 'mandate-unknown' });
    await propose();
    await expect(revoke()).rejects.toMatchObject({ code: 'mandate-not-approved' });
    await withdraw();
    await expect(approve()).rejects.toMatchObject({ code: 'mandate-withdrawn' });
    await expect(revoke()).rejects.toMatchObject({ code: 'mandate-withdrawn' });
  });

  it('is for days that are to come, in their order, and of an association that is registered', async () => {
    await expect(propose({ until: '2026-05-31' })).rejects.toMatchObject({ code: 'invalid-request' });
    await expect(propose({ until: '2026-10-31' })).rejects.toMatchObject({ code: 'invalid-request' });
    await expect(propose({}, 'tanaka', 'nobody')).rejects.toMatchObject({ code: 'association-unknown' });
    expect(await store.readStream(A, MANDATES_STREAM)).toEqual([]);
  });
});
