import { randomUUID } from 'node:crypto';
import { EVENT_STORE, EventStoreError, type EventStore } from '#event-store';
import { addDays, dayInJapan } from '#statute';
import { KirokuInProcess } from '../harness/kiroku-in-process.js';
import type { Problem } from '../harness/recording.js';
import { Scene, type Judged } from '../harness/scene.js';

interface OwnLook {
  readonly role: { readonly code: string; readonly ja: string };
  readonly organisation: { readonly ja: string };
  readonly what: { readonly code: string; readonly ja: string; readonly en: string };
  readonly purpose: { readonly code: string; readonly ja: string } | null;
  readonly records: readonly string[];
  readonly position: string;
}
interface OwnLooks {
  readonly asOf: string;
  readonly note: { readonly ja: string };
  readonly looks: readonly OwnLook[];
  readonly next: string | null;
}
interface Look {
  readonly role: string;
  readonly account: string | null;
  readonly what: { readonly code: string };
  readonly chain: string;
  readonly member: string | null;
  readonly records: readonly string[];
}

const ASSOCIATION = 'looks-kenpo';
let kiroku: KirokuInProcess;
let store: EventStore;
let scene: Scene;
let auditor: string;

beforeAll(async () => {
  kiroku = await KirokuInProcess.start();
  store = kiroku.app.get<EventStore>(EVENT_STORE);
  scene = await Scene.of(kiroku, ASSOCIATION);
  auditor = await kiroku.token('auditor', ASSOCIATION);
  await scene.party('looks-party', 'EMPLOYER');
  await scene.arrangement('looks-feed', { kind: 'provision-feed', parties: ['looks-party'], chosen: 'C1' });
  await scene.arrangement('looks-quiet', {
    kind: 'provision-feed',
    parties: ['looks-party'],
    chosen: 'C1',
    memberView: 'hidden',
    restricted: true,
  });
}, 60_000);
afterAll(() => kiroku.stop());

/** Everything written since a position: type, subject and data. */
async function writtenSince(position: string | null) {
  const events = await store.readLog(ASSOCIATION, position, 10_000);
  return events.map(({ envelope: { type, subject, data } }) => ({ type, subject, data }));
}

async function head(): Promise<string> {
  return (await store.head(ASSOCIATION))!;
}

async function ownLooks(member: string, query = ''): Promise<OwnLooks> {
  const token = await kiroku.token('member', ASSOCIATION, member);
  const answer = await kiroku.get<OwnLooks>(`/v1/me/looks?atLeast=${await head()}${query}`, token);
  expect(answer.status).toBe(200);
  return answer.body;
}

const consented = async () => {
  const member = await scene.member();
  await scene.declares(member, 'CONSENT', 'looks-feed');
  await scene.declares(member, 'CONSENT', 'looks-quiet');
  return member;
};
const feed = (members: readonly string[], id = 'looks-feed'): Promise<Judged> =>
  scene.done('looks-party', members, { arrangement: { id, version: 1 } });

const transfersOf = (member: string, position: string, token = scene.officer) =>
  kiroku.get<{ transfers: object[] }>(`/v1/members/${member}/transfers?atLeast=${position}`, token);

describe('a look at a member', () => {
  it('is in the log before it is answered, with the records and without a name or a value', async () => {
    const member = await consented();
    const { id, position } = await feed([member]);
    const before = await head();
    expect((await transfersOf(member, position)).body.transfers).toHaveLength(1);
    expect(await writtenSince(before)).toEqual([
      {
        type: 'MemberLookedAt',
        subject: member,
        data: { what: 'TRANSFERS', chain: 'open', records: [`${id}:1`], filters: [] },
      },
    ]);
  });

  it('is shown to the member with role, organisation and words, and tells no account', async () => {
    const member = await consented();
    const { id, position } = await feed([member]);
    await transfersOf(member, position);
    await kiroku.get(`/v1/members/${member}`, auditor);
    const page = await ownLooks(member);
    expect(page.note.ja).not.toBe('');
    expect(page.looks.map(({ role, what, records }) => [role.code, what.code, records])).toEqual([
      ['auditor', 'MEMBER', []],
      ['officer', 'TRANSFERS', [`${id}:1`]],
    ]);
    const [, officers] = page.looks;
    expect(officers).toMatchObject({
      role: { ja: '担当者' },
      organisation: { ja: '例示組合' },
      what: { ja: 'データの授受の一覧', en: 'The list of transfers of the data' },
    });
    const [event] = (await store.readLog(ASSOCIATION, null, 10_000)).filter(
      ({ envelope }) => envelope.type === 'MemberLookedAt',
    );
    expect(JSON.stringify(page)).not.toContain(event!.envelope.actor.id);
  });

  it('comes page by page, and the page after the last look is empty', async () => {
    const member = await scene.member();
    for (let count = 0; count < 3; count += 1) await kiroku.get(`/v1/members/${member}`, scene.officer);
    const first = await ownLooks(member, '&limit=2');
    expect(first.looks).toHaveLength(2);
    const second = await ownLooks(member, `&limit=2&cursor=${first.next}`);
    expect([second.looks.length, second.next]).toEqual([1, null]);
    const positions = [...first.looks, ...second.looks].map(({ position }) => position);
    expect(positions).toEqual([...new Set(positions)].sort().reverse());
  });

  it("is none where it is the member's own", async () => {
    const member = await consented();
    await feed([member]);
    const before = await head();
    const token = await kiroku.token('member', ASSOCIATION, member);
    for (const path of ['transfers', 'standing', 'looks'])
      expect((await kiroku.get(`/v1/me/${path}`, token)).status).toBe(200);
    expect(await writtenSince(before)).toEqual([]);
  });

  it('under a former reference is the person’s', async () => {
    const [kept, gone] = [await scene.member(), await scene.member()];
    await kiroku.get(`/v1/members/${gone}`, scene.officer);
    const merged = { into: kept, reason: '同一人の二重登録' };
    expect((await kiroku.post(`/v1/members/${gone}/merge`, scene.officer, merged)).status).toBe(201);
    expect((await ownLooks(kept)).looks.map(({ what }) => what.code)).toEqual(['MEMBER']);
  });

  it('is nobody’s but the member’s: another sees nothing of it', async () => {
    const [looked, other] = [await scene.member(), await scene.member()];
    await kiroku.get(`/v1/members/${looked}`, scene.officer);
    expect((await ownLooks(other)).looks).toEqual([]);
  });

  it('is not taken where it cannot be written: the answer is a problem, and tells nothing', async () => {
    const member = await consented();
    const { position } = await feed([member]);
    const { append } = store;
    store.append = () => Promise.reject(new EventStoreError('unavailable', 'away'));
    try {
      for (const path of [`/v1/members/${member}/transfers?atLeast=${position}`, `/v1/members/${member}`]) {
        const { status, body, headers } = await kiroku.get<Problem>(path, scene.officer);
        expect([status, body.code]).toEqual([503, 'store-unavailable']);
        expect(headers['retry-after']).toBeDefined();
        expect(JSON.stringify(body)).not.toContain(member);
      }
    } finally {
      store.append = append;
    }
    expect((await transfersOf(member, position)).status).toBe(200);
  });
});

describe('a look in the restricted chain', () => {
  it('is told neither to the member nor to an officer', async () => {
    const member = await consented();
    const open = await feed([member]);
    const quiet = await feed([member], 'looks-quiet');
    expect((await transfersOf(member, quiet.position, auditor)).body.transfers).toHaveLength(2);
    const own = await ownLooks(member);
    expect(own.looks.map(({ what, records }) => [what.code, records])).toEqual([['TRANSFERS', [`${open.id}:1`]]]);
    expect(JSON.stringify(own)).not.toContain(quiet.id);
    const path = `/v1/looks?member=${member}&atLeast=${await head()}`;
    const officers = await kiroku.get<{ looks: Look[] }>(path, scene.officer);
    expect(JSON.stringify(officers.body)).not.toContain(quiet.id);
    const auditors = await kiroku.get<{ looks: Look[] }>(path, auditor);
    const restricted = auditors.body.looks.filter(({ chain }) => chain === 'restricted');
    expect(restricted.map(({ records }) => records)).toEqual([[`${quiet.id}:1`]]);
  });

  it('is in no list of holds or series that an officer reads, whoever recorded it', async () => {
    const member = await consented();
    const series = {
      record: { method: 'BATCH', madeOn: '2026-05-31' },
      period: { from: '2026-05-01', to: '2026-05-31' },
    };
    const quiet = await scene.done('looks-party', [member], {
      arrangement: { id: 'looks-quiet', version: 1 },
      occurredOn: '2026-05-10',
      ...series,
    });
    const hold = { id: randomUUID(), code: 'LEGAL_HOLD', scope: { record: `${quiet.id}:1` }, reason: '照会' };
    const another = await kiroku.tokenOf('another-officer', 'officer', ASSOCIATION);
    const refused = await kiroku.post<Problem>('/v1/holds', another, hold);
    expect([refused.status, refused.body.errors?.[0]?.pointer]).toEqual([400, '/scope/record']);
    const placed = await kiroku.post<{ position: string }>('/v1/holds', scene.officer, hold);
    expect(placed.status).toBe(201);
    const holds = async (token: string) => {
      const path = `/v1/holds?atLeast=${placed.body.position}`;
      return (await kiroku.get<{ holds: { id: string }[] }>(path, token)).body.holds.map(({ id }) => id);
    };
    expect([await holds(scene.officer), await holds(auditor)]).toEqual([[], [hold.id]]);
    const path = `/v1/series?arrangement=looks-quiet&atLeast=${quiet.position}`;
    const listed = async (token: string) => (await kiroku.get<{ series: { id: string }[] }>(path, token)).body.series;
    expect(await listed(scene.officer)).toEqual([]);
    const [one] = await listed(auditor);
    const closing = await kiroku.post<Problem>(`/v1/series/${one!.id}/close`, scene.officer, { reason: '終了' });
    expect([closing.status, closing.body.code]).toEqual([404, 'series-unknown']);
  });

  it('is one where somebody asks how a line would be judged that would stand there', async () => {
    const member = await consented();
    const ask = (id: string) =>
      kiroku.post('/v1/assessments', scene.officer, {
        source: 'scene',
        direction: 'OUT',
        arrangement: { id, version: 1 },
        party: { id: 'looks-party' },
        occurredOn: '2026-06-10',
        purpose: 'U08',
        means: 'ELECTRONIC',
        items: [{ code: 'NAME' }],
        members: [{ ref: member }],
      });
    for (const id of ['looks-quiet', 'looks-feed']) expect([id, (await ask(id)).status]).toEqual([id, 200]);
    const { looks } = await ownLooks(member);
    expect(looks.map(({ what, purpose }) => [what.code, purpose?.code])).toEqual([['ASSESSMENT', 'U08']]);
  });
});

describe('the log of looks', () => {
  it('names accounts by pseudonyms to auditors alone', async () => {
    const member = await scene.member();
    await kiroku.get(`/v1/members/${member}`, await kiroku.tokenOf('somebody@example.jp', 'officer', ASSOCIATION));
    await kiroku.get(`/v1/members/${member}`, scene.officer);
    const path = `/v1/looks?member=${member}&what=MEMBER&atLeast=${await head()}`;
    const officers = await kiroku.get<{ looks: Look[] }>(path, scene.officer);
    expect(officers.body.looks.map(({ account }) => account)).toEqual([null, null]);
    const { body } = await kiroku.get<{ looks: Look[] }>(path, auditor);
    const accounts = body.looks.map(({ account }) => account!);
    expect(new Set(accounts).size).toBe(2);
    expect(JSON.stringify(body)).not.toContain('example.jp');
    const by = `/v1/looks?account=${encodeURIComponent(accounts[0]!)}&atLeast=${await head()}`;
    const found = await kiroku.get<{ looks: Look[] }>(by, auditor);
    expect(new Set(found.body.looks.map(({ account }) => account))).toEqual(new Set([accounts[0]]));
    expect((await kiroku.get<Problem>(by, scene.officer)).body.code).toBe('not-permitted');
  });

  it('is itself logged, one event for a reading, and tells of nobody where nobody is asked for', async () => {
    const member = await scene.member();
    await kiroku.get(`/v1/members/${member}`, scene.officer);
    const before = await head();
    const path = `/v1/looks?atLeast=${before}`;
    const { body } = await kiroku.get<{ looks: Look[] }>(path, auditor);
    expect(body.looks.length).toBeGreaterThan(0);
    expect(body.looks.every(({ member: named, records }) => named === null && records.length === 0)).toBe(true);
    for (let count = 0; count < 3; count += 1) await kiroku.get(path, auditor);
    await kiroku.get(`/v1/looks?member=${member}`, auditor);
    const written = await writtenSince(before);
    expect(written.map(({ type, subject }) => [type, subject])).toEqual([
      ...Array.from({ length: 4 }, () => ['LooksRead', null]),
      ['MemberLookedAt', member],
    ]);
    expect((await ownLooks(member)).looks.map(({ what }) => what.code)).toEqual(['LOOKS', 'MEMBER']);
  });

  it('is narrowed by days in Japan', async () => {
    const member = await scene.member();
    await kiroku.get(`/v1/members/${member}`, scene.officer);
    const day = dayInJapan(new Date().toISOString());
    const position = await head();
    const found = async (query: string) =>
      (
        await kiroku.get<{ looks: Look[] }>(
          `/v1/looks?member=${member}&what=MEMBER&atLeast=${position}&${query}`,
          auditor,
        )
      ).body.looks.length;
    // At midnight a test must not fail: yesterday counts as well.
    expect(await found(`from=${addDays(day, -1)}&to=${addDays(day, 1)}`)).toBe(1);
    expect(await found(`from=${addDays(day, 2)}`)).toBe(0);
    expect(await found(`to=${addDays(day, -2)}`)).toBe(0);
  });

  it('refuses what it does not understand', async () => {
    for (const query of [
      'member=me',
      'what=ALL',
      'role=king',
      'cursor=x',
      'limit=0',
      'from=2026-02-30',
      `account=${'x'.repeat(65)}`,
    ]) {
      const { status } = await kiroku.get<Problem>(`/v1/looks?${query}`, auditor);
      expect([query, status]).toEqual([query, 400]);
    }
    const token = await kiroku.token('member', ASSOCIATION, await scene.member());
    expect((await kiroku.get<Problem>('/v1/me/looks?cursor=x', token)).status).toBe(400);
    expect((await kiroku.get<Problem>('/v1/looks', token)).status).toBe(403);
    expect((await kiroku.get<Problem>(`/v1/looks?member=${randomUUID()}`, auditor)).status).toBe(200);
  });
});
