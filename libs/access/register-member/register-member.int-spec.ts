import { randomUUID } from 'node:crypto';
import { MemoryEventStore, type EventDraft } from '#event-store';
import { Limits, LIMITS_BY_DEFAULT, type Refusal } from '#platform';
import { createTestDatabase, type TestDatabase } from '../../../test/harness/database.js';
import { LookLog } from '../looks/look-log.js';
import { Pseudonyms } from '../keys/pseudonyms.js';
import { aDirectory, anEntry } from '../testing/a-directory.js';
import { isCommitted, likeGolden } from '../testing/committed.js';
import { KnownPersons } from './known-person.js';
import { RegisterMember } from './register-member.command.js';
import { RegisterMemberHandler } from './register-member.handler.js';

const A = 'kumiai-a';
const B = 'kumiai-b';
const caller = { role: 'officer', subject: 'tanaka@kumiai.example' } as const;
let database: TestDatabase;
let room: Awaited<ReturnType<typeof aDirectory>>;
let store: MemoryEventStore;
let handler: RegisterMemberHandler;
beforeAll(async () => {
  database = await createTestDatabase();
  room = await aDirectory(database.url);
});
beforeEach(async () => {
  store = new MemoryEventStore();
  for (const association of [A, B]) {
    await store.append({ association, stream: 'association', expected: 'none', events: [anEvent()] });
  }
  handler = new RegisterMemberHandler(store, room.directory, room.keys, new Pseudonyms(room.provider));
});
afterEach(() => room.empty());
afterAll(async () => {
  await room.close();
  await database.drop();
});

const register = (ref: string | null = null, own: Parameters<typeof anEntry>[0] = {}) =>
  handler.execute(new RegisterMember(A, caller, ref, anEntry(own)));
/** What was written after the association's own registration. */
const log = async () => (await store.readLog(A, null, 100)).slice(1);

/** The version of the first of these, and the event with its sealed part opened. */
async function opened() {
  const { id, type, schemaVersion, data, keyId, sealed } = (await log())[0]!.envelope;
  const [part] = await room.keys.open([{ association: A, eventId: id, keyId: keyId!, sealed: sealed! }]);
  return [schemaVersion, { type, data, sealed: part }] as const;
}

function anEvent(): EventDraft {
  const nothing = {
    occurredAt: null,
    causation: null,
    subject: null,
    ruleset: null,
    knowledgeAt: null,
    keyId: null,
    sealed: null,
  };
  return {
    id: randomUUID(),
    type: 'AssociationRegistered',
    schemaVersion: 1,
    actor: { role: 'operator', id: 'a' },
    data: {},
    ...nothing,
  };
}

describe('registering a member', () => {
  it('gives the person a reference and records the fact', async () => {
    const { ref, isNew } = await register();
    expect(isNew).toBe(true);
    expect(await room.directory.resolve(A, [anEntry()])).toEqual([ref]);
    const [event] = await log();
    expect(event!.envelope).toMatchObject({
      type: 'MemberRegistered',
      stream: `member-${ref}`,
      subject: ref,
      data: { commitment: expect.any(String) },
    });
  });

  it('commits to who the person is, and keeps what opens it like the golden example of version 2', async () => {
    const { ref } = await register();
    const event = await opened();
    expect(event).toEqual([2, likeGolden('MemberRegistered')]);
    expect(isCommitted({ association: A, reference: ref }, event[1])).toBe(true);
    expect(isCommitted({ association: B, reference: ref }, event[1])).toBe(false);
  });

  it('refuses a member of an association that nobody registered', async () => {
    const stranger = new RegisterMember('kumiai-nobody', caller, null, anEntry());
    await expect(handler.execute(stranger)).rejects.toMatchObject({ code: 'association-unknown' });
  });

  it('keeps the reference that was asked for', async () => {
    const ref = randomUUID();
    expect(await register(ref)).toMatchObject({ ref, isNew: true });
  });

  it('writes neither the person nor the caller into the event', async () => {
    await register();
    const [event] = await log();
    const bytes = Buffer.from(event!.bytes);
    for (const text of ['髙﨑', '06990014', '1980-04-01', 'tanaka', '"123"']) expect(bytes.includes(text)).toBe(false);
  });

  it('is answered with its position in the log', async () => {
    const { position } = await register();
    expect((await log()).map((event) => event.position)).toEqual([position]);
  });

  it('is answered as before when the same person comes twice, in whatever width', async () => {
    const { ref } = await register();
    const known = { ref, isNew: false, position: (await log())[0]!.position };
    expect(await register()).toEqual(known);
    expect(await register(ref, { number: '１２３' })).toEqual(known);
    expect(await log()).toHaveLength(1);
  });

  it('is one registration when the same person comes twice at once', async () => {
    const look = room.directory.resolve.bind(room.directory);
    let looking = 2;
    let release = () => {};
    const bothLooked = new Promise<void>((resolve) => (release = resolve));
    // Both find nobody before either writes.
    room.directory.resolve = async (...asked) => {
      const found = await look(...asked);
      looking -= 1;
      if (looking === 0) release();
      await bothLooked;
      return found;
    };
    const answers = await Promise.all([register(), register()]);
    room.directory.resolve = look;
    expect(answers[0]!.ref).toBe(answers[1]!.ref);
    expect(answers.filter(({ isNew }) => isNew)).toHaveLength(1);
    expect(await log()).toHaveLength(1);
  });

  it('is a repetition without the own key, and another registration with another one', async () => {
    const { ref } = await register(null, { ownKey: 'S-1' });
    expect(await register(null, { ownKey: 'Ｓ－１' })).toMatchObject({ ref, isNew: false });
    expect(await register()).toMatchObject({ ref, isNew: false });
    // Without the reference: telling it would be a look that nobody logs.
    await expect(register(null, { ownKey: 'S-2' })).rejects.toMatchObject({
      code: 'member-differs',
      facts: { errors: [{ pointer: '/ownKey', detail: 'differs from what is registered' }] },
    });
    await expect(register(null, { number: '9', ownKey: 'S-1' })).rejects.toMatchObject({ code: 'member-taken' });
    expect(await log()).toHaveLength(1);
  });

  it('names the fields that differ from what is registered, and neither value', async () => {
    await register(null, { name: '髙﨑 花子' });
    const refused = await register(null, { name: '別人 太郎', birthDate: '1999-09-09' }).catch(
      (error: unknown) => error,
    );
    expect(refused).toMatchObject({ code: 'member-differs' });
    const { facts } = refused as { facts: { errors: { pointer: string }[] } };
    expect(facts.errors.map(({ pointer }) => pointer)).toEqual(['/name', '/birthDate']);
    expect(JSON.stringify(facts)).not.toMatch(/花子|太郎|19/);
    expect(Object.keys(facts)).toEqual(['errors']);
  });

  it('is a look at somebody who is known, counts each guess that is wrong, and tells a system no field', async () => {
    const { ref } = await register();
    const pseudonyms = new Pseudonyms(room.provider);
    const clock = { now: () => new Date('2026-04-01T00:00:00Z') };
    const limits = new Limits({ ...LIMITS_BY_DEFAULT, 'member-reads': { most: 2, seconds: 3_600 } }, clock);
    const system = { role: 'integrator', subject: 'core', association: A } as const;
    const looker = { ...system, requestId: null };
    const known = new KnownPersons(new LookLog(store, pseudonyms, clock), limits).of(looker, system);
    const guess = (birthDate: string) =>
      handler.execute(new RegisterMember(A, system, null, anEntry({ birthDate }), known)).then(
        ({ isNew }) => isNew,
        ({ code, facts }: Refusal) => [code, facts.errors],
      );
    for (const again of [1, 2, 3]) expect([again, await guess('1980-04-01')]).toEqual([again, false]);
    expect(await guess('1980-04-02')).toEqual(['member-differs', undefined]);
    expect(await guess('1980-04-03')).toEqual(['member-differs', undefined]);
    expect(await guess('1980-04-01')).toEqual(['asked-too-often', undefined]);
    const looks = (await log()).slice(1).map(({ envelope: { type, subject } }) => [type, subject]);
    expect(looks).toEqual(Array(5).fill(['MemberLookedAt', ref]));
  });

  it('refuses another reference for a person who has one', async () => {
    await register();
    await expect(register(randomUUID())).rejects.toMatchObject({ code: 'member-taken' });
    expect(await log()).toHaveLength(1);
  });

  it('refuses a reference that another person has', async () => {
    const { ref } = await register();
    await expect(register(ref, { number: '999' })).rejects.toMatchObject({ code: 'member-taken' });
    expect(await room.directory.resolve(A, [anEntry({ number: '999' })])).toEqual([null]);
  });

  it('is completed by the next try when it broke off between the row and the event', async () => {
    const append = store.append.bind(store);
    store.append = async () => {
      throw new Error('killed');
    };
    await expect(register()).rejects.toThrow('killed');
    store.append = append;
    const [ref] = await room.directory.resolve(A, [anEntry()]);
    expect(await register()).toMatchObject({ ref, isNew: true });
    expect(await log()).toHaveLength(1);
  });

  it('keeps the associations apart: the same person is registered with each', async () => {
    const { ref } = await register();
    const other = await handler.execute(new RegisterMember(B, caller, null, anEntry()));
    expect([other.isNew, other.ref === ref]).toEqual([true, false]);
  });
});
