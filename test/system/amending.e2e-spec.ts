import { feed } from '../harness/feeds.js';
import { aPost, type Answer, B04, type Problem, registered } from '../harness/recording.js';
import { KirokuInProcess } from '../harness/kiroku-in-process.js';

let kiroku: KirokuInProcess;
let integrator: string;
let officer: string;

beforeAll(async () => {
  kiroku = await KirokuInProcess.start();
  integrator = await kiroku.token('integrator', B04.association);
  officer = await kiroku.token('officer', B04.association);
}, 120_000);
afterAll(() => kiroku.stop());

describe('a planned transfer', () => {
  const plan = (name: string, changes: object = {}) => aPost(name, { phase: 'planned', ...changes });

  async function isRegistered(answer: Answer): Promise<number> {
    return (await registered(kiroku, answer)).length;
  }

  it('is no provision until it was sent; then it is judged again and recorded', async () => {
    const planned = await kiroku.post<Answer & { phase: string }>('/v1/transfers', integrator, plan('plan-sent'));
    expect([planned.status, planned.body.phase, await isRegistered(planned.body)]).toEqual([201, 'planned', 0]);
    const path = `/v1/transfers/${planned.body.id}/completion`;
    const sent = { version: 1, outcome: 'sent', occurredAt: '2026-11-20T01:00:00Z' };
    const completed = await kiroku.post<Answer & { phase: string }>(path, integrator, sent);
    expect([completed.status, completed.body.version, completed.body.phase]).toEqual([201, 2, 'done']);
    const records = await registered(kiroku, completed.body);
    expect(records.map((record) => [record.status, record.occurredOn])).toEqual(
      B04.members.map(() => ['in-force', '2026-11-20']),
    );
    expect((await kiroku.post(path, integrator, sent)).status).toBe(200);
    const late = await kiroku.post<Problem>(path, integrator, { version: 2, outcome: 'not-sent' });
    expect([late.status, late.body.code]).toEqual([409, 'transfer-not-planned']);
  });

  it('can be changed on the way, and is then judged as it was done', async () => {
    const planned = await kiroku.post<Answer>('/v1/transfers', integrator, plan('plan-changed'));
    const changed = {
      version: 1,
      outcome: 'changed',
      occurredOn: '2026-11-20',
      items: [{ code: 'NAME' }, { code: 'DIAGNOSIS' }],
    };
    const { body } = await kiroku.post<Answer>(`/v1/transfers/${planned.body.id}/completion`, integrator, changed);
    expect(body.groups.flatMap((group) => group.findings.map((finding) => finding.code))).toContain('CONSENT_SCOPE');
    expect(await isRegistered(body)).toBe(B04.members.length);
  });

  it('leaves nothing in the books when it was not sent', async () => {
    const planned = await kiroku.post<Answer>('/v1/transfers', integrator, plan('plan-not-sent'));
    const path = `/v1/transfers/${planned.body.id}/completion`;
    const { status, body } = await kiroku.post<Answer>(path, integrator, { version: 1, outcome: 'not-sent' });
    expect([status, body.status]).toEqual([200, 'not-sent']);
    expect(await isRegistered({ ...planned.body, position: body.position })).toBe(0);
    const again = await kiroku.post<Problem>(path, integrator, {
      version: 1,
      outcome: 'sent',
      occurredOn: '2026-11-20',
    });
    expect([again.status, again.body.code]).toEqual([409, 'transfer-changed']);
  });

  it('loses its blocked lines when the poster asks so', async () => {
    const [allowed] = B04.members;
    const { body: someone } = await kiroku.post<{ ref: string }>('/v1/members', officer, {
      number: 'drop-1',
      name: '見本 落子',
    });
    const members = [{ ref: someone.ref }, allowed];
    const refused = await kiroku.post<Problem>('/v1/transfers', integrator, plan('plan-refuse', { members }));
    const dropped = await kiroku.post<Answer & Problem>(
      '/v1/transfers',
      integrator,
      plan('plan-drop', { members, onBlocked: 'drop' }),
    );
    expect([refused.status, dropped.status]).toEqual([422, 201]);
    const shown = await kiroku.get<{ versions: { lines: { member: string }[] }[] }>(
      `/v1/transfers/${dropped.body.id}`,
      officer,
    );
    expect(shown.body.versions[0]!.lines.map((line) => line.member)).toEqual([allowed!.ref]);
    expect(dropped.body['dropped']).toEqual([{ lines: [1], findings: ['CONSENT_MISSING'] }]);
  });

  it.each([
    ['sent without a moment', { outcome: 'sent' }, '/occurredOn'],
    ['sent with other changes', { outcome: 'sent', occurredOn: '2026-11-20', means: 'PAPER' }, '/means'],
    ['not sent, but on a day', { outcome: 'not-sent', occurredOn: '2026-11-20' }, '/occurredOn'],
  ])('refuses a completion that contradicts itself: %s', async (name, completion, pointer) => {
    const planned = await kiroku.post<Answer>('/v1/transfers', integrator, plan(`plan-${name}`));
    const answer = await kiroku.post<Problem>(`/v1/transfers/${planned.body.id}/completion`, integrator, {
      version: 1,
      ...completion,
    });
    expect([answer.status, answer.body.errors?.[0]?.pointer]).toEqual([400, pointer]);
  });
});

describe('a correction (A52)', () => {
  it('shows the corrected record with its mark, keeps the first version, and counts retention from the first making', async () => {
    const first = await kiroku.post<Answer>(
      '/v1/transfers',
      integrator,
      aPost('corrected', { record: { method: 'EACH', madeOn: '2026-06-10' } }),
    );
    const wish = {
      version: 1,
      reason: 'wrong recipient',
      party: { name: '株式会社みほん別会社', address: '東京都見本区', class: 'EMPLOYER', location: 'JP' },
    };
    const corrected = await kiroku.post<Answer>(`/v1/transfers/${first.body.id}/corrections`, integrator, wish);
    expect([corrected.status, corrected.body.version]).toEqual([201, 2]);
    const records = await registered(kiroku, corrected.body);
    expect(records.map(({ status, party, retainUntil }) => [status, party.name, retainUntil])).toEqual(
      records.map(() => ['corrected', '株式会社みほん別会社', '2029-06-10']),
    );
    const shown = await kiroku.get<{
      versions: { change: string | null; reason: string | null; party: { name: string } }[];
    }>(`/v1/transfers/${first.body.id}`, officer);
    expect(shown.body.versions.map(({ change, reason }) => [change, reason])).toEqual([
      [null, null],
      ['correction', 'wrong recipient'],
    ]);
    expect(shown.body.versions[0]!.party.name).toBe('株式会社みほん製造');
    expect((await kiroku.post(`/v1/transfers/${first.body.id}/corrections`, integrator, wish)).status).toBe(200);
    const stale = await kiroku.post<Problem>(`/v1/transfers/${first.body.id}/corrections`, integrator, {
      ...wish,
      reason: 'another',
    });
    expect([stale.status, stale.body.code]).toEqual([409, 'transfer-changed']);
  });
});

describe('what was shown', () => {
  it('cannot be hidden by a correction', async () => {
    const [{ ref }] = feed('B01').post.members as [{ ref: string }];
    const first = await kiroku.post<Answer>('/v1/transfers', integrator, {
      ...feed('B01').post,
      externalId: 'to-be-hidden',
    });
    const { arrangement, party, purpose, items, means } = feed('B10').post;
    const wish = { version: 1, reason: 'hide it', arrangement, party, purpose, items, means };
    const corrected = await kiroku.post<Answer>(`/v1/transfers/${first.body.id}/corrections`, integrator, wish);
    const path = `transfers?limit=200&atLeast=${corrected.body.position}`;
    const own = await kiroku.get<{ transfers: { transfer: string }[] }>(
      `/v1/me/${path}`,
      await kiroku.token('member', B04.association, ref),
    );
    const ours = await kiroku.get<{ transfers: { transfer: string }[] }>(`/v1/members/${ref}/${path}`, officer);
    for (const { body } of [own, ours]) expect(body.transfers.map((line) => line.transfer)).toContain(first.body.id);
  });
});

describe('the restricted chain', () => {
  it('is not known to exist, save to auditors', async () => {
    const { body } = await kiroku.post<Answer>('/v1/transfers', integrator, feed('B10').post);
    const auditor = await kiroku.token('auditor', B04.association);
    const asked = await Promise.all(
      [integrator, officer, auditor].map((token) => kiroku.get(`/v1/transfers/${body.id}`, token)),
    );
    expect(asked.map(({ status }) => status)).toEqual([404, 404, 200]);
    const changes = { version: 1, reason: 'who knows of it', means: 'PAPER' };
    for (const [path, wish] of [
      ['corrections', changes],
      ['void', { version: 7, reason: 'who knows of it' }],
      ['completion', { version: 1, outcome: 'not-sent' }],
    ] as const) {
      const refused = await kiroku.post<Problem>(`/v1/transfers/${body.id}/${path}`, officer, wish);
      expect([path, refused.status, refused.body.code]).toEqual([path, 404, 'transfer-unknown']);
    }
    const own = await kiroku.post<Answer>(`/v1/transfers/${body.id}/corrections`, integrator, changes);
    expect([own.status, (await kiroku.get(`/v1/transfers/${body.id}`, officer)).status]).toEqual([201, 404]);
  });
});

describe('a void', () => {
  it('marks the records and the line, and takes nothing out', async () => {
    const first = await kiroku.post<Answer>('/v1/transfers', integrator, aPost('voided'));
    const voided = await kiroku.post<{ position: string }>(`/v1/transfers/${first.body.id}/void`, integrator, {
      version: 1,
      reason: 'posted under two names',
    });
    expect(voided.status).toBe(200);
    const records = await registered(kiroku, { ...first.body, position: voided.body.position });
    expect(records.map((record) => record.status)).toEqual(B04.members.map(() => 'voided'));
    const member = await kiroku.token('member', B04.association, B04.members[0]!.ref);
    const own = await kiroku.get<{ transfers: { transfer: string; status: string }[] }>(
      `/v1/me/transfers?limit=200&atLeast=${voided.body.position}`,
      member,
    );
    expect(own.body.transfers.find((line) => line.transfer === first.body.id)!.status).toBe('voided');
    const late = await kiroku.post<Problem>(`/v1/transfers/${first.body.id}/corrections`, integrator, {
      version: 1,
      reason: 'late',
      means: 'PAPER',
    });
    expect([late.status, late.body.code]).toEqual([409, 'transfer-changed']);
  });
});
