import { randomUUID } from 'node:crypto';
import {
  EventStoreError,
  MemoryEventStore,
  registerEventTypes,
  UpcastingEventStore,
  type AppendRequest,
  type StoredEvent,
} from '#event-store';
import { createTestDatabase, type TestDatabase } from '../../../test/harness/database.js';
import { DirectoryErasure } from '../directory/directory-erasure.js';
import type { MemberDuty } from '../domain/erasure-events.js';
import { accessEventTypes } from '../domain/member-events.js';
import { DataKeys } from '../keys/data-keys.js';
import type { KeyLog } from '../keys/key-log.js';
import { Pseudonyms } from '../keys/pseudonyms.js';
import { MemberFacts } from '../members/member-facts.js';
import { presentMember } from '../members/present-member.js';
import { MergeMembers, MergeMembersHandler } from '../merge-members/merge-members.command.js';
import { RegisterMember } from '../register-member/register-member.command.js';
import { RegisterMemberHandler } from '../register-member/register-member.handler.js';
import { aDirectory, anEntry } from '../testing/a-directory.js';
import { DecideErasure, DecideErasureHandler, type ErasureDecision } from './decide-erasure.command.js';
import { ErasureStreams } from './erasure-streams.js';
import { ErasureWords } from './erasure-words.js';
import { ExecuteErasure, ExecuteErasureHandler } from './execute-erasure.command.js';
import { ProposeErasure, ProposeErasureHandler } from './propose-erasure.command.js';

const A = 'kumiai-a';
const ID = '11111111-1111-4111-8111-111111111111';
const REASON = '本人の請求（電話）';

/** Breaks off, or is overtaken by somebody else, once, right before an event of a type is written. */
class BreakingStore extends MemoryEventStore {
  breaksAt: string | null = null;
  overtaken: { readonly at: string; readonly by: () => Promise<unknown> } | null = null;

  override async append(request: AppendRequest) {
    const { overtaken } = this;
    if (overtaken && request.events.some(({ type }) => type === overtaken.at)) {
      this.overtaken = null;
      await overtaken.by();
    }
    if (request.events.some(({ type }) => type === this.breaksAt)) {
      this.breaksAt = null;
      throw new Error('broken off');
    }
    return super.append(request);
  }
}

registerEventTypes(accessEventTypes);

let database: TestDatabase;
let room: Awaited<ReturnType<typeof aDirectory>>;
let store: BreakingStore;
let due: MemberDuty[];
/** Happens while it is asked what is due. */
let meanwhile: () => Promise<unknown>;
let ref: string;
beforeAll(async () => {
  database = await createTestDatabase();
  room = await aDirectory(database.url);
});
beforeEach(async () => {
  store = new BreakingStore();
  due = [];
  meanwhile = async () => undefined;
  const nothing = { occurredAt: null, causation: null, subject: null, ruleset: null, knowledgeAt: null };
  const first = { id: randomUUID(), type: 'X', schemaVersion: 1, data: {}, keyId: null, sealed: null, ...nothing };
  const events = [{ ...first, actor: { role: 'operator', id: 'a' } }];
  await store.append({ association: A, stream: 'association', expected: 'none', events });
  ref = await register();
});
afterEach(() => room.empty());
afterAll(async () => {
  await room.close();
  await database.drop();
});

const by = (subject: string) => ({
  association: A,
  caller: { role: 'officer', subject } as const,
  requestId: null,
});
const streams = () => new ErasureStreams(new UpcastingEventStore(store), room.keys, new Pseudonyms(room.provider));
const duties = {
  of: async () => {
    await meanwhile();
    return due;
  },
  ofEach: async (_association: string, persons: readonly (readonly string[])[]) => persons.map(() => due),
};
const facts = () => new MemberFacts(store, room.keys, room.directory, new Pseudonyms(room.provider));

async function register(own: Parameters<typeof anEntry>[0] = {}): Promise<string> {
  const handler = new RegisterMemberHandler(store, room.directory, room.keys, new Pseudonyms(room.provider));
  return (await handler.execute(new RegisterMember(A, { role: 'officer', subject: 'x' }, null, anEntry(own)))).ref;
}
const propose = (over: object = {}, subject = 'first') =>
  new ProposeErasureHandler(streams(), room.persons, duties).execute(
    new ProposeErasure(by(subject), { id: ID, member: ref, basis: 'REQUEST_NO_NEED', reason: REASON, ...over }),
  );
const decide = (decision: ErasureDecision, subject = 'second', id = ID) =>
  new DecideErasureHandler(streams(), room.persons, new DirectoryErasure(room.pool)).execute(
    new DecideErasure(by(subject), id, decision),
  );
const execute = (subject = 'first', id = ID) =>
  new ExecuteErasureHandler(streams(), room.persons, new DirectoryErasure(room.pool), room.provider, duties).execute(
    new ExecuteErasure(by(subject), id),
  );
const merge = (from: string, into: string) =>
  new MergeMembersHandler(room.persons, room.changes, facts()).execute(
    new MergeMembers({ ...by('x'), ref: from }, into, '二重登録'),
  );
async function proposedAndApproved(over: object = {}): Promise<void> {
  await propose(over);
  await decide('approve');
}
const typesIn = async (stream: string) => (await store.readStream(A, stream)).map(({ envelope }) => envelope.type);
const count = async (table: string) =>
  (await room.pool.query(`SELECT FROM ${table} WHERE association = $1 AND ref = $2`, [A, ref])).rowCount;

describe('an erasure', () => {
  it('takes the entry, what it is found by and every key, and leaves the reference', async () => {
    await room.keys.obtain(A, [ref], '2025');
    await room.keys.obtain(A, [ref], '2026');
    await proposedAndApproved();
    const { status, executed } = await execute();
    expect([status, executed]).toMatchObject(['executed', { references: 1, keys: 3, keyVersion: 1, despite: [] }]);
    expect([await count('access.member_index'), await count('access.member_search')]).toEqual([0, 0]);
    const { rows } = await room.pool.query(
      `SELECT sealed, is_closed, erased_at IS NOT NULL AS erased FROM access.member WHERE ref = $1`,
      [ref],
    );
    expect(rows).toEqual([{ sealed: null, is_closed: true, erased: true }]);
    const keys = await room.pool.query(`SELECT FROM access.data_key WHERE subject = $1 AND wrapped IS NOT NULL`, [ref]);
    expect(keys.rowCount).toBe(0);
    expect(await room.directory.read(A, [ref])).toEqual(new Map());
    expect(await room.directory.resolve(A, [anEntry()])).toEqual([null]);
    expect(await room.directory.known(A, [ref])).toEqual(new Set());
  });

  it('is told in the stream of the member, with the ids of the keys and nothing of the person', async () => {
    await proposedAndApproved();
    await execute();
    const events = await store.readStream(A, `member-${ref}`);
    const { type, data, subject, sealed } = events.at(-1)!.envelope;
    expect([type, subject, sealed]).toEqual(['KeyDestroyed', ref, null]);
    const { rows } = await room.pool.query(`SELECT key_id FROM access.data_key WHERE subject = $1`, [ref]);
    expect(data).toEqual({ erasureId: ID, keyIds: rows.map((row) => row.key_id) });
    expect(await typesIn(`erasure-${ID}`)).toEqual(['ErasureProposed', 'ErasureApproved', 'ErasureExecuted']);
  });

  it('never says in clear why', async () => {
    await propose();
    const [event] = await store.readStream(A, `erasure-${ID}`);
    expect(Buffer.from(event!.bytes).toString()).not.toContain('請求');
    expect((await streams().read(A, ID)).words).toEqual({ reason: REASON, references: [ref] });
  });

  it('keeps its reason readable once the keys of the member are gone', async () => {
    await proposedAndApproved();
    await execute();
    expect((await streams().read(A, ID)).words).toEqual({ reason: REASON, references: [ref] });
  });

  it('takes every reference of the person', async () => {
    const other = await register({ number: '999' });
    await merge(other, ref);
    await proposedAndApproved();
    expect((await execute()).executed).toMatchObject({ references: 2 });
    expect(await room.directory.read(A, [ref, other])).toEqual(new Map());
    for (const one of [ref, other]) expect((await typesIn(`member-${one}`)).at(-1)).toBe('KeyDestroyed');
  });

  it('lets nobody make a key for the member again, of whatever year, nor change anything', async () => {
    await proposedAndApproved();
    await execute();
    for (const period of ['directory', '2026', '2031']) {
      expect(await new DataKeys(room.pool, room.provider).obtain(A, [ref], period)).toEqual(new Map());
    }
    await expect(presentMember(room.persons, A, ref)).rejects.toMatchObject({ code: 'member-erased' });
  });

  it('leaves the identifiers to whoever is registered with them next, under another reference', async () => {
    await proposedAndApproved();
    await execute();
    const again = await register();
    expect(again).not.toBe(ref);
    expect(await room.directory.resolve(A, [anEntry()])).toEqual([again]);
    const handler = new RegisterMemberHandler(store, room.directory, room.keys, new Pseudonyms(room.provider));
    const under = new RegisterMember(A, { role: 'officer', subject: 'x' }, ref, anEntry({ number: '7' }));
    await expect(handler.execute(under)).rejects.toMatchObject({ code: 'member-taken' });
  });

  it('lets nobody be merged into the member, although the merger was asked for before', async () => {
    const other = await register({ number: '999' });
    await proposedAndApproved();
    await execute();
    expect(await room.changes.merge(A, other, ref)).toBe('contradicts');
    expect(await room.changes.merge(A, ref, other)).toBe('contradicts');
    expect(await room.persons.references(A, other)).toEqual([other]);
  });

  it('is undone by nobody who asked before it: the search finds nobody, and the portal stays closed', async () => {
    await proposedAndApproved();
    await execute();
    await room.directory.makeSearchable(A, ref, anEntry());
    await room.changes.setClosed(A, ref, false);
    expect(await count('access.member_search')).toBe(0);
    expect(await room.persons.state(A, ref)).toMatchObject({ isClosed: true });
  });

  it('is one however often it is asked for', async () => {
    await proposedAndApproved();
    const executed = await execute();
    expect(await execute('second')).toEqual(executed);
    expect((await propose()).isNew).toBe(false);
    expect((await typesIn(`member-${ref}`)).filter((type) => type === 'KeyDestroyed')).toHaveLength(1);
  });

  it.each(['KeyDestroyed', 'ErasureExecuted'])('goes on where it was broken off before %s', async (type) => {
    await proposedAndApproved();
    store.breaksAt = type;
    await expect(execute()).rejects.toThrow('broken off');
    expect(await room.directory.read(A, [ref])).toEqual(new Map());
    // What came to be due meanwhile does not leave it half done.
    due = [{ kind: 'HOLD', count: 1, until: null }];
    expect((await execute()).status).toBe('executed');
    expect((await typesIn(`member-${ref}`)).filter((one) => one === 'KeyDestroyed')).toHaveLength(1);
  });

  it('leaves everything as it was where the database gives up in between', async () => {
    await proposedAndApproved();
    await room.pool.query(`ALTER TABLE access.data_key ADD CONSTRAINT planted CHECK (destroyed_at IS NULL) NOT VALID`);
    await expect(execute()).rejects.toThrow();
    await room.pool.query(`ALTER TABLE access.data_key DROP CONSTRAINT planted`);
    expect((await room.directory.read(A, [ref])).size).toBe(1);
    expect((await execute()).status).toBe('executed');
  });
});

describe('an erasure is refused', () => {
  const records: MemberDuty = { kind: 'RECORD', until: '2029-03-31' };

  it('by whoever proposed it', async () => {
    await propose();
    await expect(decide('approve', 'first')).rejects.toMatchObject({ code: 'erasure-same-person' });
    await expect(execute()).rejects.toMatchObject({ code: 'erasure-not-approved' });
    expect((await room.directory.read(A, [ref])).size).toBe(1);
  });

  it('once it was withdrawn, approved or not, and is not withdrawn once it was executed', async () => {
    await propose();
    expect((await decide('withdraw', 'first')).status).toBe('withdrawn');
    await expect(decide('approve')).rejects.toMatchObject({ code: 'erasure-withdrawn' });
    await expect(execute()).rejects.toMatchObject({ code: 'erasure-withdrawn' });
    const [approved, executed] = [randomUUID(), ID.replace(/^1/, '2')];
    await propose({ id: approved });
    await decide('approve', 'second', approved);
    expect((await decide('withdraw', 'third', approved)).status).toBe('withdrawn');
    expect((await decide('withdraw', 'first', approved)).status).toBe('withdrawn');
    await expect(decide('approve', 'second', approved)).rejects.toMatchObject({ code: 'erasure-withdrawn' });
    await expect(execute('first', approved)).rejects.toMatchObject({ code: 'erasure-withdrawn' });
    expect((await room.directory.read(A, [ref])).size).toBe(1);
    await propose({ id: executed });
    await decide('approve', 'second', executed);
    await execute('first', executed);
    await expect(decide('withdraw', 'first', executed)).rejects.toMatchObject({ code: 'erasure-executed' });
  });

  it('once it was withdrawn, although an approval came right before that was written', async () => {
    await propose();
    store.overtaken = { at: 'ErasureWithdrawn', by: () => decide('approve', 'second') };
    expect((await decide('withdraw', 'third')).status).toBe('withdrawn');
    expect(await typesIn(`erasure-${ID}`)).toEqual(['ErasureProposed', 'ErasureApproved', 'ErasureWithdrawn']);
    await expect(execute()).rejects.toMatchObject({ code: 'erasure-withdrawn' });
    expect((await room.directory.read(A, [ref])).size).toBe(1);
  });

  it('to whoever approves it where another one withdraws or approves it right before', async () => {
    await propose();
    store.overtaken = { at: 'ErasureApproved', by: () => decide('withdraw', 'third') };
    await expect(decide('approve')).rejects.toMatchObject({ code: 'erasure-withdrawn' });
    expect(await typesIn(`erasure-${ID}`)).toEqual(['ErasureProposed', 'ErasureWithdrawn']);
    const again = randomUUID();
    await propose({ id: again });
    store.overtaken = { at: 'ErasureApproved', by: () => decide('approve', 'third', again) };
    await expect(decide('approve', 'second', again)).rejects.toMatchObject({ code: 'erasure-approved' });
    expect(await typesIn(`erasure-${again}`)).toEqual(['ErasureProposed', 'ErasureApproved']);
  });

  it('as busy where nothing can be written', async () => {
    await propose();
    store.append = async () => ({ outcome: 'conflict', expected: 0, actual: 1 });
    await expect(decide('withdraw')).rejects.toMatchObject({ code: 'busy' });
    expect((await streams().read(A, ID)).status).toBe('proposed');
  });

  it('where it is withdrawn right before the keys are destroyed, and not withdrawn right after', async () => {
    await proposedAndApproved();
    meanwhile = () => decide('withdraw');
    await expect(execute()).rejects.toMatchObject({ code: 'erasure-withdrawn' });
    expect((await room.directory.read(A, [ref])).size).toBe(1);
    meanwhile = async () => undefined;
    const again = randomUUID();
    await propose({ id: again });
    await decide('approve', 'second', again);
    store.breaksAt = 'ErasureExecuted';
    await expect(execute('first', again)).rejects.toThrow('broken off');
    await expect(decide('withdraw', 'first', again)).rejects.toMatchObject({ code: 'erasure-executed' });
    expect((await execute('first', again)).status).toBe('executed');
  });

  it('and those who look at it are told what is due, and what it waits for in vain', async () => {
    const told = async () => {
      const keyLog = { read: async () => ({ retiredAt: () => null }) } as unknown as KeyLog;
      const [answer] = await new ErasureWords(keyLog, room.persons, duties).of(A, [await streams().read(A, ID)]);
      return [answer!.blockedBy, answer!.hindrance?.code ?? null];
    };
    await proposedAndApproved();
    expect(await told()).toEqual([[], null]);
    due = [records];
    expect(await told()).toEqual([[records], 'erasure-blocked']);
    meanwhile = () => Promise.reject(new EventStoreError('not-yet-visible', 'behind'));
    expect(await told()).toEqual([null, null]);
    meanwhile = async () => undefined;
    await merge(await register({ number: '999' }), ref);
    expect(await told()).toEqual([[records], 'erasure-changed']);
    await decide('withdraw');
    expect(await told()).toEqual([null, null]);
  });

  it('where records are due, with their kinds and until when', async () => {
    due = [records];
    await expect(propose()).rejects.toMatchObject({ code: 'erasure-blocked', facts: { blockedBy: [records] } });
    expect(await typesIn(`erasure-${ID}`)).toEqual([]);
  });

  it('where a hold came between approval and execution', async () => {
    await proposedAndApproved();
    due = [{ kind: 'HOLD', count: 1, until: null }];
    await expect(execute()).rejects.toMatchObject({ code: 'erasure-blocked' });
    expect((await room.directory.read(A, [ref])).size).toBe(1);
  });

  it('but not where it is done for a stated reason, which tells what was due', async () => {
    due = [records];
    await proposedAndApproved({ despite: { code: 'KEPT_ELSEWHERE', text: '紙の記録簿' } });
    expect((await execute()).executed!.despite).toEqual([records]);
    expect((await streams().read(A, ID)).words).toMatchObject({ reason: REASON, despiteReason: '紙の記録簿' });
  });

  it('and one that was executed while records were counted is read without their number', async () => {
    await proposedAndApproved();
    const [{ envelope: approved }] = (await store.readStream(A, `erasure-${ID}`)).slice(-1) as [StoredEvent];
    const despite = [{ kind: 'PROVISION_RECORD', count: 4, until: '2029-03-31' }];
    const data = { erasureId: ID, references: 1, keys: 3, keyVersion: 2, despite };
    const event = { ...approved, id: randomUUID(), type: 'ErasureExecuted', schemaVersion: 1, data };
    const { outcome } = await store.append({
      association: A,
      stream: `erasure-${ID}`,
      expected: 'any',
      events: [event],
    });
    expect(outcome).toBe('appended');
    expect((await streams().read(A, ID)).executed?.despite).toEqual([{ kind: 'RECORD', until: null }]);
  });

  it.each([
    ['somebody else was merged into the person', (other: string) => merge(other, ref)],
    ['the person was merged into somebody else', (other: string) => merge(ref, other)],
  ])('once %s, before the approval and after it', async (_, happens) => {
    const other = await register({ number: '999' });
    await propose();
    await decide('approve');
    const later = randomUUID();
    await propose({ id: later });
    await happens(other);
    await expect(execute()).rejects.toMatchObject({ code: 'erasure-changed' });
    await expect(decide('approve', 'second', later)).rejects.toMatchObject({ code: 'erasure-changed' });
    expect((await room.directory.read(A, [ref, other])).size).toBe(2);
    expect(await typesIn(`erasure-${ID}`)).toEqual(['ErasureProposed', 'ErasureApproved']);
    for (const id of [later, ID]) expect((await decide('withdraw', 'second', id)).status).toBe('withdrawn');
  });

  it('where a merger comes right before the keys are destroyed', async () => {
    const other = await register({ number: '999' });
    await proposedAndApproved();
    meanwhile = () => merge(other, ref);
    await expect(execute()).rejects.toMatchObject({ code: 'erasure-changed' });
    expect((await room.directory.read(A, [ref, other])).size).toBe(2);
  });

  it('of nobody, of somebody who was erased, and of another under the same id', async () => {
    await expect(propose({ member: randomUUID() })).rejects.toMatchObject({ code: 'no-such-member' });
    await proposedAndApproved();
    await expect(propose({ reason: '別の理由' })).rejects.toMatchObject({ code: 'erasure-differs' });
    await execute();
    await expect(propose({ id: randomUUID() })).rejects.toMatchObject({ code: 'member-erased' });
    await expect(streams().read(A, randomUUID())).rejects.toMatchObject({ code: 'erasure-unknown' });
  });
});
