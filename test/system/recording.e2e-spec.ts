import { aPost, type Answer, B04, type Problem, registered } from '../harness/recording.js';
import { feed } from '../harness/feeds.js';
import { KirokuInProcess } from '../harness/kiroku-in-process.js';

let kiroku: KirokuInProcess;
let integrator: string;
let officer: string;

beforeAll(async () => {
  process.env['KIROKU_STRICT_EVIDENCE'] = '1';
  kiroku = await KirokuInProcess.start();
  delete process.env['KIROKU_STRICT_EVIDENCE'];
  integrator = await kiroku.token('integrator', B04.association);
  officer = await kiroku.token('officer', B04.association);
}, 120_000);
afterAll(() => kiroku.stop());

describe('posting under one name', () => {
  it('gives the first answer again for the same content', async () => {
    const first = await kiroku.post<Answer>('/v1/transfers', integrator, aPost('same'));
    const again = await kiroku.post<Answer>('/v1/transfers', integrator, aPost('same'));
    expect([first.status, again.status]).toEqual([201, 200]);
    expect(again.body).toEqual(first.body);
  });

  it('is one fact for twenty callers at once', async () => {
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => kiroku.post<Answer>('/v1/transfers', integrator, aPost('race'))),
    );
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1);
  });

  it('refuses other content with both digests', async () => {
    await kiroku.post('/v1/transfers', integrator, aPost('differs'));
    const { status, body } = await kiroku.post<Problem>(
      '/v1/transfers',
      integrator,
      aPost('differs', { means: 'PAPER' }),
    );
    expect([status, body.code]).toEqual([409, 'transfer-differs']);
    expect(body['recordedDigest']).toMatch(/^[\w-]{43}$/);
    expect(body['requestDigest']).toMatch(/^[\w-]{43}$/);
    expect(body['requestDigest']).not.toBe(body['recordedDigest']);
  });

  it('keeps one name apart for two associations', async () => {
    const other = await kiroku.token('integrator', 'mihon-unyu');
    const one = await kiroku.post<Answer>('/v1/transfers', integrator, aPost('shared-name'));
    const two = await kiroku.post<Problem>('/v1/transfers', other, aPost('shared-name'));
    expect(one.status).toBe(201);
    expect([two.status, two.body.code]).toEqual([422, 'member-unknown']);
  });
});

describe('strict mode', () => {
  const { association, post } = feed('P07');
  const named = (externalId: string, over: object = {}) => ({ ...post, externalId, ...over });
  const plan = (externalId: string) => named(externalId, { phase: 'planned' });

  it('keeps what is planned waiting while the evidence of its log is stale, and takes what was done', async () => {
    const token = await kiroku.token('integrator', association);
    await kiroku.owner.query(
      `INSERT INTO evidence.checkpoint (association, size, root, note, signed_at, is_published)
       VALUES ($1, 1, $2, '', now() - interval '1 hour', true)`,
      [association, Buffer.alloc(32)],
    );
    const refused = await kiroku.post<Problem>('/v1/transfers', token, plan('stale-plan'));
    expect([refused.status, refused.body.code, refused.body['what']]).toEqual([503, 'evidence-stale', 'checkpoint']);
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
    expect(refused.body.title).toContain('What was done is recorded as ever');
    expect((await kiroku.post<Answer>('/v1/transfers', token, named('stale-done'))).status).toBe(201);
    await kiroku.owner.query(`UPDATE evidence.checkpoint SET signed_at = now() WHERE association = $1`, [association]);
    expect((await kiroku.post('/v1/transfers', token, plan('stale-plan'))).status).not.toBe(503);
  });
});

describe('a refusal of what cannot be understood', () => {
  it('names every bad field by its JSON pointer, without quoting it', async () => {
    const { status, headers, body } = await kiroku.post<Problem>('/v1/transfers', integrator, {
      ...aPost('bad'),
      direction: 'SIDEWAYS',
      occurredOn: '2026-02-30',
      items: [{ code: 'NAME' }, {}],
      members: [{ ref: '山田 太郎' }],
      unknownField: 1,
    });
    expect(status).toBe(400);
    expect(headers['content-type']).toBe('application/problem+json; charset=utf-8');
    expect(body.errors!.map((error) => error.pointer).sort()).toEqual(
      expect.arrayContaining(['/direction', '/items/1/code', '/members/0/ref', '/occurredOn', '/unknownField']),
    );
    expect(JSON.stringify(body)).not.toContain('山田');
  });

  it.each([
    [
      'a member who is not registered',
      { members: [{ ref: '00000000-0000-4000-8000-000000000000' }] },
      422,
      'member-unknown',
      '/members/0',
    ],
    ['a member named twice', { members: [B04.members[0], B04.members[0]] }, 400, 'invalid-request', '/members/1'],
    ['a party that is not registered', { party: { id: 'nobody' } }, 422, 'party-unknown', '/party/id'],
    [
      'an arrangement that is not registered',
      { arrangement: { id: 'Z99' } },
      422,
      'arrangement-unknown',
      '/arrangement/id',
    ],
    [
      'a version that is not announced',
      { arrangement: { id: 'B04', version: 9 } },
      422,
      'arrangement-unknown',
      '/arrangement/version',
    ],
    ['an item outside the catalogue', { items: [{ code: 'SHOE_SIZE' }] }, 400, 'invalid-request', '/items/0/code'],
    ['a purpose outside the catalogue', { purpose: 'U99' }, 400, 'invalid-request', '/purpose'],
    ['no moment at all', { occurredOn: null, occurredAt: null }, 400, 'invalid-request', '/occurredOn'],
  ])('refuses %s', async (name, changes, status, code, pointer) => {
    const answer = await kiroku.post<Problem>('/v1/transfers', integrator, aPost(`refused-${name}`, changes));
    expect([answer.status, answer.body.code, answer.body.errors![0]!.pointer]).toEqual([status, code, pointer]);
  });

  it('refuses 1,001 members and takes 1,000 names of which none is known with 50 errors at most', async () => {
    const members = Array.from({ length: 1_001 }, (_, n) => ({
      ref: `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`,
    }));
    const tooMany = await kiroku.post<Problem>('/v1/transfers', integrator, aPost('many', { members }));
    const unknown = await kiroku.post<Problem>(
      '/v1/transfers',
      integrator,
      aPost('many', { members: members.slice(1) }),
    );
    expect([tooMany.status, tooMany.body.errors![0]!.pointer]).toEqual([400, '/members']);
    expect([unknown.status, unknown.body.errors!.length]).toEqual([422, 50]);
  });
});

describe('an individual number (個人番号)', () => {
  it('is masked in words and the fact is told', async () => {
    const { status, body } = await kiroku.post<Answer>(
      '/v1/transfers',
      integrator,
      aPost('number', { upstream: '受付票 １２３４ ５６７８ ９０１８' }),
    );
    expect([status, body.status]).toEqual([201, 'recorded-masked']);
  });

  it('is refused in a name that would be hashed', async () => {
    const { status, body } = await kiroku.post<Problem>('/v1/transfers', integrator, aPost('123456789018'));
    expect([status, body.errors![0]!.pointer]).toEqual([400, '/externalId']);
  });
});

describe('a member named by identifiers', () => {
  it('is the same person as by reference, in any width', async () => {
    const sample = {
      insurerNumber: '06990014',
      symbol: 'ＴＥＳＴ',
      number: '９９',
      branch: '01',
      name: '髙﨑 𠮷子',
      birthDate: '1990-01-01',
    };
    const made = await kiroku.post<{ ref: string; isNew: boolean }>('/v1/members', officer, sample);
    expect(made.body.isNew).toBe(true);
    const members = [{ insurerNumber: '06990014', symbol: 'TEST', number: '99', branch: '01' }];
    const { body } = await kiroku.post<Answer>('/v1/transfers', integrator, aPost('by-identifiers', { members }));
    const shown = await kiroku.get<{ versions: { lines: { member: string }[] }[] }>(
      `/v1/transfers/${body.id}`,
      officer,
    );
    expect(shown.body.versions[0]!.lines[0]!.member).toBe(made.body.ref);
    const [record] = await registered(kiroku, body);
    expect(record).toMatchObject({ person: { name: '髙﨑 𠮷子' } });
  });
});
