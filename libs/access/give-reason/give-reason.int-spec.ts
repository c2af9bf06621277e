import { StreamableFile, type ExecutionContext } from '@nestjs/common';
import { lastValueFrom, of } from 'rxjs';
import type { MemoryEventStore } from '#event-store';
import { createTestDatabase, type TestDatabase } from '../../../test/harness/database.js';
import { AssociationActs } from '../acts/association-acts.js';
import type { Caller } from '../domain/caller.js';
import { reasonStream } from '../domain/reason-events.js';
import { Pseudonyms } from '../keys/pseudonyms.js';
import { Reasons, type Reason } from '../reasons/reasons.js';
import { aDirectory, anEntry } from '../testing/a-directory.js';
import { aLog } from '../testing/a-log.js';
import { MaskPersons } from '../tokens/mask-persons.interceptor.js';
import { GiveReason, GiveReasonHandler } from './give-reason.command.js';

const A = 'kumiai-a';
const ID = '66666666-6666-4666-8666-666666666666';
const [FIRST, SECOND] = ['11111111-1111-4111-8111-111111111111', '22222222-2222-4222-8222-222222222222'] as const;
const MANDATES = ['44444444-4444-4444-8444-444444444444', '55555555-5555-4555-8555-555555555555'] as const;
const WISH = { id: ID, class: 'COMPLAINT' as const, reason: '本人からの苦情の調査' };

let database: TestDatabase;
let room: Awaited<ReturnType<typeof aDirectory>>;
let store: MemoryEventStore;
let acts: AssociationActs;
let reasons: Reasons;
let pseudonyms: Pseudonyms;
let now: Date;
const clock = { now: () => now };
beforeAll(async () => {
  database = await createTestDatabase();
  room = await aDirectory(database.url);
  pseudonyms = new Pseudonyms(room.provider);
  await room.directory.add(A, FIRST, anEntry());
  await room.directory.add(A, SECOND, anEntry({ number: '200' }));
});
beforeEach(async () => {
  now = new Date('2026-11-01T03:00:00Z');
  store = await aLog(A);
  acts = new AssociationActs(store, room.keys, pseudonyms);
  reasons = new Reasons(acts, clock);
});
afterAll(async () => {
  await room.close();
  await database.drop();
});

const give = (over: object = {}, subject = 'kansa') => {
  const asking = { association: A, caller: { role: 'auditor', subject } as const, requestId: null };
  return new GiveReasonHandler(acts, clock).execute(new GiveReason(asking, { ...WISH, ...over }));
};
const accountOf = async (subject: string) => (await pseudonyms.actor(A, { role: 'auditor', subject })).id;
const reasonOf = async (subject = 'kansa', id: string = ID) => reasons.of(A, await accountOf(subject), id);

describe('a reason', () => {
  it('counts for eight hours, for the account that gave it alone', async () => {
    const { answer, isNew } = await give();
    expect([answer, isNew]).toEqual([{ id: ID, class: 'COMPLAINT', until: '2026-11-01T11:00:00.000Z' }, true]);
    expect(await reasonOf()).toEqual({ id: ID, class: 'COMPLAINT', persons: null });
    expect(await reasonOf('another')).toBeNull();
    expect(await reasonOf('kansa', FIRST)).toBeNull();
    expect(await reasonOf('kansa', 'nonsense')).toBeNull();
    now = new Date('2026-11-01T10:59:59.999Z');
    expect(await reasonOf()).not.toBeNull();
    now = new Date('2026-11-01T11:00:00.000Z');
    expect(await reasonOf()).toBeNull();
  });

  it('is written with its class alone in clear', async () => {
    await give({ persons: [FIRST] });
    const stored = await store.readStream(A, reasonStream(ID));
    expect(stored.map(({ envelope }) => [envelope.type, envelope.subject, envelope.data])).toEqual([
      ['ReasonGiven', null, { reasonId: ID, class: 'COMPLAINT', until: '2026-11-01T11:00:00.000Z', limited: true }],
    ]);
    for (const text of [WISH.reason, FIRST, 'kansa'])
      expect(Buffer.from(stored[0]!.bytes).toString()).not.toContain(text);
    expect((await reasonOf())?.persons).toEqual(new Set([FIRST]));
  });

  it('said again is the same one, and counts no longer for it', async () => {
    const { answer } = await give();
    now = new Date('2026-11-01T05:00:00Z');
    expect(await give()).toEqual({ answer, isNew: false });
    for (const over of [{ reason: '別の理由' }, { class: 'AUDIT' }, { persons: [FIRST] }])
      await expect(give(over)).rejects.toMatchObject({ code: 'reason-differs' });
    await expect(give({}, 'another')).rejects.toMatchObject({ code: 'reason-differs' });
  });
});

interface Asked {
  readonly caller?: Partial<Caller>;
  readonly mandate?: string;
  readonly reason?: Reason;
  readonly params?: object;
  readonly query?: object;
}

/** What comes of an answer on its way to whoever asked. */
async function told<Answer>(answer: Answer, asked: Asked = {}): Promise<Answer> {
  const caller = { role: 'auditor', subject: 'kansa', association: A, member: null };
  const request = { caller, mandate: MANDATES[0], params: {}, query: {}, ...asked };
  const context = { switchToHttp: () => ({ getRequest: () => request }) } as unknown as ExecutionContext;
  const interceptor = new MaskPersons(room.directory, pseudonyms);
  return (await lastValueFrom(await interceptor.intercept(context, { handle: () => of(answer) }))) as Answer;
}
const LIST = { records: [{ person: { ref: FIRST, name: '髙﨑 見本' } }, { person: { ref: SECOND, name: '見本' } }] };
const refsOf = ({ records }: typeof LIST) => records.map(({ person }) => person.ref);

describe('an answer to an auditor', () => {
  it('shows nobody without a reason, and everybody with one', async () => {
    const masked = await told(LIST);
    expect(JSON.stringify(masked)).not.toMatch(new RegExp(`${FIRST}|${SECOND}|見本`));
    expect(new Set(refsOf(masked)).size).toBe(2);
    expect(await told(LIST, { reason: { id: ID, class: 'AUDIT', persons: null } })).toEqual(LIST);
  });

  it('shows one person in one form, and another one under another mandate', async () => {
    const again = await told({ member: FIRST });
    expect(again.member).toBe(refsOf(await told(LIST))[0]);
    expect((await told({ member: FIRST }, { mandate: MANDATES[1] })).member).not.toBe(again.member);
  });

  it('shows those alone for whom the reason counts, by reference or by masked form', async () => {
    const [form] = refsOf(await told(LIST));
    for (const one of [FIRST, form!]) {
      const { records } = await told(LIST, { reason: { id: ID, class: 'AUDIT', persons: new Set([one]) } });
      expect(records[0]).toEqual(LIST.records[0]);
      expect(records[1]!.person).toMatchObject({ name: null });
      expect(records[1]!.person.ref).not.toBe(SECOND);
    }
  });

  it('is none about somebody who is named, without a reason that counts for them', async () => {
    const missing = { code: 'reason-missing' };
    for (const asked of [{ params: { ref: FIRST } }, { query: { member: FIRST } }]) {
      await expect(told(LIST, asked)).rejects.toMatchObject(missing);
      const other = { id: ID, class: 'AUDIT', persons: new Set([SECOND]) } as const;
      await expect(told(LIST, { ...asked, reason: other })).rejects.toMatchObject(missing);
      const own = { ...other, persons: new Set([FIRST]) };
      expect(refsOf(await told(LIST, { ...asked, reason: own }))[0]).toBe(FIRST);
    }
  });

  it('leaves what is no person, texts and files as they are', async () => {
    const file = new StreamableFile(Buffer.from(FIRST));
    expect([await told('text'), await told(null), await told(file)]).toEqual(['text', null, file]);
    expect(await told({ transfer: ID })).toEqual({ transfer: ID });
  });

  it('is for nobody else', async () => {
    for (const role of ['officer', 'member', 'integrator'] as const)
      expect(await told(LIST, { caller: { role, association: A } })).toEqual(LIST);
  });
});
