import { randomUUID } from 'node:crypto';
import { EVENT_STORE, ProjectionOrders, Projector, type EventStore } from '#event-store';
import { KirokuInProcess } from '../harness/kiroku-in-process.js';
import { findingsExamined } from '../harness/late-findings.js';
import { aPost, type Answer, B04, type ListedRecord, type Problem, registered } from '../harness/recording.js';
import { StandingKeeper } from '../harness/standing.js';

interface Changed {
  readonly ref: string;
  readonly position: string;
  readonly isNew: boolean;
}
interface ShownLine {
  readonly transfer: string;
  readonly line: number;
  readonly status: string;
  readonly label: { readonly code: string };
  readonly party: object | null;
  readonly items: readonly object[];
  readonly purpose: object | null;
  readonly statutoryRecord: boolean;
}
interface ShownMember {
  readonly mergedInto: string | null;
  readonly absorbed: readonly string[];
  readonly comesOfAgeOn: string | null;
  readonly deceasedOn: string | null;
  readonly portal: string;
  readonly history: readonly { readonly type: string }[];
}
interface Split {
  readonly ref: string;
  readonly position: string;
  readonly isNew: boolean;
  readonly unbound: number;
  readonly voided: number;
  readonly lines: readonly { readonly line: number; readonly position: string | null; readonly code: string | null }[];
}

let kiroku: KirokuInProcess;
let integrator: string;
let officer: string;

beforeAll(async () => {
  kiroku = await KirokuInProcess.start();
  integrator = await kiroku.token('integrator', B04.association);
  officer = await kiroku.token('officer', B04.association);
}, 120_000);
afterAll(() => kiroku.stop());

let count = 0;
/** Somebody new; identifiers are given where a test asks by them. */
async function aMember(over: object = {}): Promise<string> {
  const person = { number: `persons-${(count += 1)}`, name: '見本 人子', birthDate: '1980-04-01', ...over };
  const { status, body } = await kiroku.post<{ ref: string }>('/v1/members', officer, person);
  expect(status).toBe(201);
  return body.ref;
}

async function change(ref: string, what: string, body: object): Promise<Changed> {
  const answer = await kiroku.post<Changed>(`/v1/members/${ref}/${what}`, officer, body);
  expect([what, answer.status]).toEqual([what, 201]);
  return answer.body;
}

async function refusal(path: string, body: object, token = officer): Promise<[number, string, unknown?]> {
  const answer = await kiroku.post<Problem>(path, token, body);
  return [answer.status, answer.body.code];
}

async function post(externalId: string, members: readonly object[], over: object = {}): Promise<Answer> {
  const { status, body } = await kiroku.post<Answer>(
    '/v1/transfers',
    integrator,
    aPost(externalId, { members, ...over }),
  );
  expect([externalId, status]).toEqual([externalId, 201]);
  return body;
}

async function viewOf(ref: string, position: string): Promise<readonly ShownLine[]> {
  const path = `/v1/members/${ref}/transfers?limit=200&atLeast=${position}`;
  const { status, body } = await kiroku.get<{ transfers: ShownLine[] }>(path, officer);
  expect(status).toBe(200);
  return body.transfers;
}

async function memberOf(ref: string): Promise<ShownMember> {
  return (await kiroku.get<ShownMember>(`/v1/members/${ref}`, officer)).body;
}

/** Whom the lines of a transfer name. */
async function namedIn(transfer: string): Promise<string[]> {
  const { body } = await kiroku.get<{ versions: { lines: { member: string }[] }[] }>(
    `/v1/transfers/${transfer}`,
    officer,
  );
  return body.versions.at(-1)!.lines.map(({ member }) => member);
}

describe('a member with other identifiers', () => {
  it('is found by the new ones and by the old ones, and the record names those of the day', async () => {
    const ref = await aMember({ number: 'old-1' });
    await change(ref, 'identifiers', { number: 'new-1', effectiveFrom: '2026-06-01' });
    const [before, after] = [
      await post('renumbered-before', [{ number: 'old-1' }], { occurredOn: '2026-05-20' }),
      await post('renumbered-after', [{ number: 'new-1' }]),
    ];
    expect([await namedIn(before.id), await namedIn(after.id)]).toEqual([[ref], [ref]]);
    // A sender that does not know it yet goes on with the old ones.
    expect(await namedIn((await post('renumbered-late', [{ number: 'old-1' }])).id)).toEqual([ref]);
    const numbers = [...(await registered(kiroku, before)), ...(await registered(kiroku, after))].map(
      ({ person }) => (person as ListedRecord['person'] & { number: string }).number,
    );
    expect(numbers).toEqual(['old-1', 'new-1']);
  });

  it('gets none that somebody has, and none twice', async () => {
    const [ref] = [await aMember({ number: 'mine' }), await aMember({ number: 'yours' })];
    const path = `/v1/members/${ref}/identifiers`;
    expect(await refusal(path, { number: 'yours', effectiveFrom: '2026-06-01' })).toEqual([409, 'member-taken']);
    await change(ref, 'identifiers', { number: 'mine-2', effectiveFrom: '2026-06-01' });
    const again = await kiroku.post<Changed>(path, officer, { number: 'mine-2', effectiveFrom: '2026-06-01' });
    expect([again.status, again.body.isNew]).toEqual([200, false]);
    expect(await refusal(path, { number: 'mine-3', effectiveFrom: '2026-05-01' })).toEqual([
      409,
      'member-change-differs',
    ]);
  });
});

describe('a member who was registered twice', () => {
  it('sees the lines of both references, and what is posted to the one goes to the other', async () => {
    const [kept, gone] = [await aMember({ number: 'twice-1' }), await aMember({ number: 'twice-2' })];
    const before = [await post('merged-kept', [{ ref: kept }]), await post('merged-gone', [{ number: 'twice-2' }])];
    await change(gone, 'merge', { into: kept, reason: '同一人の二重登録' });
    const after = await post('merged-after', [{ ref: gone }]);
    expect(await namedIn(after.id)).toEqual([kept]);
    const lines = await viewOf(kept, after.position);
    expect(lines.map(({ transfer }) => transfer).sort()).toEqual([...before, after].map(({ id }) => id).sort());
    const { body: own } = await kiroku.get<{ transfers: ShownLine[] }>(
      `/v1/me/transfers?limit=200`,
      await kiroku.token('member', B04.association, gone),
    );
    expect(own.transfers).toHaveLength(3);
    const path = `/v1/provision-records?limit=200&member=${gone}&atLeast=${after.position}`;
    const { body } = await kiroku.get<{ records: ListedRecord[] }>(path, officer);
    expect(body.records).toHaveLength(3);
  });

  it('is found in the log of numbers under either reference', async () => {
    const [kept, gone] = [await aMember(), await aMember()];
    const numbers = { items: [{ code: 'NAME' }, { code: 'INDIVIDUAL_NUMBER' }] };
    const posted = [
      await post('merged-number-1', [{ ref: kept }], numbers),
      await post('merged-number-2', [{ ref: gone }], numbers),
    ];
    await change(gone, 'merge', { into: kept, reason: '同一人の二重登録' });
    for (const member of [kept, gone]) {
      const path = `/v1/number-act-log?member=${member}&atLeast=${posted[1]!.position}`;
      const { body } = await kiroku.get<{ lines: { transfer: string }[] }>(path, officer);
      expect(body.lines.map(({ transfer }) => transfer).sort()).toEqual(posted.map(({ id }) => id).sort());
    }
  });

  it('is one fact under its name, whichever reference the sender repeats it with', async () => {
    const [kept, gone] = [await aMember(), await aMember()];
    const first = await post('merged-repeated', [{ ref: gone }, { ref: kept }]);
    await change(gone, 'merge', { into: kept, reason: '同一人の二重登録' });
    const again = await kiroku.post<Answer>(
      '/v1/transfers',
      integrator,
      aPost('merged-repeated', { members: [{ ref: gone }, { ref: kept }] }),
    );
    expect([again.status, again.body.position]).toEqual([200, first.position]);
  });

  it('is told where it went, and once', async () => {
    const [kept, gone, third] = [await aMember(), await aMember(), await aMember()];
    const path = `/v1/members/${gone}/merge`;
    await change(gone, 'merge', { into: kept, reason: '同一人の二重登録' });
    expect([(await memberOf(gone)).mergedInto, (await memberOf(kept)).absorbed]).toEqual([kept, [gone]]);
    const view = await kiroku.get<Problem>(`/v1/members/${gone}/transfers`, officer);
    expect([view.status, view.body.code, view.body['into']]).toEqual([409, 'member-merged', kept]);
    const again = await kiroku.post<Changed>(path, officer, { into: kept, reason: 'もう一度' });
    expect([again.status, again.body.isNew]).toEqual([200, false]);
    expect(await refusal(path, { into: third, reason: '別' })).toEqual([409, 'member-merged']);
    expect(await refusal(`/v1/members/${kept}/merge`, { into: gone, reason: '逆' })).toEqual([409, 'member-merged']);
    expect(await refusal(`/v1/members/${kept}/merge`, { into: kept, reason: '自' })).toEqual([400, 'invalid-request']);
    expect(await refusal(`/v1/members/${randomUUID()}/merge`, { into: kept, reason: '誰' })).toEqual([
      404,
      'no-such-member',
    ]);
  });

  it('is heard under either reference: an objection under the one stands for the other', async () => {
    const [kept, gone] = [await aMember(), await aMember()];
    const standing = new StandingKeeper(kiroku, officer);
    await standing.consent(kept, '2026-05-01T00:00:00.000Z');
    expect((await post('merged-consent', [{ ref: kept }])).groups[0]!.allowed).toBe(true);
    await standing.declare(gone, 'OBJECTION', '2026-05-02T00:00:00.000Z');
    await change(gone, 'merge', { into: kept, reason: '同一人の二重登録' });
    expect((await post('merged-objection', [{ ref: kept }])).groups[0]!.allowed).toBe(false);
  });
});

describe('a line that was posted about the wrong member', () => {
  it('leaves the view of the one, enters that of the other, and the record names whom it is about', async () => {
    const [wrong, right, beside] = [await aMember(), await aMember(), await aMember()];
    const { id } = await post('moved', [{ ref: beside }, { ref: wrong }]);
    const path = `/v1/transfers/${id}/lines/2/move`;
    const move = { from: wrong, to: right, reason: '隣の行と取り違え' };
    const { status, body } = await kiroku.post<{ member: string; position: string }>(path, officer, move);
    expect([status, body.member]).toEqual([201, right]);

    const [left] = await viewOf(wrong, body.position);
    expect(left).toMatchObject({ transfer: id, status: 'not-about-member', label: { code: 'not-about-member' } });
    expect([left!.party, left!.items, left!.purpose, left!.statutoryRecord]).toEqual([null, [], null, false]);
    const [entered] = await viewOf(right, body.position);
    expect(entered).toMatchObject({ transfer: id, line: 2, status: 'recorded', statutoryRecord: true });
    expect(entered!.party).not.toBeNull();
    const records = await registered(kiroku, { id, position: body.position });
    expect(records.map(({ id: record, status: mark, person }) => [record, mark, person.ref]).sort()).toEqual([
      [`${id}:1`, 'in-force', beside],
      [`${id}:2`, 'corrected', right],
    ]);
    // Nothing of either tells of the other.
    for (const [member, other] of [
      [wrong, right],
      [right, wrong],
    ] as const) {
      const token = await kiroku.token('member', B04.association, member);
      const { body: own } = await kiroku.get('/v1/me/transfers?limit=200', token);
      expect(JSON.stringify(own)).not.toContain(other);
    }
  });

  it('moves once, back if it must, and stays where it is in a correction', async () => {
    const [wrong, right] = [await aMember(), await aMember()];
    const { id } = await post('moved-back', [{ ref: wrong }]);
    const path = `/v1/transfers/${id}/lines/1/move`;
    const there = { from: wrong, to: right, reason: '取り違え' };
    const first = await kiroku.post<{ position: string }>(path, officer, there);
    const again = await kiroku.post<{ position: string; isNew: boolean }>(path, officer, there);
    expect([first.status, again.status, again.body.position]).toEqual([201, 200, first.body.position]);
    expect(await refusal(path, { from: wrong, to: await aMember(), reason: '誤り' })).toEqual([409, 'line-of-another']);
    const corrected = await kiroku.post<Answer>(`/v1/transfers/${id}/corrections`, integrator, {
      version: 1,
      reason: 'a wrong day',
      occurredOn: '2026-06-09',
    });
    expect([corrected.status, await namedIn(id)]).toEqual([201, [right]]);
    expect((await viewOf(wrong, corrected.body.position)).map(({ status }) => status)).toEqual(['not-about-member']);
    const back = await kiroku.post<{ position: string }>(path, officer, {
      from: right,
      to: wrong,
      reason: '正しかった',
    });
    expect([back.status, await namedIn(id)]).toEqual([201, [wrong]]);
    expect((await viewOf(wrong, back.body.position)).map(({ status }) => status)).toEqual(['corrected']);
    expect((await viewOf(right, back.body.position)).map(({ status }) => status)).toEqual(['not-about-member']);
  });

  it('is refused where there is no such line, transfer or member, and where it is only planned', async () => {
    const [one, other] = [await aMember(), await aMember()];
    const { id } = await post('moved-refused', [{ ref: one }]);
    const planned = await post('moved-planned', B04.members, {
      phase: 'planned',
      occurredOn: '2027-06-10',
      record: null,
    });
    const move = { from: one, to: other, reason: '取り違え' };
    expect(await refusal(`/v1/transfers/${id}/lines/2/move`, move)).toEqual([404, 'line-unknown']);
    expect(await refusal(`/v1/transfers/${id}/lines/0/move`, move)).toEqual([400, 'invalid-request']);
    expect(await refusal(`/v1/transfers/${randomUUID()}/lines/1/move`, move)).toEqual([404, 'transfer-unknown']);
    const nobody = { ...move, to: randomUUID() };
    expect(await refusal(`/v1/transfers/${id}/lines/1/move`, nobody)).toEqual([422, 'member-unknown']);
    expect(await refusal(`/v1/transfers/${id}/lines/1/move`, { ...move, to: one })).toEqual([400, 'invalid-request']);
    expect(await refusal(`/v1/transfers/${planned.id}/lines/1/move`, move)).toEqual([409, 'transfer-not-done']);
    expect(await refusal(`/v1/transfers/${id}/lines/1/move`, move, integrator)).toEqual([403, 'not-permitted']);
    expect(await namedIn(id)).toEqual([one]);
  });
});

describe('a reference that held two persons', () => {
  it('gives the other one a reference of their own, with the lines that are named', async () => {
    const ref = await aMember();
    const [own, others] = [await post('split-own', [{ ref }]), await post('split-other', [{ ref }])];
    const person = { number: 'split-1', name: '見本 別子' };
    const account = await kiroku.tokenOf('one-of-two', 'member', B04.association);
    const handed = await kiroku.post<{ code: string }>(`/v1/members/${ref}/binding-codes`, officer, {
      handedBy: 'post',
    });
    const brought = { code: handed.body.code, birthDate: '1980-04-01' };
    expect((await kiroku.post('/v1/me/binding', account, brought)).status).toBe(204);
    expect((await kiroku.get('/v1/me/transfers', account)).status).toBe(200);
    const lines = [
      { transfer: others.id, line: 1 },
      { transfer: randomUUID(), line: 1 },
    ];
    const body = { person, lines, reason: '同姓同名の別人' };
    const { status, body: done } = await kiroku.post<Split>(`/v1/members/${ref}/split`, officer, body);
    expect([status, done.lines.map(({ code }) => code)]).toEqual([201, [null, 'transfer-unknown']]);
    // Nobody knows any more whose the account is.
    expect([done.unbound, (await kiroku.get('/v1/me/transfers', account)).status]).toEqual([1, 403]);
    expect((await viewOf(done.ref, done.position)).map(({ transfer }) => transfer)).toEqual([others.id]);
    const left = await viewOf(ref, done.position);
    expect(left.map(({ transfer, status: mark }) => [transfer, mark]).sort()).toEqual(
      [
        [own.id, 'recorded'],
        [others.id, 'not-about-member'],
      ].sort(),
    );
    const again = await kiroku.post<Split>(`/v1/members/${ref}/split`, officer, body);
    expect([again.status, again.body.ref, again.body.position]).toEqual([200, done.ref, done.position]);
    expect(again.body.unbound).toBe(0);
    expect(await refusal(`/v1/members/${ref}/split`, { ...body, lines: 'all' })).toEqual([400, 'invalid-request']);
  });
});

describe('a binding code that nobody brought before a split', () => {
  it('counts for neither of the two, and new ones do', async () => {
    const ref = await aMember();
    const hand = async (whose: string) => {
      const path = `/v1/members/${whose}/binding-codes`;
      return (await kiroku.post<{ code: string }>(path, officer, { handedBy: 'post' })).body.code;
    };
    const code = await hand(ref);
    const body = { person: { number: 'split-2', name: '見本 別子' }, lines: [], reason: '同姓同名の別人' };
    const split = () => kiroku.post<Split>(`/v1/members/${ref}/split`, officer, body);
    expect((await split()).body).toMatchObject({ voided: 1, unbound: 0 });
    const account = await kiroku.tokenOf('two-of-two', 'member', B04.association);
    const bring = async (brought: string) =>
      (await kiroku.post('/v1/me/binding', account, { code: brought, birthDate: '1980-04-01' })).status;
    expect(await bring(code)).toBe(403);
    const next = await hand(ref);
    expect((await split()).body).toMatchObject({ isNew: false, voided: 0 });
    expect(await bring(next)).toBe(204);
  });
});

describe('a member who died', () => {
  it('has the portal closed, and what is sent afterwards is judged as data of the dead', async () => {
    const ref = await aMember();
    await change(ref, 'death', { deceasedOn: '2026-06-01' });
    const me = await kiroku.get<Problem>('/v1/me/transfers', await kiroku.token('member', B04.association, ref));
    expect([me.status, me.body.code]).toEqual([403, 'portal-closed']);
    expect(await memberOf(ref)).toMatchObject({ deceasedOn: '2026-06-01', portal: 'closed' });
    expect(await refusal(`/v1/members/${ref}/death`, { deceasedOn: '2026-06-02' })).toEqual([
      409,
      'member-change-differs',
    ]);
    const before = await post('dead-before', [{ ref }], { occurredOn: '2026-05-31' });
    const after = await post('dead-after', [{ ref }]);
    const relative = await post('dead-relative', [{ ref, aboutLivingRelative: true }]);
    expect([before, after, relative].map(({ groups }) => groups[0]!.allowed)).toEqual([false, true, false]);
    expect([after.groups[0]!.duty, (await registered(kiroku, after)).length]).toEqual(['NONE', 0]);
    const { position } = await change(ref, 'death/withdrawal', { reason: '別人の死亡' });
    // The person lives: what was sent as data of the dead had no ground.
    const late = `kind=late-knowledge&transfer=${after.id}&atLeast=${position}`;
    expect(await findingsExamined(kiroku, officer, late)).toMatchObject([{ code: 'CONSENT_MISSING' }]);
    expect((await kiroku.get('/v1/me/transfers', await kiroku.token('member', B04.association, ref))).status).toBe(200);
  });

  it.each(['2999-01-01', '1970-01-01', '2026-02-30'])('cannot have died on %s', async (deceasedOn) => {
    expect(await refusal(`/v1/members/${await aMember()}/death`, { deceasedOn })).toEqual([400, 'invalid-request']);
  });
});

describe('coming of age and eligibility', () => {
  it('ends the mandate of a parent, and of nobody else', async () => {
    const ref = await aMember({ birthDate: '2008-06-10' });
    const declare = (receivedAt: string, by: object) =>
      kiroku.post<Problem>(`/v1/members/${ref}/standing`, officer, {
        id: randomUUID(),
        kind: 'OBJECTION',
        matter: B04.arrangement,
        scope: { classes: [], parties: [], items: [], purposes: [] },
        receivedAt,
        effectiveFrom: receivedAt,
        form: 'PAPER',
        by: { who: 'representative', id: 'R-1', ...by },
      });
    expect((await declare('2026-06-09T14:59:59Z', { capacity: 'PARENT' })).status).toBe(201);
    const late = await declare('2026-06-09T15:00:00Z', { capacity: 'PARENT' });
    expect([late.status, late.body.code]).toEqual([422, 'mandate-ended']);
    expect((await declare('2026-06-09T15:00:00Z', { capacity: 'AGENT' })).status).toBe(201);
    expect((await declare('2026-06-09T15:00:00Z', { capacity: 'AUNT' })).status).toBe(400);
  });

  it('lets a child consent by a representative, and from 16 on alone', async () => {
    const consented = async (birthDate: string, by?: object): Promise<readonly string[]> => {
      const ref = await aMember({ birthDate });
      const standing = await kiroku.post(`/v1/members/${ref}/standing`, officer, {
        id: randomUUID(),
        kind: 'CONSENT',
        matter: B04.arrangement,
        scope: { classes: [], parties: [], items: [], purposes: [] },
        receivedAt: '2026-05-01T00:00:00Z',
        effectiveFrom: '2026-05-01T00:00:00Z',
        form: 'PAPER',
        ...(by && { by }),
      });
      expect(standing.status).toBe(201);
      const posted = await post(`child-${ref}`, [{ ref }]);
      return posted.groups.flatMap(({ findings }) => findings.map(({ code }) => code));
    };
    const parent = { who: 'representative', id: 'R-1', capacity: 'PARENT' };
    expect(await consented('2010-05-02', { who: 'self' })).toContain('CONSENT_CAPACITY');
    expect(await consented('2010-05-02')).toContain('CONSENT_CAPACITY');
    expect(await consented('2010-05-02', parent)).not.toContain('CONSENT_CAPACITY');
    expect(await consented('2010-05-01', { who: 'self' })).not.toContain('CONSENT_CAPACITY');
  });

  it('are told with the member', async () => {
    const ref = await aMember({ birthDate: '2010-06-10' });
    await change(ref, 'eligibility', { change: 'LOST', on: '2026-10-01' });
    expect(await memberOf(ref)).toMatchObject({
      comesOfAgeOn: '2028-06-10',
      eligibility: [{ change: 'LOST', on: '2026-10-01' }],
    });
    expect(await refusal(`/v1/members/${ref}/eligibility`, { change: 'LOST', on: '2026-11-01' })).toEqual([
      409,
      'member-change-differs',
    ]);
    // An ex-member still looks in.
    const own = await kiroku.get('/v1/me/transfers', await kiroku.token('member', B04.association, ref));
    expect(own.status).toBe(200);
  });
});

describe('an account', () => {
  const me = (token: string) => kiroku.get<{ transfers: object[] }>('/v1/me/transfers', token);

  it('becomes a member’s by the code and the birth date, and is nobody’s once it is unbound', async () => {
    const ref = await aMember({ birthDate: '1975-05-05' });
    const token = await kiroku.tokenOf('hanako', 'member', B04.association);
    const early = await me(token);
    expect([early.status, (early.body as unknown as Problem).code]).toEqual([403, 'account-not-bound']);
    const handed = await kiroku.post<{ code: string }>(`/v1/members/${ref}/binding-codes`, officer, {
      handedBy: 'post',
    });
    expect(handed.status).toBe(201);
    const bring = (body: object) => kiroku.post<Problem>('/v1/me/binding', token, body);
    const wrong = [
      await bring({ code: '0000-0000-0000', birthDate: '1975-05-05' }),
      await bring({ code: handed.body.code, birthDate: '1975-05-06' }),
    ];
    expect(wrong.map(({ status, body }) => [status, body.code])).toEqual(Array(2).fill([403, 'binding-refused']));
    expect(JSON.stringify(wrong[0]!.body).replace(/[\da-f-]{36}/g, '')).toBe(
      JSON.stringify(wrong[1]!.body).replace(/[\da-f-]{36}/g, ''),
    );
    expect((await bring({ code: handed.body.code, birthDate: '1975-05-05' })).status).toBe(204);
    expect((await me(token)).status).toBe(200);
    const own = await kiroku.get<{ bindings: { account: string; ref: string }[] }>('/v1/me/bindings', token);
    expect(own.body.bindings.map((binding) => binding.ref)).toEqual([ref]);
    const place = `/v1/members/${ref}/bindings/${own.body.bindings[0]!.account}`;
    expect((await kiroku.delete(place, officer)).status).toBe(204);
    expect((await me(token)).status).toBe(403);
  });

  it('ends its own tokens, is closed by an officer, and comes in with new tokens once it is open again', async () => {
    const ref = await aMember();
    const leaver = await kiroku.tokenOf('leaver', 'officer', B04.association);
    const asked = async () => {
      const { status, body } = await kiroku.get<Problem>(`/v1/members/${ref}`, leaver);
      return [status, body.code];
    };
    expect(await asked()).toEqual([200, undefined]);
    expect(await refusal('/v1/me/tokens/ending', { why: 'GONE' }, leaver)).toEqual([400, 'invalid-request']);
    expect((await kiroku.post('/v1/me/tokens/ending', leaver, { why: 'LOST' })).status).toBe(204);
    expect(await asked()).toEqual([401, 'token-ended']);
    const left = { subject: 'leaver', reason: '退職' };
    const closed = await kiroku.post('/v1/accounts/closing', officer, left);
    expect([closed.status, closed.body]).toMatchObject([200, { closedAt: expect.any(String) }]);
    expect(await asked()).toEqual([401, 'account-closed']);
    const known = await kiroku.post('/v1/accounts/lookup', officer, { subject: 'leaver' });
    expect(known.body).toEqual({ ...(closed.body as object), member: null });
    expect((await kiroku.post('/v1/accounts/reopening', officer, left)).body).toMatchObject({ closedAt: null });
    expect(await asked()).toEqual([401, 'token-ended']);
    const own = { subject: 'development-officer', reason: '退職' };
    expect(await refusal('/v1/accounts/closing', own)).toEqual([403, 'account-own']);
    expect(await refusal('/v1/accounts/closing', { ...left, reason: '' })).toEqual([400, 'invalid-request']);
  });

  it('closes another operator, and ends its own tokens', async () => {
    const operator = (subject: string) => kiroku.tokenFor({ role: 'operator', association: null, subject });
    const [root, ops] = [await operator('root'), await operator('ops')];
    const asked = async (token: string) => (await kiroku.get<Problem>('/v1/catalogue', token)).body.code;
    expect(await asked(ops)).toBeUndefined();
    const closed = await kiroku.post('/v1/operators/closing', root, { subject: 'ops' });
    expect([closed.status, closed.body]).toMatchObject([200, { closedAt: expect.any(String) }]);
    expect(await asked(ops)).toBe('account-closed');
    expect(await refusal('/v1/operators/closing', { subject: 'root' }, root)).toEqual([403, 'account-own']);
    expect(await refusal('/v1/operators/closing', { subject: 'root' }, officer)).toEqual([403, 'not-permitted']);
    expect(await refusal('/v1/operators/closing', { subject: '' }, root)).toEqual([400, 'invalid-request']);
    const again = await kiroku.post('/v1/operators/reopening', root, { subject: 'ops' });
    expect(again.body).toMatchObject({ closedAt: null });
    expect((await kiroku.post('/v1/me/tokens/ending', root, { why: 'SIGNED_OUT' })).status).toBe(204);
    expect(await asked(root)).toBe('token-ended');
  });

  it('is of no use for an association that nobody registered', async () => {
    for (const role of ['officer', 'integrator', 'auditor'] as const) {
      const answer = await kiroku.get<Problem>('/v1/catalogue', await kiroku.tokenOf('x', role, 'nobody'));
      expect([role, answer.status, answer.body.code]).toEqual([role, 422, 'association-unknown']);
    }
  });

  it('that tries too often is asked to wait', async () => {
    const token = await kiroku.tokenOf('guesser', 'member', B04.association);
    const tries: number[] = [];
    for (let count = 0; count < 21; count += 1) {
      const { status } = await kiroku.post('/v1/me/binding', token, { code: 'x', birthDate: '1980-01-01' });
      tries.push(status);
    }
    expect([tries[0], tries.at(-1)]).toEqual([403, 429]);
  });
});

describe('a representative', () => {
  const enter = (ref: string, over: object) =>
    kiroku.post<{ id: string; endsOn: string | null }>(`/v1/members/${ref}/representations`, officer, {
      id: randomUUID(),
      from: '2026-01-01',
      evidence: '戸籍謄本',
      ...over,
    });
  const asked = async (path: string, token: string) => {
    const { status, body } = await kiroku.get<{
      code?: string;
      represented?: { ref: string; endsOn: string }[];
      transfers?: object[];
      looks?: { role: { code: string; ja: string }; what: { code: string } }[];
    }>(path, token);
    return { status, ...body };
  };

  it('sees what the member would see, and the member sees that it was looked', async () => {
    const [child, parent] = [await aMember({ birthDate: '2015-04-02' }), await aMember()];
    const entered = await enter(child, { kind: 'PARENT', representative: parent });
    expect([entered.status, entered.body.endsOn]).toEqual([201, '2033-04-02']);
    const token = await kiroku.token('member', B04.association, parent);
    expect((await asked('/v1/represented', token)).represented).toMatchObject([{ ref: child, endsOn: '2033-04-02' }]);
    expect((await asked(`/v1/represented/${child}/transfers`, token)).transfers).toEqual([]);
    expect((await asked(`/v1/represented/${child}/looks`, token)).status).toBe(200);
    const own = await kiroku.token('member', B04.association, child);
    const position = await kiroku.app.get<EventStore>(EVENT_STORE).head(B04.association);
    const { status, looks = [] } = await asked(`/v1/me/looks?atLeast=${position}`, own);
    expect([status, ...looks.map(({ role, what }) => [role.code, role.ja, what.code])]).toEqual([
      200,
      ['representative', '代理人', 'LOOKS'],
      ['representative', '代理人', 'TRANSFERS'],
    ]);
    expect(await asked(`/v1/represented/${parent}/transfers`, own)).toMatchObject({
      status: 404,
      code: 'not-represented',
    });
  });

  it('of the household learns nothing of a member under 不開示, and an agent is one until dismissed', async () => {
    const [child, parent] = [await aMember({ birthDate: '2015-04-02' }), await aMember()];
    await enter(child, { kind: 'PARENT', representative: parent });
    const agent = await enter(child, { kind: 'AGENT', subject: 'bengoshi' });
    const [asParent, asAgent] = [
      await kiroku.token('member', B04.association, parent),
      await kiroku.tokenOf('bengoshi', 'representative', B04.association),
    ];
    const path = `/v1/represented/${child}/transfers`;
    expect([(await asked(path, asParent)).status, (await asked(path, asAgent)).status]).toEqual([200, 200]);
    const flag = { flag: 'NON_DISCLOSURE', from: '2026-06-01', reason: '申出' };
    expect((await kiroku.post(`/v1/members/${child}/flags`, officer, flag)).status).toBe(201);
    expect(await asked(path, asParent)).toMatchObject({ status: 404, code: 'not-represented' });
    expect((await asked('/v1/represented', asParent)).represented).toEqual([]);
    expect((await asked(path, asAgent)).status).toBe(200);
    const own = await kiroku.token('member', B04.association, child);
    const dismiss = await kiroku.post(`/v1/me/representations/${agent.body.id}/revocation`, own, { reason: '解任' });
    expect([dismiss.status, (await asked(path, asAgent)).status]).toEqual([204, 404]);
  });

  it('of the household is one as well where the officer entered the account of a member', async () => {
    const [wife, husband] = [await aMember(), await aMember()];
    const subject = `husband-${husband}`;
    await enter(wife, { kind: 'AGENT', subject });
    const token = await kiroku.tokenFor({
      role: 'member',
      association: B04.association,
      member: husband,
      subject,
    });
    const paths = ['transfers', 'looks'].map((what) => `/v1/represented/${wife}/${what}`);
    const answers = async () => Promise.all(paths.map((path) => asked(path, token)));
    expect((await answers()).map(({ status }) => status)).toEqual([200, 200]);
    const flag = { flag: 'NON_DISCLOSURE', from: '2026-06-01', reason: '申出' };
    expect((await kiroku.post(`/v1/members/${wife}/flags`, officer, flag)).status).toBe(201);
    expect((await asked('/v1/represented', token)).represented).toEqual([]);
    const nobody = { status: 404, code: 'not-represented' };
    expect(await answers()).toMatchObject([nobody, nobody]);
  });
});

it('makes the same rows anew from the same events', async () => {
  const tables = ['records.statutory_record', 'disclosure.member_line', 'ledger.judged_line', 'ledger.merged_member'];
  const rows = async () => {
    const found = await Promise.all(
      tables.map((table) => kiroku.rows(`SELECT one::text AS row FROM ${table} AS one ORDER BY 1`)),
    );
    return Object.fromEntries(tables.map((table, index) => [table, found[index]]));
  };
  const projector = kiroku.app.get(Projector);
  await projector.stop();
  await projector.catchUp();
  const before = await rows();
  const orders = new ProjectionOrders(kiroku.owner);
  for (const projection of ['records', 'member-view', 'late-knowledge'])
    await orders.rebuild({ projection, association: null });
  await projector.catchUp();
  expect(await rows()).toEqual(before);
  for (const table of tables) expect([table, before[table]!.length > 0]).toEqual([table, true]);
}, 120_000);
