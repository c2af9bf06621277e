import { readFileSync } from 'node:fs';
import type { EventStore, MemoryEventStore } from '#event-store';
import { createTestDatabase, type TestDatabase } from '../../../test/harness/database.js';
import { AssociationActs } from '../acts/association-acts.js';
import { AccountBindings } from '../bindings/account-bindings.js';
import { CloseAccount, CloseAccountHandler } from '../close-account/close-account.command.js';
import { accountStream, bindingsStream } from '../domain/binding-events.js';
import { CLOSED_STREAM, endedStream, type EndingCode } from '../domain/ended-events.js';
import { EndTokens, EndTokensHandler } from '../end-tokens/end-tokens.command.js';
import { Pseudonyms } from '../keys/pseudonyms.js';
import { LookUpAccount, LookUpAccountHandler } from '../look-up-account/look-up-account.query.js';
import { LookLog } from '../looks/look-log.js';
import { aDirectory, anEntry } from '../testing/a-directory.js';
import { aLog } from '../testing/a-log.js';
import { BELIEVED_MILLISECONDS } from './believed.js';
import { EndOperator, EndOperatorHandler } from '../end-operator/end-operator.command.js';
import { EndedAccounts } from './ended-accounts.js';
import { EndedOperators } from './ended-operators.js';

const A = 'kumiai-a';
const MEMBER = '11111111-1111-4111-8111-111111111111';
const LEFT = 'suzuki@kumiai.example';
const golden = JSON.parse(readFileSync(new URL('../domain/golden/events-v1.json', import.meta.url), 'utf8')) as {
  readonly type: string;
  readonly data: object;
  readonly sealed: object | null;
}[];

let database: TestDatabase;
let room: Awaited<ReturnType<typeof aDirectory>>;
let pseudonyms: Pseudonyms;
let store: MemoryEventStore;
let acts: AssociationActs;
let ended: EndedAccounts;
let readings: number;
const now = () => Date.now() + ahead;
let ahead = 0;
const clock = { now: () => new Date(now()) };
beforeAll(async () => {
  database = await createTestDatabase();
  room = await aDirectory(database.url);
  pseudonyms = new Pseudonyms(room.provider);
  await room.directory.add(A, MEMBER, anEntry());
});
beforeEach(async () => {
  [ahead, readings] = [0, 0];
  store = await aLog(A);
  acts = new AssociationActs(store, room.keys, pseudonyms);
  ended = inAProcess();
});
afterAll(async () => {
  await room.close();
  await database.drop();
});

/** As another process has it, that reads the same log; what it asks of the log is counted. */
function inAProcess(): EndedAccounts {
  const counting = {
    head: (association: string) => store.head(association),
    readStreams: (...asked: Parameters<EventStore['readStreams']>) => {
      readings += 1;
      return store.readStreams(...asked);
    },
  };
  return new EndedAccounts(counting, pseudonyms, clock);
}

const asking = (subject: string, role: 'officer' | 'member' = 'officer', association = A) => ({
  association,
  caller: { role, subject },
  requestId: null,
});
const end = (subject: string, why: EndingCode = 'LOST') =>
  new EndTokensHandler(acts, pseudonyms, ended, clock).execute(new EndTokens(asking(subject), why));
const change = (closes: boolean, subject = LEFT, by = 'tanaka') =>
  new CloseAccountHandler(acts, pseudonyms, ended).execute(new CloseAccount(asking(by), subject, '退職', closes));
const lookUp = (subject: string) => {
  const looks = new LookLog(store, pseudonyms, clock);
  const looker = { association: A, role: 'officer', subject: 'tanaka', requestId: null } as const;
  const bindings = new AccountBindings(acts);
  const handler = new LookUpAccountHandler(pseudonyms, bindings, room.persons, ended, looks);
  return handler.execute(new LookUpAccount(looker, subject));
};
/** What a token of the account is answered that was issued so many seconds from now. */
const answered = async (subject: string, seconds: number, process = ended): Promise<string> => {
  const issuedAt = Math.floor(now() / 1_000) + seconds;
  return process.refuse(A, { role: 'officer', subject, issuedAt }).then(
    () => 'let in',
    (error: { code: string }) => error.code,
  );
};

describe('the tokens of an account', () => {
  it('are of no more use once the account ended them; a new one is', async () => {
    expect(await answered('hanako', -10)).toBe('let in');
    await end('hanako');
    expect([await answered('hanako', -10), await answered('hanako', 1)]).toEqual(['token-ended', 'let in']);
    expect(await answered('taro', -10)).toBe('let in');
  });

  it('are of no use while the account is closed, and only new ones are once it is open again', async () => {
    await change(true);
    expect([await answered(LEFT, -10), await answered(LEFT, 1_000)]).toEqual(['account-closed', 'account-closed']);
    await change(false);
    expect([await answered(LEFT, -10), await answered(LEFT, 1)]).toEqual(['token-ended', 'let in']);
  });

  it('are over in every other process within a second', async () => {
    const other = inAProcess();
    expect([await answered(LEFT, -10, other), await answered('hanako', -10, other)]).toEqual(['let in', 'let in']);
    await change(true);
    await end('hanako');
    ahead = BELIEVED_MILLISECONDS;
    expect([await answered(LEFT, -10, other), await answered('hanako', -10, other)]).toEqual([
      'account-closed',
      'token-ended',
    ]);
  });

  it('are over in a process that begins later, also those that were ended on the day before', async () => {
    await change(true);
    await end('hanako');
    ahead = 24 * 3_600 * 1_000;
    const later = inAProcess();
    const yesterday = -24 * 3_600 - 10;
    expect(await answered(LEFT, 0, later)).toBe('account-closed');
    expect(await answered('hanako', yesterday, later)).toBe('token-ended');
  });

  it('are not remembered for longer than any can live, but that an account is closed is', async () => {
    await change(true);
    await end('hanako');
    ahead = 5 * 24 * 3_600 * 1_000;
    expect([await answered(LEFT, 0), await answered('hanako', -6 * 24 * 3_600)]).toEqual(['account-closed', 'let in']);
  });

  it('are looked at without asking the log for each request', async () => {
    await change(true);
    readings = 0;
    ahead = BELIEVED_MILLISECONDS;
    await Promise.all(Array.from({ length: 100 }, (_, n) => answered(`member-${n}`, -10)));
    for (let n = 0; n < 100; n += 1) await answered(LEFT, -10);
    expect(readings).toBe(1);
    // Half a second later it is read anew beside the requests, once for all of them.
    ahead += BELIEVED_MILLISECONDS / 2;
    await Promise.all(Array.from({ length: 100 }, () => answered(LEFT, -10)));
    expect(readings).toBe(2);
  });

  it('are refused where the log cannot be read', async () => {
    await answered('hanako', -10);
    ahead = BELIEVED_MILLISECONDS;
    store.readStreams = () => Promise.reject(Object.assign(new Error('gone'), { code: 'unavailable' }));
    expect(await answered('hanako', -10)).toBe('unavailable');
  });

  it('are of no use for an association that nobody registered', async () => {
    const caller = { role: 'officer', subject: 'tanaka', issuedAt: 0 } as const;
    await expect(ended.refuse('nobody', caller)).rejects.toMatchObject({ code: 'association-unknown' });
  });
});

describe('closing an account', () => {
  it('is answered alike where it was so before, and is one event', async () => {
    const first = await change(true);
    expect(first).toMatchObject({ account: expect.stringMatching(/^[\w-]{22}$/), closedAt: expect.any(String) });
    expect(await change(true, LEFT, 'sato')).toEqual(first);
    expect((await change(false)).closedAt).toBeNull();
    expect((await change(false)).closedAt).toBeNull();
    const types = (await store.readStream(A, CLOSED_STREAM)).map(({ envelope }) => envelope.type);
    expect(types).toEqual(['AccountClosed', 'AccountReopened']);
  });

  it('is done to nobody by the own account', async () => {
    for (const closes of [true, false])
      await expect(change(closes, LEFT, LEFT)).rejects.toMatchObject({ code: 'account-own' });
    expect(await store.readStream(A, CLOSED_STREAM)).toEqual([]);
  });

  it('is written without the account and the reason in clear', async () => {
    await change(true);
    await change(false);
    await end(LEFT);
    const { id: account } = await pseudonyms.actor(A, { role: 'officer', subject: LEFT });
    const day = (await store.readLog(A, null, 100)).map(({ envelope }) => envelope.stream).at(-1)!;
    expect(day).toBe(endedStream(day.slice(-10)));
    const written = [...(await acts.open(A, CLOSED_STREAM)), ...(await acts.open(A, day))];
    const shapes = (events: readonly { readonly type: string; readonly data: unknown }[]) =>
      new Map(events.map(({ type, data }) => [type, Object.keys(data as object)]));
    const expected = golden.filter(({ type }) => /^Account(Closed|Reopened|TokensEnded)$/.test(type));
    expect(shapes(written)).toEqual(shapes(expected));
    expect(written.map(({ data }) => (data as { account: string }).account)).toEqual([account, account, account]);
    expect(written.map(({ sealed }) => sealed)).toEqual([{ reason: '退職' }, { reason: '退職' }, null]);
    const bytes = Buffer.concat((await store.readLog(A, null, 100)).map((event) => event.bytes)).toString();
    for (const text of [LEFT, '退職', 'tanaka']) expect(bytes).not.toContain(text);
  });
});

describe('an operator', () => {
  const inAnotherProcess = () => new EndedOperators(room.pool, pseudonyms, clock);
  let operators: EndedOperators;
  beforeEach(async () => {
    await room.pool.query('TRUNCATE access.operator_ending');
    operators = inAnotherProcess();
  });
  const change = (what: EndOperator['what'], subject = 'ops', by = 'root') =>
    new EndOperatorHandler(operators).execute(new EndOperator(by, subject, what));
  const answered = async (subject: string, seconds: number, process = operators): Promise<string> =>
    process.refuse({ subject, issuedAt: Math.floor(now() / 1_000) + seconds }).then(
      () => 'let in',
      (error: { code: string }) => error.code,
    );

  it('ends the own tokens, and comes in with a new one', async () => {
    expect(await answered('ops', -10)).toBe('let in');
    await change('AccountTokensEnded', 'ops', 'ops');
    expect([await answered('ops', -10), await answered('ops', 1)]).toEqual(['token-ended', 'let in']);
    expect(await answered('root', -10)).toBe('let in');
  });

  it('is closed and opened again by another one, and never by the own account', async () => {
    const first = await change('AccountClosed');
    expect(first).toMatchObject({ account: expect.stringMatching(/^[\w-]{22}$/), closedAt: expect.any(String) });
    expect(await change('AccountClosed')).toEqual(first);
    expect([await answered('ops', -10), await answered('ops', 1_000)]).toEqual(['account-closed', 'account-closed']);
    expect((await change('AccountReopened')).closedAt).toBeNull();
    expect([await answered('ops', -10), await answered('ops', 1)]).toEqual(['token-ended', 'let in']);
    for (const what of ['AccountClosed', 'AccountReopened'] as const)
      await expect(change(what, 'ops', 'ops')).rejects.toMatchObject({ code: 'account-own' });
  });

  it('is closed in every other process within a second, and stays so when ended tokens are forgotten', async () => {
    const other = inAnotherProcess();
    expect(await answered('ops', -10, other)).toBe('let in');
    await change('AccountClosed');
    await change('AccountTokensEnded', 'root', 'root');
    ahead = BELIEVED_MILLISECONDS;
    expect([await answered('ops', -10, other), await answered('root', -10, other)]).toEqual([
      'account-closed',
      'token-ended',
    ]);
    ahead = 5 * 24 * 3_600 * 1_000;
    expect([await answered('ops', 0), await answered('root', -6 * 24 * 3_600)]).toEqual(['account-closed', 'let in']);
  });

  it('stands in no row by name', async () => {
    await change('AccountClosed');
    const { rows } = await room.pool.query<{ text: string }>(
      'SELECT row_to_json(e)::text AS text FROM access.operator_ending e',
    );
    expect(rows).toHaveLength(1);
    for (const name of ['"ops"', '"root"']) expect(rows[0]!.text).not.toContain(name);
  });
});

describe('looking up an account', () => {
  it('tells as what events name it and whether it is closed, and looks at nobody where it is of none', async () => {
    const { account } = await change(true);
    expect(await lookUp(LEFT)).toMatchObject({ account, member: null, closedAt: expect.any(String) });
    expect(await lookUp('hanako')).toMatchObject({ member: null, endedAt: null, closedAt: null });
    expect((await store.readLog(A, null, 100)).some(({ envelope }) => envelope.subject !== null)).toBe(false);
  });

  it('tells whose it is, and is a look at that member', async () => {
    const { id: account } = await pseudonyms.actor(A, { role: 'member', subject: 'hanako' });
    const member = asking('hanako', 'member');
    for (const stream of [bindingsStream(MEMBER), accountStream(account)]) {
      const place = { ...member, stream, subject: MEMBER };
      await acts.note(place, { type: 'AccountBound', data: { account, code: 'c' }, sealed: null } as never);
    }
    expect(await lookUp('hanako')).toMatchObject({ account, member: MEMBER });
    const looks = (await store.readLog(A, null, 100)).filter(({ envelope }) => envelope.type === 'MemberLookedAt');
    expect(looks.map(({ envelope }) => [envelope.subject, envelope.data])).toMatchObject([
      [MEMBER, { what: 'BINDINGS' }],
    ]);
  });
});
