import { readFileSync } from 'node:fs';
import type { MemoryEventStore } from '#event-store';
import { createTestDatabase, type TestDatabase } from '../../../test/harness/database.js';
import { AssociationActs } from '../acts/association-acts.js';
import { AccountBindings } from '../bindings/account-bindings.js';
import type { Persons } from '../directory/persons.js';
import { bindingsStream } from '../domain/binding-events.js';
import type { Caller } from '../domain/caller.js';
import type { Permission } from '../domain/permissions.js';
import { EndedAccounts } from '../ended-accounts/ended-accounts.js';
import { EndedOperators } from '../ended-accounts/ended-operators.js';
import { HandBindingCode, HandBindingCodeHandler } from '../hand-binding-code/hand-binding-code.command.js';
import { ListBindings, ListBindingsHandler } from '../keep-bindings/list-bindings.query.js';
import { UnbindAccount, UnbindAccountHandler } from '../keep-bindings/unbind-account.command.js';
import { Pseudonyms } from '../keys/pseudonyms.js';
import { LookLog } from '../looks/look-log.js';
import { MandateBook } from '../mandates/mandate-book.js';
import { Reasons } from '../reasons/reasons.js';
import { aDirectory, anEntry } from '../testing/a-directory.js';
import { aLog } from '../testing/a-log.js';
import { AccountStanding } from '../tokens/account-standing.js';
import { RedeemBindingCode, RedeemBindingCodeHandler } from './redeem-binding-code.command.js';

const A = 'kumiai-a';
const [FIRST, SECOND, THIRD] = [1, 2, 3].map((digit) => `${digit}1111111-1111-4111-8111-111111111111`) as [
  string,
  string,
  string,
];
const BORN = anEntry().birthDate!;
const golden = JSON.parse(readFileSync(new URL('../domain/golden/events-v1.json', import.meta.url), 'utf8')) as {
  readonly type: string;
  readonly data: object;
}[];

let database: TestDatabase;
let room: Awaited<ReturnType<typeof aDirectory>>;
let store: MemoryEventStore;
let acts: AssociationActs;
let accounts: AccountBindings;
let pseudonyms: Pseudonyms;
let standing: AccountStanding;
let now: Date;
const clock = { now: () => now };
beforeAll(async () => {
  database = await createTestDatabase();
  room = await aDirectory(database.url);
  pseudonyms = new Pseudonyms(room.provider);
  await room.directory.add(A, FIRST, anEntry());
  await room.directory.add(A, SECOND, anEntry({ number: '200' }));
  await room.directory.add(A, THIRD, anEntry({ number: '300', birthDate: null }));
});
beforeEach(async () => {
  now = new Date('2026-11-01T03:00:00Z');
  store = await aLog(A);
  acts = new AssociationActs(store, room.keys, pseudonyms);
  accounts = new AccountBindings(acts);
  standing = new AccountStanding(
    pseudonyms,
    new MandateBook(acts, clock),
    new Reasons(acts, clock),
    accounts,
    new EndedAccounts(store, pseudonyms, clock),
    new EndedOperators(room.pool, pseudonyms, clock),
  );
  await room.pool.query('UPDATE access.member SET is_closed = false, merged_into = NULL');
});
afterAll(async () => {
  await room.close();
  await database.drop();
});

const asking = { association: A, caller: { role: 'officer', subject: 'tanaka' } as const, requestId: null };
const hand = async (ref: string = FIRST, handedBy: 'post' | 'counter' = 'post') => {
  const handler = new HandBindingCodeHandler(room.persons, room.directory, accounts, acts, pseudonyms, clock);
  return (await handler.execute(new HandBindingCode(asking, ref, handedBy))).code;
};
const redeem = (code: string, { subject = 'hanako', born = BORN, persons = room.persons } = {}) =>
  new RedeemBindingCodeHandler(persons, room.directory, accounts, acts, pseudonyms, clock).execute(
    new RedeemBindingCode({ ...asking, caller: { role: 'member', subject } }, code, born),
  );
const list = async (ref: string) => {
  const looker = { association: A, role: 'officer', subject: 'tanaka', requestId: null } as const;
  const handler = new ListBindingsHandler(room.persons, accounts, new LookLog(store, pseudonyms, clock));
  return (await handler.execute(new ListBindings(looker, ref))).bindings;
};
const unbind = (ref: string, account: string) =>
  new UnbindAccountHandler(room.persons, accounts, acts).execute(new UnbindAccount(asking, ref, account));
const seenAs = async (subject = 'hanako', permission: Permission = 'own-view:read') => {
  const caller: Caller = { role: 'member', subject, association: A, member: null };
  return (await standing.bound(caller, permission)).member;
};
const REFUSED = { code: 'binding-refused' };
const accountOf = async (subject: string) => (await pseudonyms.actor(A, { role: 'member', subject })).id;

describe('an account', () => {
  it('is nobody’s until it brings the code and the birth date', async () => {
    await expect(seenAs()).rejects.toMatchObject({ code: 'account-not-bound' });
    expect(await seenAs('hanako', 'own-binding:make')).toBeNull();
    const code = await hand();
    await expect(seenAs()).rejects.toMatchObject({ code: 'account-not-bound' });
    await redeem(code.toLowerCase().replaceAll('-', ' '));
    expect(await seenAs()).toBe(FIRST);
    await expect(seenAs('another')).rejects.toMatchObject({ code: 'account-not-bound' });
  });

  it('stays the one whose token names the member', async () => {
    const caller: Caller = { role: 'member', subject: 'hanako', association: A, member: SECOND };
    expect((await standing.bound(caller, 'own-view:read')).member).toBe(SECOND);
    expect(await standing.referenceOf(caller)).toBe(SECOND);
  });

  it('has one reference, and a reference one account', async () => {
    const [first, second] = [await hand(FIRST), await hand(SECOND)];
    await redeem(first);
    await expect(redeem(second)).rejects.toMatchObject(REFUSED);
    await expect(redeem(first, { subject: 'taro' })).rejects.toMatchObject(REFUSED);
    await expect(hand(FIRST)).rejects.toMatchObject({ code: 'account-bound' });
    await redeem(second, { subject: 'taro' });
    expect([await seenAs(), await seenAs('taro')]).toEqual([FIRST, SECOND]);
  });

  it('is bound once where the code is brought twice, and by one of two who bring it at once', async () => {
    const code = await hand();
    await redeem(code);
    const before = await store.head(A);
    await redeem(code);
    expect(await store.head(A)).toBe(before);
    const other = await hand(SECOND);
    const tries = await Promise.allSettled([redeem(other, { subject: 'x' }), redeem(other, { subject: 'y' })]);
    expect(tries.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  it('is nobody’s any more from the moment it is unbound', async () => {
    await redeem(await hand());
    const [binding] = await list(FIRST);
    expect(binding).toMatchObject({ ref: FIRST, account: await accountOf('hanako') });
    const letIn = await standing.bound(
      { role: 'member', subject: 'hanako', association: A, member: null },
      'own-view:read',
    );
    expect(await standing.referenceOf(letIn)).toBe(FIRST);
    await unbind(FIRST, binding!.account);
    expect(await standing.referenceOf(letIn)).toBeNull();
    await expect(seenAs()).rejects.toMatchObject({ code: 'account-not-bound' });
    await expect(unbind(FIRST, binding!.account)).rejects.toMatchObject({ code: 'no-such-binding' });
    await redeem(await hand(SECOND));
    expect(await seenAs()).toBe(SECOND);
  });

  it('is found under the reference into which its own went', async () => {
    await redeem(await hand());
    await room.pool.query('UPDATE access.member SET merged_into = $1 WHERE ref = $2', [SECOND, FIRST]);
    expect((await list(SECOND)).map(({ ref }) => ref)).toEqual([FIRST]);
    expect((await room.persons.state(A, (await seenAs())!))!.ref).toBe(SECOND);
    await unbind(SECOND, await accountOf('hanako'));
    expect(await list(SECOND)).toEqual([]);
  });
});

describe('a code', () => {
  it('is refused in one way, whatever is wrong', async () => {
    const code = await hand();
    const typo = `${code.slice(0, -1)}${code.endsWith('0') ? '1' : '0'}`;
    const tries = ['', 'nonsense', typo, '0000-0000-0000'].map((one) => redeem(one));
    for (const one of [...tries, redeem(code, { born: '1980-04-02' })])
      await expect(one).rejects.toMatchObject({ ...REFUSED, facts: {} });
    await redeem(code);
  });

  it('counts no longer after five tries with another birth date', async () => {
    const code = await hand();
    for (let tries = 0; tries < 5; tries += 1)
      await expect(redeem(code, { subject: `guess-${tries}`, born: '1999-01-01' })).rejects.toMatchObject(REFUSED);
    await expect(redeem(code)).rejects.toMatchObject(REFUSED);
    await redeem(await hand());
  });

  it('counts no longer after five of many at once, who all get the same answer', async () => {
    const code = await hand();
    const guesses = Array.from({ length: 19 }, (_, index) =>
      redeem(code, { subject: `g-${index}`, born: '1999-01-01' }),
    );
    for (const guess of await Promise.allSettled(guesses))
      expect(guess).toMatchObject({ status: 'rejected', reason: { ...REFUSED, facts: {} } });
    const log = await store.readLog(A, null, 100);
    expect(log.filter(({ envelope }) => envelope.type === 'BindingCodeRefused')).toHaveLength(5);
    await expect(redeem(code)).rejects.toMatchObject(REFUSED);
  });

  it('is not believed from who began to try before the fifth fault and comes after it', async () => {
    const code = await hand();
    const state = room.persons.state.bind(room.persons);
    const slow = {
      state: async (...asked: Parameters<typeof state>) => {
        for (let tries = 0; tries < 5; tries += 1)
          await expect(redeem(code, { subject: `guess-${tries}`, born: '1999-01-01' })).rejects.toMatchObject(REFUSED);
        return state(...asked);
      },
    } as Persons;
    await expect(redeem(code, { persons: slow })).rejects.toMatchObject(REFUSED);
    await expect(seenAs()).rejects.toMatchObject({ code: 'account-not-bound' });
  });

  it('counts no longer once a new one is made, or its time is over', async () => {
    const first = await hand();
    const second = await hand(FIRST, 'counter');
    await expect(redeem(first)).rejects.toMatchObject(REFUSED);
    now = new Date('2026-11-02T03:00:00Z');
    await expect(redeem(second)).rejects.toMatchObject(REFUSED);
    const third = await hand();
    now = new Date('2026-12-02T02:59:59Z');
    await redeem(third);
  });

  it('counts no longer once it was voided, also for whoever brings it at that moment, and a new one does', async () => {
    const asked = { association: A, caller: asking.caller, requestId: null };
    const code = await hand();
    const state = room.persons.state.bind(room.persons);
    const late = {
      state: async (...which: Parameters<typeof state>) => {
        expect(await accounts.voidCodes(asked, [FIRST, SECOND])).toBe(1);
        return state(...which);
      },
    } as Persons;
    await expect(redeem(code, { persons: late })).rejects.toMatchObject(REFUSED);
    expect(await accounts.voidCodes(asked, [FIRST, SECOND])).toBe(0);
    await expect(redeem(code)).rejects.toMatchObject(REFUSED);
    await redeem(await hand());
    expect(await accounts.voidCodes(asked, [FIRST])).toBe(0);
    const [event] = (await store.readLog(A, null, 100)).filter(({ envelope }) => envelope.type === 'BindingCodeVoided');
    const example = golden.find(({ type }) => type === 'BindingCodeVoided')!;
    expect(Object.keys(event!.envelope.data as object)).toEqual(Object.keys(example.data));
  });

  it('is made for nobody who is dead, unknown, or without a birth date', async () => {
    await expect(hand(THIRD)).rejects.toMatchObject({ code: 'birth-date-missing' });
    await expect(hand('91111111-1111-4111-8111-111111111111')).rejects.toMatchObject({ code: 'no-such-member' });
    const code = await hand();
    await room.pool.query('UPDATE access.member SET is_closed = true WHERE ref = $1', [FIRST]);
    await expect(hand()).rejects.toMatchObject({ code: 'portal-closed' });
    await expect(redeem(code)).rejects.toMatchObject(REFUSED);
  });

  it('stands nowhere in the log, nor does the account', async () => {
    const code = await hand();
    await expect(redeem(code, { born: '1999-01-01' })).rejects.toMatchObject(REFUSED);
    await redeem(code);
    await unbind(FIRST, await accountOf('hanako'));
    const log = await store.readLog(A, null, 100);
    const text = Buffer.concat(log.map(({ bytes }) => bytes)).toString();
    for (const secret of [code, code.replaceAll('-', ''), 'hanako', BORN, '1999-01-01'])
      expect(text).not.toContain(secret);
    const own = log.filter(({ envelope }) => envelope.stream === bindingsStream(FIRST));
    expect(own.map(({ envelope }) => [envelope.type, envelope.subject])).toEqual(
      ['BindingCodeIssued', 'AccountBound', 'AccountUnbound'].map((type) => [type, FIRST]),
    );
    for (const { envelope } of own) {
      const example = golden.find(({ type }) => type === envelope.type)!;
      expect(Object.keys(envelope.data as object).sort()).toEqual(Object.keys(example.data).sort());
    }
  });
});
