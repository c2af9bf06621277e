import { B04, aPost, registered, type Answer, type Problem } from '../harness/recording.js';
import { KirokuInProcess } from '../harness/kiroku-in-process.js';
import { feed } from '../harness/feeds.js';

const p01 = feed('P01');

let kiroku: KirokuInProcess;
let integrator: string;
let officer: string;

beforeAll(async () => {
  kiroku = await KirokuInProcess.start();
  integrator = await kiroku.token('integrator', B04.association);
  officer = await kiroku.token('officer', B04.association);
}, 120_000);
afterAll(() => kiroku.stop());

describe('what is unlawful but done (a fact is never lost)', () => {
  it('is recorded with its findings, line by line', async () => {
    const nobodysConsent = '08ceac39-2904-4def-8f84-b683a749f9c5';
    const withConsent = B04.members[0]!.ref;
    const sample = {
      members: [{ ref: withConsent }, { ref: nobodysConsent }],
      occurredOn: '2024-05-01',
      arrangement: { id: 'B04', version: 2 },
    };
    const { status, body } = await kiroku.post<Answer>('/v1/transfers', integrator, aPost('too-early', sample));
    expect(status).toBe(201);
    expect(body.groups.every((group) => !group.allowed)).toBe(true);
    expect(body.groups.flatMap((group) => group.findings.map((finding) => finding.code))).toContain('CONSENT_MISSING');
    expect(body.groups.flatMap((group) => group.lines).sort()).toEqual([1, 2]);
  });

  it('is refused while it is only planned, and the refusal is an event', async () => {
    const planned = aPost('planned', { phase: 'planned', occurredOn: '2024-05-01' });
    const refused = await kiroku.post<Problem & { transfer: string }>('/v1/transfers', integrator, planned);
    expect([refused.status, refused.body.code]).toEqual([422, 'transfer-blocked']);
    const shown = await kiroku.get<{ status: string; history: { type: string }[] }>(
      `/v1/transfers/${refused.body.transfer}`,
      officer,
    );
    expect([shown.body.status, shown.body.history.map((event) => event.type)]).toEqual([
      'refused',
      ['TransferRefused'],
    ]);
    const again = await kiroku.post<Problem>('/v1/transfers', integrator, planned);
    expect([again.status, again.body['position']]).toEqual([422, refused.body['position']]);
  });

  it('is recorded under the name of a refused plan when it was sent all the same', async () => {
    const sent = aPost('sent-all-the-same', { occurredOn: '2024-05-01' });
    const refused = await kiroku.post<Problem>('/v1/transfers', integrator, { ...sent, phase: 'planned' });
    const done = await kiroku.post<Answer>('/v1/transfers', integrator, sent);
    expect([refused.status, done.status, done.body.id]).toEqual([422, 201, refused.body['transfer']]);
    expect(await registered(kiroku, done.body)).toHaveLength(B04.members.length);
  });

  it('is recorded when line after line is wrong in a way of its own', async () => {
    const catalogue = feed('B03')
      .post.items.concat(feed('D10-e2').post.items, feed('P01').post.items)
      .map((item) => item.code);
    const { association } = B04;
    const members = await Promise.all(
      Array.from({ length: 40 }, async (_, n) => {
        const person = { number: `many-${n}`, name: `見本 ${n}` };
        const { body } = await kiroku.post<{ ref: string }>(
          '/v1/members',
          await kiroku.token('officer', association),
          person,
        );
        return {
          ref: body.ref,
          items: [...new Set(catalogue)].slice(0, (n % catalogue.length) + 1).map((code) => ({ code })),
        };
      }),
    );
    const { status, body } = await kiroku.post<Answer>('/v1/transfers', integrator, {
      ...feed('B01').post,
      externalId: 'wordy',
      members,
    });
    expect(status).toBe(201);
    expect(body.groups.flatMap((group) => group.lines).sort((a, b) => a - b)).toEqual(
      members.map((_member, n) => n + 1),
    );
  });

  it('states no consent that did not carry the line', async () => {
    const { body: person } = await kiroku.post<{ ref: string }>('/v1/members', officer, {
      number: 'no-consent',
      name: '見本 同意無',
    });
    const members = [{ ref: person.ref, consentId: '5f0c2a39-9c5b-4a53-8f9a-3b6f4f6d2a10' }];
    const { body } = await kiroku.post<Answer>('/v1/transfers', integrator, aPost('no-consent', { members }));
    const [record] = await registered(kiroku, body);
    expect(record).toMatchObject({
      consentId: null,
      fields: expect.arrayContaining([expect.objectContaining({ code: 'consent', statutory: true, present: false })]),
    });
  });

  it('is not called joint use where it was not lawful as such', async () => {
    const [{ ref }] = feed('B01').post.members as [{ ref: string }];
    const outside = { ...feed('B01').post, externalId: 'not-joint-use', items: [{ code: 'ADDRESS' }] };
    const { body } = await kiroku.post<Answer>('/v1/transfers', integrator, outside);
    const member = await kiroku.token('member', B04.association, ref);
    const own = await kiroku.get<{ transfers: { transfer: string; label: { code: string } }[] }>(
      `/v1/me/transfers?limit=200&atLeast=${body.position}`,
      member,
    );
    expect(own.body.transfers.find((line) => line.transfer === body.id)!.label.code).toBe('third-party-provision');
  });

  it('is refused for a day that has not come, and for a party of no published matter it is blocked', async () => {
    const future = await kiroku.post<Problem>(
      '/v1/transfers',
      integrator,
      aPost('future', { occurredOn: '2999-01-01' }),
    );
    expect([future.status, future.body.errors![0]!.pointer]).toEqual([400, '/occurredOn']);
    const b05 = { ...feed('B05').post, externalId: 'b05-to-employer', party: { id: 'mihon-seizo-kk' } };
    const { body } = await kiroku.post<Answer & { groups: { exclusion: string | null }[] }>(
      '/v1/transfers',
      integrator,
      b05,
    );
    expect(body.groups[0]).toMatchObject({ allowed: false, exclusion: null, duty: 'REC_CONSENT_27' });
    expect(body.groups[0]!.findings.map((finding) => finding.code)).toContain('IMPLIED_PARTY_OUTSIDE');
  });

  it('knows a withdrawal that was acknowledged before (A01)', async () => {
    const { association, post } = p01;
    const token = await kiroku.token('officer', association);
    const [{ ref }] = post.members as [{ ref: string }];
    const standing = `/v1/members/${ref}/standing`;
    const id = '3b0c9d51-51a7-4b53-9a39-8f3f2f6f0001';
    const scope = {
      classes: [],
      parties: ['mihon-saihoken'],
      items: post.items.map((item) => item.code),
      purposes: ['W02'],
    };
    const consent = {
      id,
      kind: 'CONSENT',
      matter: 'P01',
      scope,
      receivedAt: '2026-08-01T00:00:00Z',
      effectiveFrom: '2026-08-01T00:00:00Z',
      form: 'WEB',
    };
    expect((await kiroku.post(standing, token, consent)).status).toBe(201);
    expect((await kiroku.post(standing, token, consent)).status).toBe(200);
    const before = await kiroku.post<Answer>('/v1/transfers', token, {
      ...post,
      externalId: 'A01-1',
      occurredOn: '2026-09-01',
      occurredAt: null,
    });
    await kiroku.post(`${standing}/${id}/withdrawal`, token, {
      receivedAt: '2026-09-05T00:00:00Z',
      effectiveFrom: '2026-09-05T00:00:00Z',
    });
    const after = await kiroku.post<Answer>('/v1/transfers', token, {
      ...post,
      externalId: 'A01-2',
      occurredOn: '2026-09-06',
      occurredAt: null,
    });
    expect(before.body.groups[0]).toMatchObject({ allowed: true, duty: 'REC_CONSENT_27' });
    expect(after.body.groups[0]!.allowed).toBe(false);
    expect(after.body.groups[0]!.findings.map((finding) => finding.code)).toContain('CONSENT_WITHDRAWN');
    expect(await registered(kiroku, before.body, association)).toHaveLength(post.members.length);
  });
});
