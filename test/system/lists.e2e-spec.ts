import { aPost, type Answer, B04, type Problem } from '../harness/recording.js';
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

describe('lists', () => {
  it('page through everything once, by cursor and Link', async () => {
    const first = await kiroku.post<Answer>('/v1/transfers', integrator, aPost('listed'));
    const all = await kiroku.get<{ records: { id: string }[] }>(
      `/v1/provision-records?limit=200&atLeast=${first.body.position}`,
      officer,
    );
    const seen: string[] = [];
    let url: string | null = '/v1/provision-records?limit=2';
    while (url) {
      const page: { body: { records: { id: string }[] }; headers: Record<string, unknown> } = await kiroku.get(
        url,
        officer,
      );
      seen.push(...page.body.records.map((record) => record.id));
      url = String(page.headers['link'] ?? '').match(/^<([^>]+)>; rel="next"$/)?.[1] ?? null;
    }
    expect(seen).toEqual(all.body.records.map((record) => record.id));
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen.length).toBeGreaterThan(2);
  });

  it('filters by period, party, member, route and method', async () => {
    const posted = await kiroku.post<Answer>(
      '/v1/transfers',
      integrator,
      aPost('filtered', { occurredOn: '2026-10-10' }),
    );
    const ref = B04.members[0]!.ref;
    const list = async (query: string) => {
      const { body } = await kiroku.get<{ records: { transfer: string; person: { ref: string } }[] }>(
        `/v1/provision-records?limit=200&atLeast=${posted.body.position}&${query}`,
        officer,
      );
      return body.records.filter((record) => record.transfer === posted.body.id);
    };
    const all = B04.members.length;
    expect((await list('from=2026-10-10&to=2026-10-10')).length).toBe(all);
    expect((await list('to=2026-10-09')).length).toBe(0);
    expect((await list('from=2026-10-11')).length).toBe(0);
    expect((await list('party=mihon-seizo-kk')).length).toBe(all);
    expect((await list('party=mihon-kenporen')).length).toBe(0);
    expect((await list(`member=${ref}`)).map((record) => record.person.ref)).toEqual([ref]);
    expect((await list('route=C1&method=BATCH')).length).toBe(all);
    expect((await list('route=N3')).length).toBe(0);
    expect((await list('method=EACH')).length).toBe(0);
  });

  it('refuse at once to wait for a position that nobody was given', async () => {
    const { status, body } = await kiroku.get<Problem>('/v1/provision-records?atLeast=0000000000999999', officer);
    expect([status, body.code, body.errors![0]!.pointer]).toEqual([400, 'position-unknown', '/atLeast']);
  });
});
