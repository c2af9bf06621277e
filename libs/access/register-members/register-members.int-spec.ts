import { randomUUID } from 'node:crypto';
import type { CommandBus } from '@nestjs/cqrs';
import { MemoryEventStore } from '#event-store';
import { Refusal } from '#platform';
import { createTestDatabase, type TestDatabase } from '../../../test/harness/database.js';
import { DirectoryEntrance } from '../directory/directory-entrance.js';
import type { DirectoryEntry } from '../directory/directory.js';
import { Pseudonyms } from '../keys/pseudonyms.js';
import { RegisterMember } from '../register-member/register-member.command.js';
import { RegisterMemberHandler } from '../register-member/register-member.handler.js';
import { aDirectory, anEntry } from '../testing/a-directory.js';
import { isCommitted } from '../testing/committed.js';
import { RegisterMembers, RegisterMembersHandler, type WantedMember } from './register-members.command.js';

const A = 'kumiai-a';
const caller = { role: 'officer', subject: 'tanaka@kumiai.example' } as const;
let database: TestDatabase;
let room: Awaited<ReturnType<typeof aDirectory>>;
let store: MemoryEventStore;
let single: RegisterMemberHandler;
let entrance: DirectoryEntrance;
let handler: RegisterMembersHandler;
beforeAll(async () => {
  database = await createTestDatabase();
  room = await aDirectory(database.url);
});
beforeEach(async () => {
  store = new MemoryEventStore();
  const nothing = { occurredAt: null, causation: null, subject: null, ruleset: null, knowledgeAt: null };
  const actor = { role: 'operator', id: 'a' };
  const event = { id: randomUUID(), type: 'X', schemaVersion: 1, actor, data: {}, keyId: null, sealed: null };
  await store.append({ association: A, stream: 'association', expected: 'none', events: [{ ...event, ...nothing }] });
  const pseudonyms = new Pseudonyms(room.provider);
  single = new RegisterMemberHandler(store, room.directory, room.keys, pseudonyms);
  const commands = { execute: (command: RegisterMember) => single.execute(command) } as unknown as CommandBus;
  entrance = new DirectoryEntrance(room.pool, room.keys, room.provider);
  handler = new RegisterMembersHandler(store, entrance, room.keys, pseudonyms, commands);
});
afterEach(() => room.empty());
afterAll(async () => {
  await room.close();
  await database.drop();
});

const wanted = (number: string, own: Partial<DirectoryEntry> = {}, ref: string | null = null): WantedMember => ({
  ref,
  entry: anEntry({ number, ...own }),
});
const register = (...members: WantedMember[]) => handler.execute(new RegisterMembers(A, caller, members));
const statusesOf = (outcomes: Awaited<ReturnType<typeof register>>) =>
  outcomes.map(({ index, status, code }) => [index, status, code]);
const log = async () => (await store.readLog(A, null, 1_000)).slice(1);

describe('registering many members', () => {
  it('enters them all, to be found as if each had come alone', async () => {
    const outcomes = await register(wanted('1', { ownKey: 'S-1' }), wanted('2'), wanted('3', { birthDate: null }));
    expect(statusesOf(outcomes)).toEqual([0, 1, 2].map((index) => [index, 'registered', null]));
    const refs = outcomes.map(({ ref }) => ref);
    expect(
      await room.directory.resolve(
        A,
        ['1', '2', '3'].map((number) => anEntry({ number })),
      ),
    ).toEqual(refs);
    expect(await room.directory.resolve(A, [{ ownKey: 'S-1' }])).toEqual([refs[0]]);
    const described = { name: anEntry().name, birthDate: '1980-04-01' };
    expect(await room.directory.search(A, described, 20)).toEqual(refs.slice(0, 2).sort());
    expect((await room.directory.read(A, [refs[1]!])).get(refs[1]!)).toEqual(anEntry({ number: '2' }));
    const events = (await log()).map(({ envelope: { type, stream, subject } }) => [type, stream, subject]);
    expect(events.sort()).toEqual(refs.map((ref) => ['MemberRegistered', `member-${ref}`, ref]).sort());
  });

  it('commits to who each of them is, with what the key of each opens', async () => {
    await register(wanted('1', { ownKey: 'S-1', symbol: null }), wanted('2', { kana: null, birthDate: null }));
    const stored = (await log()).map(({ envelope }) => envelope);
    const parts = await room.keys.open(
      stored.map(({ id, keyId, sealed }) => ({ association: A, eventId: id, keyId: keyId!, sealed: sealed! })),
    );
    for (const [index, { subject, data }] of stored.entries()) {
      const place = { association: A, reference: subject! };
      expect(isCommitted(place, { data, sealed: parts[index] })).toBe(true);
    }
    const identities = (parts as { opening: { identity: { number: string } } }[])
      .map(({ opening }) => opening.identity)
      .sort((one, other) => one.number.localeCompare(other.number));
    const { insurerNumber, symbol, branch, name, kana, birthDate } = anEntry();
    expect(identities).toEqual([
      { insurerNumber, number: '1', branch, name, kana, birthDate, ownKey: 'S-1' },
      { insurerNumber, symbol, number: '2', branch, name },
    ]);
  });

  it('registers nobody twice', async () => {
    const first = await register(wanted('1'), wanted('2'));
    const again = await register(wanted('2'), wanted('1'), wanted('3'));
    expect(statusesOf(again)).toEqual([
      [0, 'known', null],
      [1, 'known', null],
      [2, 'registered', null],
    ]);
    expect([again[1]!.ref, again[0]!.ref]).toEqual(first.map(({ ref }) => ref));
    expect(await log()).toHaveLength(3);
  });

  it('gives each its own outcome: a bad one takes no good one down', async () => {
    const [{ ref } = { ref: null }] = await register(wanted('1', { ownKey: 'S-1' }));
    const error = { pointer: '/members/4/insurerNumber', detail: 'has a wrong check digit' };
    const outcomes = await register(
      wanted('1', { name: '別人' }),
      wanted('2', {}, ref),
      wanted('3', { ownKey: 'S-1' }),
      wanted('4'),
      { refusal: new Refusal('invalid-request', { errors: [error] }) },
      wanted('4'),
      wanted('5'),
    );
    expect(statusesOf(outcomes)).toEqual([
      [0, 'refused', 'member-differs'],
      [1, 'refused', 'member-taken'],
      [2, 'refused', 'member-taken'],
      [3, 'registered', null],
      [4, 'refused', 'invalid-request'],
      [5, 'known', null],
      [6, 'registered', null],
    ]);
    expect(outcomes[0]).toMatchObject({ pointer: '/members/0/name', detail: 'differs from what is registered' });
    expect(outcomes[4]).toMatchObject(error);
    expect(outcomes[5]!.ref).toBe(outcomes[3]!.ref);
  });

  it('enters one person once, however many bring the person at the same moment', async () => {
    const people = ['1', '2', '3', '4'];
    const many = Array.from({ length: 4 }, () => register(...people.map((number) => wanted(number))));
    const alone = people.map((number) => single.execute(new RegisterMember(A, caller, null, anEntry({ number }))));
    await Promise.all([...many, ...alone]);
    expect(await log()).toHaveLength(4);
    const { rows } = await room.pool.query('SELECT count(*)::int AS held FROM access.member_index');
    expect(rows).toEqual([{ held: 4 }]);
  });

  it('has the events that are missing written by the next try', async () => {
    const ref = randomUUID();
    const entered = await entrance.enter(A, [{ ref, isGiven: true, entry: anEntry({ number: '1' }) }]);
    expect([...entered.keys()]).toEqual([ref]);
    expect(statusesOf(await register(wanted('1')))).toEqual([[0, 'registered', null]]);
    expect(await log()).toHaveLength(1);
  });

  it('gives nobody a reference whose key was destroyed', async () => {
    const ref = randomUUID();
    const key = (await room.keys.obtain(A, [ref], 'directory')).get(ref)!;
    await room.pool.query('UPDATE access.data_key SET wrapped = NULL, destroyed_at = now() WHERE key_id = $1', [
      key.keyId,
    ]);
    expect(statusesOf(await register(wanted('1', {}, ref), wanted('2')))).toEqual([
      [0, 'refused', 'member-taken'],
      [1, 'registered', null],
    ]);
  });

  it('is refused of an association that nobody registered', async () => {
    const stranger = new RegisterMembers('kumiai-nobody', caller, [wanted('1')]);
    await expect(handler.execute(stranger)).rejects.toMatchObject({ code: 'association-unknown' });
  });
});
