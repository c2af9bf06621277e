import { randomUUID } from 'node:crypto';
import type { MemoryEventStore } from '#event-store';
import { createTestDatabase, type TestDatabase } from '../../../test/harness/database.js';
import { AssociationActs } from '../acts/association-acts.js';
import { AccountBindings } from '../bindings/account-bindings.js';
import { DirectoryErasure } from '../directory/directory-erasure.js';
import { accountStream, bindingsStream } from '../domain/binding-events.js';
import type { Caller } from '../domain/caller.js';
import { representationsStream } from '../domain/representation-events.js';
import { SetFlag, SetFlagHandler } from '../keep-flags/set-flag.command.js';
import { Pseudonyms } from '../keys/pseudonyms.js';
import { LookLog } from '../looks/look-log.js';
import { MemberFacts } from '../members/member-facts.js';
import { MemberFlags } from '../members/member-flags.js';
import { Portal } from '../members/portal.js';
import { RegisterMember } from '../register-member/register-member.command.js';
import { RegisterMemberHandler } from '../register-member/register-member.handler.js';
import { Represented } from '../representations/represented.js';
import { aDirectory, anEntry } from '../testing/a-directory.js';
import { aLog } from '../testing/a-log.js';
import { EnterRepresentation, EnterRepresentationHandler } from './enter-representation.command.js';
import { ListKeptRepresentations, ListKeptRepresentationsHandler } from './list-kept-representations.query.js';
import { ListRepresentations, ListRepresentationsHandler } from './list-representations.query.js';
import type { EnterRepresentationRequest } from './representation.request.js';
import { RevokeRepresentation, RevokeRepresentationHandler } from './revoke-representation.command.js';

const A = 'kumiai-a';
const [CHILD, PARENT, OTHER] = [1, 2, 3].map((digit) => `${digit}1111111-1111-4111-8111-111111111111`) as [
  string,
  string,
  string,
];
const officer = { role: 'officer', subject: 'tanaka' } as const;
const asking = { association: A, caller: officer, requestId: null };

let database: TestDatabase;
let room: Awaited<ReturnType<typeof aDirectory>>;
let store: MemoryEventStore;
let acts: AssociationActs;
let facts: MemberFacts;
let pseudonyms: Pseudonyms;
let represented: Represented;
let now: Date;
const clock = { now: () => now };
beforeAll(async () => {
  database = await createTestDatabase();
  room = await aDirectory(database.url);
  pseudonyms = new Pseudonyms(room.provider);
});
beforeEach(async () => {
  now = new Date('2026-11-01T03:00:00Z');
  store = await aLog(A);
  acts = new AssociationActs(store, room.keys, pseudonyms);
  facts = new MemberFacts(store, room.keys, room.directory, pseudonyms);
  const flags = new MemberFlags(room.persons, facts);
  const bindings = new AccountBindings(acts);
  represented = new Represented(acts, pseudonyms, room.persons, room.directory, flags, bindings, clock);
  const register = new RegisterMemberHandler(store, room.directory, room.keys, pseudonyms);
  // Of age on 2030-04-01.
  await register.execute(new RegisterMember(A, officer, CHILD, anEntry({ birthDate: '2012-04-01' })));
  await register.execute(new RegisterMember(A, officer, PARENT, anEntry({ number: '200' })));
  await register.execute(new RegisterMember(A, officer, OTHER, anEntry({ number: '300' })));
});
afterEach(() => Promise.all([room.empty(), room.pool.query('TRUNCATE access.data_key')]));
afterAll(async () => {
  await room.close();
  await database.drop();
});

const WISH = { kind: 'PARENT', from: '2026-10-01', evidence: '戸籍謄本' } as const;
const enter = (over: Partial<EnterRepresentationRequest> = {}, ref: string = CHILD) =>
  new EnterRepresentationHandler(room.persons, room.directory, acts, pseudonyms, represented, clock).execute(
    new EnterRepresentation(asking, ref, { ...WISH, id: randomUUID(), ...over }),
  );
const revoke = (id: string, caller: Pick<Caller, 'role' | 'subject'> = officer, ref: string = CHILD) =>
  new RevokeRepresentationHandler(room.persons, acts).execute(
    new RevokeRepresentation({ ...asking, caller }, ref, id, '解任'),
  );
const list = async (ref: string) => {
  const handler = new ListRepresentationsHandler(
    room.persons,
    acts,
    represented,
    new LookLog(store, pseudonyms, clock),
  );
  const looker = { association: A, ...officer, requestId: null };
  return (await handler.execute(new ListRepresentations(looker, ref))).representations;
};
const kept = async (ref: string) => {
  const looks = new LookLog(store, pseudonyms, clock);
  const handler = new ListKeptRepresentationsHandler(room.persons, room.directory, acts, represented, looks);
  const looker = { association: A, ...officer, requestId: null };
  return (await handler.execute(new ListKeptRepresentations(looker, ref))).representations;
};
const member = (ref: string): Caller => ({ role: 'member', subject: `of ${ref}`, association: A, member: ref });
const lawyer = (subject = 'bengoshi'): Caller => ({ role: 'representative', subject, association: A, member: null });
const by = async (caller: Caller) => (await represented.by(caller)).map(({ ref }) => ref);
const flag = () =>
  new SetFlagHandler(room.persons, facts, new Portal(room.persons, facts, room.changes), clock).execute(
    new SetFlag(
      { association: A, caller: officer, ref: CHILD, requestId: null },
      { flag: 'NON_DISCLOSURE', from: '2026-11-01' },
      '申出',
    ),
  );
const bind = async (subject: string, ref: string) => {
  const { id: account } = await pseudonyms.actor(A, { role: 'member', subject });
  for (const stream of [accountStream(account), bindingsStream(ref)]) {
    const bound = { type: 'AccountBound', data: { account, code: 'c' }, sealed: null } as const;
    await acts.act({ ...asking, stream, subject: ref }, () => bound);
  }
};

describe('a representative', () => {
  it('who is a member or has an account sees whom to represent, and nobody else does', async () => {
    await enter({ representative: PARENT });
    await enter({ kind: 'AGENT', subject: 'bengoshi' }, OTHER);
    expect([await by(member(PARENT)), await by(lawyer())]).toEqual([[CHILD], [OTHER]]);
    expect([await by(member(OTHER)), await by(member(CHILD)), await by(lawyer('another'))]).toEqual([[], [], []]);
    await expect(represented.require(lawyer(), CHILD)).rejects.toMatchObject({ code: 'not-represented', facts: {} });
    expect(await represented.require(lawyer(), OTHER)).toMatchObject({ ref: OTHER });
  });

  it('of a minor is told the day of coming of age, and is one no more from then on', async () => {
    const { answer } = await enter({ representative: PARENT });
    expect(answer).toMatchObject({ kind: 'PARENT', ja: '親権者', until: null, endsOn: '2030-04-01' });
    const on = async (at: string) => {
      now = new Date(at);
      return by(member(PARENT));
    };
    expect([await on('2030-03-31T14:59:59Z'), await on('2030-03-31T15:00:00Z')]).toEqual([[CHILD], []]);
  });

  it('is one by the days of Japan, until the last', async () => {
    await enter({ kind: 'AGENT', subject: 'bengoshi', from: '2026-11-02', until: '2026-11-30' });
    const on = async (at: string) => {
      now = new Date(at);
      return (await by(lawyer())).length;
    };
    const ends = [await on('2026-11-30T14:59:59Z'), await on('2026-11-30T15:00:00Z')];
    expect([await on('2026-11-01T14:59:59Z'), await on('2026-11-01T15:00:00Z'), ...ends]).toEqual([0, 1, 1, 0]);
  });

  it('is none any more from the moment it is revoked', async () => {
    const { answer } = await enter({ kind: 'AGENT', subject: 'bengoshi' });
    await revoke(answer.id, { role: 'member', subject: 'of the member' });
    expect(await by(lawyer())).toEqual([]);
    const before = await store.head(A);
    await revoke(answer.id);
    expect(await store.head(A)).toBe(before);
    expect(await list(CHILD)).toMatchObject([{ id: answer.id, revokedAt: expect.any(String) as string }]);
  });

  it('by statute is not sent away by the member, but by an officer', async () => {
    const { answer } = await enter({ representative: PARENT });
    const own = { role: 'member', subject: 'of the child' } as const;
    await expect(revoke(answer.id, own)).rejects.toMatchObject({ code: 'representation-statutory' });
    expect(await by(member(PARENT))).toEqual([CHILD]);
    await revoke(answer.id);
    expect(await by(member(PARENT))).toEqual([]);
  });

  it('of the household is answered as if there were none where the member is under 不開示', async () => {
    await enter({ representative: PARENT });
    await enter({ subject: 'parent-from-outside' });
    await enter({ kind: 'AGENT', subject: 'bengoshi' });
    await flag();
    expect([await by(member(PARENT)), await by(lawyer('parent-from-outside'))]).toEqual([[], []]);
    expect(await by(lawyer())).toEqual([CHILD]);
    const refused = { code: 'not-represented', facts: {} };
    await expect(represented.require(member(PARENT), CHILD)).rejects.toMatchObject(refused);
    await expect(represented.require(member(PARENT), OTHER)).rejects.toMatchObject(refused);
  });

  it('is of the household as well where the account that was entered turns out to be a member’s', async () => {
    const husband = member(PARENT);
    await enter({ kind: 'AGENT', subject: husband.subject });
    await enter({ kind: 'AGENT', subject: 'bound' });
    await enter({ kind: 'AGENT', subject: 'bengoshi' });
    await bind('bound', OTHER);
    expect([await by(husband), await by(lawyer('bound'))]).toEqual([[CHILD], [CHILD]]);
    await flag();
    expect([await by(husband), await by(lawyer('bound')), await by(lawyer())]).toEqual([[], [], [CHILD]]);
    for (const caller of [husband, lawyer('bound')])
      await expect(represented.require(caller, CHILD)).rejects.toMatchObject({ code: 'not-represented', facts: {} });
  });

  it('follows the references of both into those under which they are known now', async () => {
    await enter({ representative: PARENT });
    await room.pool.query('UPDATE access.member SET merged_into = $1 WHERE ref = $2', [OTHER, PARENT]);
    expect(await by(member(OTHER))).toEqual([CHILD]);
  });

  it('is none of the dead, or where the portal is closed', async () => {
    await enter({ representative: PARENT });
    await room.pool.query('UPDATE access.member SET is_closed = true WHERE ref = $1', [CHILD]);
    expect(await by(member(PARENT))).toEqual([]);
  });
});

describe('a representation', () => {
  it('is refused where it cannot be', async () => {
    const invalid = { code: 'invalid-request' };
    await expect(enter()).rejects.toMatchObject(invalid);
    await expect(enter({ subject: 'x', representative: PARENT })).rejects.toMatchObject(invalid);
    await expect(enter({ representative: CHILD })).rejects.toMatchObject(invalid);
    await expect(enter({ subject: 'x', until: '2026-09-30' })).rejects.toMatchObject(invalid);
    await expect(enter({ representative: randomUUID() })).rejects.toMatchObject({ code: 'no-such-member' });
    await expect(enter({ subject: 'x' }, PARENT)).rejects.toMatchObject({ code: 'of-age' });
    expect(await list(CHILD)).toEqual([]);
    await expect(revoke(randomUUID())).rejects.toMatchObject({ code: 'no-such-representation' });
  });

  it('entered again is the same one, and another one is refused under its id', async () => {
    const id = randomUUID();
    expect((await enter({ id, representative: PARENT })).isNew).toBe(true);
    const before = await store.head(A);
    expect((await enter({ id, representative: PARENT })).isNew).toBe(false);
    expect(await store.head(A)).toBe(before);
    for (const over of [{ representative: OTHER }, { representative: PARENT, evidence: '住民票' }])
      await expect(enter({ id, ...over })).rejects.toMatchObject({ code: 'representation-differs' });
  });

  it('tells an officer who it is and by what it was proved, as a look at both', async () => {
    await enter({ representative: PARENT });
    await enter({ kind: 'AGENT', subject: 'bengoshi', evidence: '委任状 見本弁護士' });
    const position = await store.head(A);
    expect(await kept(CHILD)).toMatchObject([
      { kind: 'PARENT', representative: { ref: PARENT, name: '髙﨑 見本' }, evidence: '戸籍謄本' },
      { kind: 'AGENT', representative: null, evidence: '委任状 見本弁護士' },
    ]);
    const looks = (await store.readLog(A, position, 10)).map(({ envelope: { type, subject } }) => [type, subject]);
    expect(looks).toEqual([
      ['MemberLookedAt', CHILD],
      ['MemberLookedAt', PARENT],
    ]);
    // The member reads less.
    expect(Object.keys((await list(CHILD))[0]!)).not.toContain('representative');
  });

  it('tells nobody of what is sealed once the member was erased', async () => {
    await enter({ representative: PARENT });
    const { answer } = await enter({ kind: 'AGENT', subject: 'bengoshi' });
    await revoke(answer.id);
    await new DirectoryErasure(room.pool).erase(A, [CHILD], async () => true);
    expect(await kept(CHILD)).toMatchObject([
      { representative: null, evidence: null },
      { representative: null, evidence: null },
    ]);
    const opened = await acts.open(A, representationsStream(CHILD));
    expect(opened.map(({ type, sealed }) => [type, sealed])).toEqual([
      ['RepresentationEntered', null],
      ['RepresentationEntered', null],
      ['RepresentationRevoked', null],
    ]);
    await expect(enter({ subject: 'x' })).rejects.toMatchObject({ code: 'member-erased' });
  });

  it('names nobody but the member in the log', async () => {
    const { answer } = await enter({ representative: PARENT });
    await enter({ kind: 'AGENT', subject: 'bengoshi' });
    await revoke(answer.id);
    const log = (await store.readLog(A, null, 100)).filter(({ envelope }) => envelope.type.startsWith('Repr'));
    expect(new Set(log.map(({ envelope }) => envelope.subject))).toEqual(new Set([CHILD]));
    const text = Buffer.concat(log.map(({ bytes }) => bytes)).toString();
    for (const secret of [PARENT, 'bengoshi', '戸籍謄本', '解任', '2012-04-01', '2030-04-01']) {
      expect(text).not.toContain(secret);
    }
  });
});
