import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { MemoryEventStore } from '#event-store';
import { createTestDatabase, type TestDatabase } from '../../../test/harness/database.js';
import { ChangeEligibility, ChangeEligibilityHandler } from '../change-eligibility/change-eligibility.command.js';
import { ChangeIdentifiers, ChangeIdentifiersHandler } from '../change-identifiers/change-identifiers.command.js';
import { ChangeName, ChangeNameHandler } from '../change-name/change-name.command.js';
import { ChangeOwnKey, ChangeOwnKeyHandler } from '../change-own-key/change-own-key.command.js';
import { NameChanges } from '../directory/name-changes.js';
import type { MemberEvent, MemberFlag } from '../domain/member-events.js';
import { LiftFlag, LiftFlagHandler } from '../keep-flags/lift-flag.command.js';
import { SetFlag, SetFlagHandler } from '../keep-flags/set-flag.command.js';
import { Pseudonyms } from '../keys/pseudonyms.js';
import { MergeMembers, MergeMembersHandler } from '../merge-members/merge-members.command.js';
import { RecordDeath, RecordDeathHandler } from '../record-death/record-death.command.js';
import { WithdrawDeath, WithdrawDeathHandler } from '../record-death/withdraw-death.command.js';
import { RegisterMember } from '../register-member/register-member.command.js';
import { RegisterMemberHandler } from '../register-member/register-member.handler.js';
import { aDirectory, anEntry } from '../testing/a-directory.js';
import { isCommitted, likeGolden } from '../testing/committed.js';
import { MemberFacts } from './member-facts.js';
import { Portal } from './portal.js';

const A = 'kumiai-a';
const NOW = new Date('2026-11-01T03:00:00Z');
const caller = { role: 'officer', subject: 'tanaka@kumiai.example' } as const;
const [FIRST, SECOND, THIRD] = ['1', '2', '3'].map(
  (digit) => `${digit.repeat(8)}-${digit.repeat(4)}-4${digit.repeat(3)}-8${digit.repeat(3)}-${digit.repeat(12)}`,
) as [string, string, string];
const golden = JSON.parse(
  readFileSync(new URL('../domain/golden/events-v1.json', import.meta.url), 'utf8'),
) as MemberEvent[];

let database: TestDatabase;
let room: Awaited<ReturnType<typeof aDirectory>>;
let store: MemoryEventStore;
let facts: MemberFacts;
let portal: Portal;
beforeAll(async () => {
  database = await createTestDatabase();
  room = await aDirectory(database.url);
});
beforeEach(async () => {
  store = new MemoryEventStore();
  facts = new MemberFacts(store, room.keys, room.directory, new Pseudonyms(room.provider));
  portal = new Portal(room.persons, facts, room.changes);
  await store.append({ association: A, stream: 'association', expected: 'none', events: [anEvent()] });
  for (const [ref, number] of [
    [FIRST, '123'],
    [SECOND, '200'],
    [THIRD, '300'],
  ] as const) {
    const handler = new RegisterMemberHandler(store, room.directory, room.keys, new Pseudonyms(room.provider));
    await handler.execute(new RegisterMember(A, caller, ref, anEntry({ number })));
  }
});
afterEach(() => room.empty());
afterAll(async () => {
  await room.close();
  await database.drop();
});

function anEvent() {
  const nothing = { occurredAt: null, causation: null, subject: null, ruleset: null, knowledgeAt: null };
  const actor = { role: 'operator', id: 'a' };
  return { id: randomUUID(), type: 'X', schemaVersion: 1, actor, data: {}, keyId: null, sealed: null, ...nothing };
}

const changeOf = (ref: string) => ({ association: A, caller, ref, requestId: null });
const numbered = (number: string) => {
  const { insurerNumber, symbol, branch } = anEntry();
  return { insurerNumber, symbol, number, branch };
};
const identify = (ref: string, number: string, from: string) =>
  new ChangeIdentifiersHandler(room.persons, room.directory, room.changes, facts).execute(
    new ChangeIdentifiers(changeOf(ref), numbered(number), from),
  );
const key = (ref: string, ownKey: string | null, effectiveFrom: string) =>
  new ChangeOwnKeyHandler(room.persons, room.changes, facts).execute(
    new ChangeOwnKey(changeOf(ref), { ownKey, effectiveFrom }),
  );
const rename = (ref: string, to: { name: string; kana?: string | null }, from: string) =>
  new ChangeNameHandler(
    room.persons,
    room.directory,
    new NameChanges(room.pool, room.keys, room.provider, room.directory),
    facts,
    { now: () => NOW },
  ).execute(new ChangeName(changeOf(ref), to, from));
const eligible = (ref: string, change: 'ACQUIRED' | 'LOST', on: string) =>
  new ChangeEligibilityHandler(room.persons, room.changes, facts).execute(
    new ChangeEligibility(changeOf(ref), { change, on }),
  );
const merge = (ref: string, into: string, reason = '同一人の二重登録') =>
  new MergeMembersHandler(room.persons, room.changes, facts).execute(new MergeMembers(changeOf(ref), into, reason));
const die = (ref: string, on: string) =>
  new RecordDeathHandler(room.persons, room.directory, portal, facts, { now: () => NOW }).execute(
    new RecordDeath(changeOf(ref), on),
  );
const revive = (ref: string) =>
  new WithdrawDeathHandler(room.persons, portal, facts).execute(new WithdrawDeath(changeOf(ref), '別人の死亡'));
const clock = { now: () => NOW };
const flag = (ref: string, from: string, which: MemberFlag = 'NON_DISCLOSURE') =>
  new SetFlagHandler(room.persons, facts, portal, clock).execute(
    new SetFlag(changeOf(ref), { flag: which, from }, '本人の申出'),
  );
const lift = (ref: string, from: string, which: MemberFlag = 'NON_DISCLOSURE') =>
  new LiftFlagHandler(room.persons, facts, portal, clock).execute(
    new LiftFlag(changeOf(ref), { flag: which, from }, '本人の申出'),
  );
const isClosed = async (ref: string) => (await room.persons.state(A, ref))!.isClosed;
const found = async (number: string, on?: string) =>
  (await room.directory.resolve(A, [{ ...numbered(number), on }]))[0];
const written = async (ref: string) => (await facts.read(A, ref)).map(({ event }) => event);

describe('a change of identifiers', () => {
  it('lets the person be found by the new and by the old ones', async () => {
    expect((await identify(FIRST, '456', '2026-04-01')).isNew).toBe(true);
    expect(await found('456')).toBe(FIRST);
    expect(await found('123', '2026-03-31')).toBe(FIRST);
    expect(await found('123', '2026-06-10')).toBe(FIRST);
    // From now on nobody has the old ones: they may be given to somebody else.
    expect(await found('123')).toBeNull();
    const entry = (await room.directory.read(A, [FIRST])).get(FIRST)!;
    expect([entry.number, entry.name, entry.former]).toEqual([
      '456',
      anEntry().name,
      [{ ...numbered('123'), until: '2026-03-31' }],
    ]);
  });

  it('is one fact when it is said twice', async () => {
    const first = await identify(FIRST, '456', '2026-04-01');
    expect(await identify(FIRST, ' ４５６', '2026-04-01')).toEqual({ ...first, isNew: false });
    expect(await written(FIRST)).toHaveLength(2);
  });

  it('names each for the days of each where the old ones are given to somebody else', async () => {
    await identify(FIRST, '456', '2026-04-01');
    const other = randomUUID();
    expect(await room.directory.add(A, other, anEntry({ name: '別人' }))).toBe(true);
    expect([await found('123', '2026-03-31'), await found('123', '2026-04-01')]).toEqual([FIRST, other]);
  });

  it.each([
    ['identifiers that somebody has', '200', '2026-04-01', 'member-taken'],
    ['the present ones from another day', '123', '2026-04-01', 'member-change-differs'],
  ])('is refused of %s, and changes nothing', async (_, number, from, code) => {
    await expect(identify(FIRST, number, from)).rejects.toMatchObject({ code });
    expect([await found('123'), await found('200')]).toEqual([FIRST, SECOND]);
    expect(await written(FIRST)).toHaveLength(1);
  });

  it('is refused before a later one', async () => {
    await identify(FIRST, '456', '2026-04-01');
    await expect(identify(FIRST, '789', '2026-03-01')).rejects.toMatchObject({ code: 'member-change-differs' });
    expect((await identify(FIRST, '123', '2026-05-01')).isNew).toBe(true);
    expect([await found('123'), await found('456', '2026-04-15')]).toEqual([FIRST, FIRST]);
  });

  it('has its event written by the next try where that was missing', async () => {
    await room.changes.identify(A, FIRST, numbered('456'), '2026-04-01');
    expect((await identify(FIRST, '456', '2026-04-01')).isNew).toBe(true);
    expect((await written(FIRST)).at(-1)).toEqual(likeGolden('IdentifierChanged'));
  });

  it('is told of nobody whom nobody knows', async () => {
    await expect(identify(randomUUID(), '456', '2026-04-01')).rejects.toMatchObject({ code: 'no-such-member' });
  });
});

describe('a change of the own key', () => {
  const whose = async (ownKey: string, on?: string) => (await room.directory.resolve(A, [{ ownKey, on }]))[0];

  it('lets the person be found by the new one, and by the old one for the days before', async () => {
    expect((await key(FIRST, 'S-1001', '2024-04-01')).isNew).toBe(true);
    const second = await key(FIRST, 'S-1002', '2026-04-01');
    expect(await key(FIRST, 'Ｓ－１００２', '2026-04-01')).toEqual({ ...second, isNew: false });
    expect((await written(FIRST)).at(-1)).toEqual(likeGolden('OwnKeyChanged'));
    expect([await whose('S-1002'), await whose('S-1001', '2026-03-31'), await whose('S-1001')]).toEqual([
      FIRST,
      FIRST,
      null,
    ]);
    expect((await room.directory.read(A, [FIRST])).get(FIRST)).toEqual({ ...anEntry(), ownKey: 'S-1002' });
  });

  it('to none leaves it to others', async () => {
    await key(FIRST, 'S-1001', '2024-04-01');
    await key(FIRST, null, '2026-04-01');
    await expect(key(SECOND, 'S-1001', '2026-03-31')).rejects.toMatchObject({ code: 'member-taken' });
    await key(SECOND, 'S-1001', '2026-04-01');
    expect([await whose('S-1001'), await whose('S-1001', '2026-03-31')]).toEqual([SECOND, FIRST]);
    expect((await room.directory.read(A, [FIRST])).get(FIRST)).toEqual(anEntry());
  });

  it('is refused of one that somebody has, and before an earlier one', async () => {
    await key(FIRST, 'S-1001', '2026-04-01');
    await expect(key(SECOND, 'S-1001', '2026-05-01')).rejects.toMatchObject({ code: 'member-taken' });
    await expect(key(FIRST, 'S-1002', '2026-04-01')).rejects.toMatchObject({ code: 'member-change-differs' });
    await expect(key(FIRST, 'S-1001', '2026-05-01')).rejects.toMatchObject({ code: 'member-change-differs' });
    expect([(await written(FIRST)).length, (await written(SECOND)).length]).toEqual([2, 1]);
  });

  it('has its event written by the next try where that was missing', async () => {
    await room.changes.giveOwnKey(A, FIRST, 'S-1002', '2026-04-01');
    expect((await key(FIRST, 'S-1002', '2026-04-01')).isNew).toBe(true);
    expect((await written(FIRST)).at(-1)).toEqual(likeGolden('OwnKeyChanged'));
  });

  it('stays when the numbers change', async () => {
    await key(FIRST, 'S-1001', '2024-04-01');
    await identify(FIRST, '456', '2026-04-01');
    await eligible(FIRST, 'LOST', '2026-10-01');
    expect(await whose('S-1001')).toBe(FIRST);
  });
});

describe('a change of the name', () => {
  const married = { name: '田中 見本', kana: 'タナカ ミホン' };
  const { name, kana, birthDate } = anEntry();
  const searched = (described: object) => room.directory.search(A, { birthDate, ...described }, 5);
  const entry = async () => (await room.directory.read(A, [FIRST])).get(FIRST);

  it('lets the person be found by either name, and keeps the former one with its last day', async () => {
    const changed = await rename(FIRST, married, '2026-04-01');
    expect(await rename(FIRST, married, '2026-04-01')).toEqual({ ...changed, isNew: false });
    expect((await written(FIRST)).at(-1)).toEqual(likeGolden('NameChanged'));
    expect(await searched({ name: married.name })).toEqual([FIRST]);
    expect(await searched({ kana: 'たなか みほん' })).toEqual([FIRST]);
    // The others of this room are of the same name.
    expect(await searched({ name })).toContain(FIRST);
    expect(await entry()).toEqual({ ...anEntry(), ...married, formerNames: [{ name, kana, until: '2026-03-31' }] });
  });

  it('leaves the kana as it was where none is said', async () => {
    await rename(FIRST, { name: '高崎 見本' }, '2026-04-01');
    expect(await entry()).toMatchObject({ name: '高崎 見本', kana });
  });

  it('is refused before a later one, and where it is none', async () => {
    await expect(rename(FIRST, { name, kana }, '2026-04-01')).rejects.toMatchObject({ code: 'member-change-differs' });
    await rename(FIRST, married, '2026-04-01');
    await expect(rename(FIRST, { name }, '2026-11-02')).rejects.toMatchObject({ code: 'invalid-request' });
    await expect(rename(FIRST, { name }, '2026-03-01')).rejects.toMatchObject({ code: 'member-change-differs' });
    await expect(rename(FIRST, married, '2026-05-01')).rejects.toMatchObject({ code: 'member-change-differs' });
    await expect(rename(randomUUID(), married, '2026-05-01')).rejects.toMatchObject({ code: 'no-such-member' });
    expect((await rename(FIRST, { name, kana }, '2026-10-01')).isNew).toBe(true);
  });

  it('has its event written by the next try where that was missing', async () => {
    await new NameChanges(room.pool, room.keys, room.provider, room.directory).rename(A, FIRST, married, '2026-04-01');
    expect((await rename(FIRST, married, '2026-04-01')).isNew).toBe(true);
    expect((await written(FIRST)).at(-1)).toEqual(likeGolden('NameChanged'));
  });

  it('names the person in clear in no event', async () => {
    await rename(FIRST, married, '2026-04-01');
    const stored = await store.readStream(A, `member-${FIRST}`);
    expect(stored.some(({ bytes }) => Buffer.from(bytes).includes('田中'))).toBe(false);
  });
});

describe('eligibility', () => {
  it('leaves the identifiers to others once it is lost, and the person to be found for the days before', async () => {
    expect((await eligible(FIRST, 'LOST', '2026-10-01')).isNew).toBe(true);
    expect((await eligible(FIRST, 'LOST', '2026-10-01')).isNew).toBe(false);
    expect((await written(FIRST)).at(-1)).toEqual(golden[2]);
    expect([await found('123'), await found('123', '2026-09-30')]).toEqual([null, FIRST]);
    await expect(eligible(FIRST, 'LOST', '2026-10-02')).rejects.toMatchObject({ code: 'member-change-differs' });
  });

  it('that is acquired again brings the identifiers back, unless somebody has them', async () => {
    await eligible(FIRST, 'LOST', '2026-04-01');
    await eligible(FIRST, 'ACQUIRED', '2026-06-01');
    expect(await found('123')).toBe(FIRST);
    await eligible(FIRST, 'LOST', '2026-07-01');
    await room.directory.add(A, randomUUID(), anEntry({ name: '別人' }));
    await expect(eligible(FIRST, 'ACQUIRED', '2026-08-01')).rejects.toMatchObject({ code: 'member-taken' });
  });
});

describe('merging', () => {
  it('brings a reference under another, with whatever went into it before', async () => {
    await merge(THIRD, SECOND);
    await merge(SECOND, FIRST);
    expect(await room.persons.merged(A, [FIRST, SECOND, THIRD])).toEqual(
      new Map([
        [SECOND, FIRST],
        [THIRD, FIRST],
      ]),
    );
    expect(await room.persons.references(A, THIRD)).toEqual([FIRST, SECOND, THIRD]);
    expect((await written(FIRST)).at(-1)).toEqual({
      type: 'MemberAbsorbed',
      data: { refs: [SECOND, THIRD] },
      sealed: null,
    });
    expect((await written(SECOND)).at(-1)).toEqual(golden[4]);
    // Either number finds the reference that had it; what it went into is told besides.
    expect(await found('200')).toBe(SECOND);
  });

  it('is one fact when it is said twice, and is refused into anything else', async () => {
    const first = await merge(SECOND, FIRST);
    expect(await merge(SECOND, FIRST)).toEqual({ ...first, isNew: false });
    await expect(merge(SECOND, THIRD)).rejects.toMatchObject({ code: 'member-merged', facts: { into: FIRST } });
    await expect(merge(THIRD, SECOND)).rejects.toMatchObject({ code: 'member-merged', facts: { into: FIRST } });
    await expect(merge(FIRST, SECOND)).rejects.toMatchObject({ code: 'member-merged' });
    await expect(merge(FIRST, FIRST)).rejects.toMatchObject({ code: 'invalid-request' });
    await expect(merge(FIRST, randomUUID())).rejects.toMatchObject({ code: 'member-unknown' });
    expect((await written(FIRST)).filter(({ type }) => type === 'MemberAbsorbed')).toHaveLength(1);
  });

  it('leaves nothing to be changed under the reference that is gone', async () => {
    await merge(SECOND, FIRST);
    await expect(identify(SECOND, '999', '2026-04-01')).rejects.toMatchObject({ code: 'member-merged' });
    await expect(die(SECOND, '2026-05-01')).rejects.toMatchObject({ code: 'member-merged' });
  });

  it('takes one way of two that are told at once', async () => {
    const both = await Promise.allSettled([merge(FIRST, SECOND), merge(SECOND, FIRST)]);
    expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });
});

describe('a death', () => {
  it('closes the portal, and a withdrawal opens it', async () => {
    expect((await die(FIRST, '2026-05-01')).isNew).toBe(true);
    expect((await die(FIRST, '2026-05-01')).isNew).toBe(false);
    expect(await room.persons.state(A, FIRST)).toEqual({ ref: FIRST, isClosed: true, erasedAt: null });
    await expect(die(FIRST, '2026-05-02')).rejects.toMatchObject({ code: 'member-change-differs' });
    expect([(await revive(FIRST)).isNew, (await revive(FIRST)).isNew]).toEqual([true, false]);
    expect(await room.persons.state(A, FIRST)).toEqual({ ref: FIRST, isClosed: false, erasedAt: null });
    expect((await written(FIRST)).slice(1)).toEqual([golden[6], golden[7]]);
  });

  it.each(['2026-11-02', '1980-03-31'])('on %s cannot be: it is to come, or before the birth', async (day) => {
    await expect(die(FIRST, day)).rejects.toMatchObject({ code: 'invalid-request' });
    expect(await written(FIRST)).toHaveLength(1);
  });

  it('that nobody recorded cannot be withdrawn', async () => {
    await expect(revive(FIRST)).rejects.toMatchObject({ code: 'member-change-differs' });
  });
});

describe('a flag', () => {
  it('is one fact when it is said twice, set and lifted', async () => {
    const first = await flag(FIRST, '2026-10-01');
    expect([first.isNew, await flag(FIRST, '2026-10-01')]).toEqual([true, { ...first, isNew: false }]);
    await expect(flag(FIRST, '2026-10-02')).rejects.toMatchObject({ code: 'member-change-differs' });
    const lifted = await lift(FIRST, '2026-11-01');
    expect([lifted.isNew, await lift(FIRST, '2026-11-01')]).toEqual([true, { ...lifted, isNew: false }]);
    expect((await written(FIRST)).slice(1)).toEqual(golden.slice(9, 11));
  });

  it('that is said twice is told by its own place, whatever other flag was set or lifted since', async () => {
    const first = await flag(FIRST, '2026-10-01');
    await flag(FIRST, '2026-10-01', 'NO_OWN_VIEW');
    expect(await flag(FIRST, '2026-10-01')).toEqual({ ...first, isNew: false });
    const lifted = await lift(FIRST, '2026-11-01');
    await lift(FIRST, '2026-11-01', 'NO_OWN_VIEW');
    expect(await lift(FIRST, '2026-11-01')).toEqual({ ...lifted, isNew: false });
  });

  it('of non-disclosure leaves the portal open; the other closes it until it is lifted', async () => {
    await flag(FIRST, '2026-10-01');
    expect(await isClosed(FIRST)).toBe(false);
    await flag(FIRST, '2026-10-01', 'NO_OWN_VIEW');
    expect(await isClosed(FIRST)).toBe(true);
    await lift(FIRST, '2026-10-05', 'NO_OWN_VIEW');
    expect(await isClosed(FIRST)).toBe(false);
  });

  it('keeps the portal closed although a death is withdrawn, and the death although the flag is lifted', async () => {
    await flag(FIRST, '2026-10-01', 'NO_OWN_VIEW');
    await die(FIRST, '2026-10-02');
    await revive(FIRST);
    expect(await isClosed(FIRST)).toBe(true);
    await die(FIRST, '2026-10-03');
    await lift(FIRST, '2026-10-05', 'NO_OWN_VIEW');
    expect(await isClosed(FIRST)).toBe(true);
  });

  it('that was set under a reference that is gone is lifted under the one that stays', async () => {
    await flag(SECOND, '2026-10-01', 'NO_OWN_VIEW');
    await merge(SECOND, FIRST);
    expect(await isClosed(FIRST)).toBe(true);
    expect((await lift(FIRST, '2026-10-05', 'NO_OWN_VIEW')).ref).toBe(FIRST);
    expect((await written(SECOND)).at(-1)!.type).toBe('MemberFlagLifted');
    expect(await isClosed(FIRST)).toBe(false);
  });

  it.each([
    ['set of a day to come', () => flag(FIRST, '2026-11-02'), 'invalid-request'],
    ['lifted where none stands', () => lift(FIRST, '2026-10-01'), 'member-change-differs'],
    ['set of nobody', () => flag(randomUUID(), '2026-10-01'), 'no-such-member'],
  ] as const)('is not %s, and nothing changes', async (_, change, code) => {
    await expect(change()).rejects.toMatchObject({ code });
    expect(await written(FIRST)).toHaveLength(1);
    expect(await isClosed(FIRST)).toBe(false);
  });

  it('is nothing that can be read in the log', async () => {
    await flag(FIRST, '2026-10-01');
    const bytes = Buffer.concat((await store.readLog(A, null, 100)).map((event) => Buffer.from(event.bytes)));
    for (const text of ['NON_DISCLOSURE', '2026-10-01', '本人の申出'])
      expect([text, bytes.includes(text)]).toEqual([text, false]);
  });
});

it('writes nothing readable about a person into the log', async () => {
  await identify(FIRST, '4567890', '2026-04-01');
  await eligible(FIRST, 'LOST', '2026-10-01');
  await die(FIRST, '2026-05-01');
  const bytes = Buffer.concat((await store.readLog(A, null, 100)).map((event) => Buffer.from(event.bytes)));
  for (const text of ['4567890', '06990014', '2026-05-01', '2026-04-01', '2026-10-01'])
    expect([text, bytes.includes(text)]).toEqual([text, false]);
});

describe('what is committed to of an identity', () => {
  const newest = async (ref: string) =>
    (await written(ref)).findLast(({ data }) => (data as { commitment?: string }).commitment !== undefined)!;

  it('is who the person is by each change of it, under a salt of its own', async () => {
    const changes = [
      () => identify(FIRST, '456', '2026-04-01'),
      () => rename(FIRST, { name: '田中 見本' }, '2026-04-01'),
      () => key(FIRST, 'S-1002', '2026-04-01'),
      () => key(FIRST, null, '2026-05-01'),
    ];
    const seen = [(await written(FIRST))[0]!];
    for (const change of changes) {
      await change();
      seen.push((await written(FIRST)).at(-1)!);
    }
    expect(seen.map((event) => isCommitted({ association: A, reference: FIRST }, event))).toEqual(seen.map(() => true));
    expect(isCommitted({ association: A, reference: SECOND }, seen[0])).toBe(false);
    expect(new Set(seen.map(({ data }) => (data as { commitment?: string }).commitment)).size).toBe(seen.length);
    const { opening } = seen.at(-1)!.sealed as { opening: { identity: object } };
    const { relation: _relation, sex: _sex, household: _household, ...known } = anEntry();
    expect(opening.identity).toEqual({ ...known, number: '456', name: '田中 見本' });
  });

  it('is said again where the identifiers name the person again, and not where they are left', async () => {
    const before = await newest(FIRST);
    await eligible(FIRST, 'LOST', '2026-03-31');
    expect(await newest(FIRST)).toEqual(before);
    await eligible(FIRST, 'ACQUIRED', '2026-10-01');
    const after = await newest(FIRST);
    expect(after).toEqual(likeGolden('EligibilityChanged'));
    expect(isCommitted({ association: A, reference: FIRST }, after)).toBe(true);
  });

  it('is of all that was changed before, whoever writes last', async () => {
    // One of them may find that the other was first.
    await Promise.allSettled([
      identify(FIRST, '456', '2026-04-01'),
      rename(FIRST, { name: '田中 見本' }, '2026-04-01'),
    ]);
    const { opening } = (await newest(FIRST)).sealed as { opening: { identity: { name: string; number: string } } };
    const { name, number } = (await room.directory.read(A, [FIRST])).get(FIRST)!;
    expect(opening.identity).toMatchObject({ name, number });
  });
});
