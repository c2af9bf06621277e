import { feed } from '../harness/feeds.js';
import { KirokuInProcess } from '../harness/kiroku-in-process.js';
import { aPost, type Answer, B04, type Problem } from '../harness/recording.js';
import { RunningKiroku, removeDataDir } from '../harness/running-kiroku.js';

interface Found {
  readonly transfers: readonly { readonly id: string; readonly status: string; readonly [fact: string]: unknown }[];
}

let kiroku: KirokuInProcess;
let integrator: string;
beforeAll(async () => {
  kiroku = await KirokuInProcess.start();
  integrator = await kiroku.token('integrator', B04.association);
}, 120_000);
afterAll(() => kiroku.stop());

const named = (externalId: string, source = 'kenpo-core') =>
  `/v1/transfers?${new URLSearchParams({ source, externalId }).toString()}`;

describe("a transfer asked for by its sender's name", () => {
  it('is found at once, with the acknowledgement that was lost', async () => {
    const name = '名前 & 記号 = 1/2';
    const posted = (await kiroku.post<Answer>('/v1/transfers', integrator, aPost(name))).body;
    const { status, body } = await kiroku.get<Found>(named(name), integrator);
    expect(status).toBe(200);
    expect(body.transfers).toEqual([
      {
        id: posted.id,
        status: 'recorded',
        source: 'kenpo-core',
        externalId: name,
        version: 1,
        phase: 'done',
        arrangement: { id: 'B04', version: 2 },
        occurredOn: '2026-06-10',
        lines: B04.members.length,
        position: posted.position,
        leafHash: posted.leafHash,
        recordedAt: expect.any(String),
        links: {
          self: `/v1/transfers/${posted.id}`,
          acknowledgement: `/v1/transfers/${posted.id}/acknowledgement?version=1`,
        },
      },
    ]);
  });

  it('is shown as it stands now: its newest version, or voided', async () => {
    const { id } = (await kiroku.post<Answer>('/v1/transfers', integrator, aPost('amended'))).body;
    const change = { version: 1, reason: 'a wrong day', occurredOn: '2026-06-09' };
    const corrected = await kiroku.post<Answer>(`/v1/transfers/${id}/corrections`, integrator, change);
    await kiroku.post(`/v1/transfers/${id}/void`, integrator, { version: 2, reason: 'posted twice' });
    const { body } = await kiroku.get<Found>(named('amended'), integrator);
    const { position } = corrected.body;
    expect(body.transfers).toMatchObject([{ id, status: 'voided', version: 2, occurredOn: '2026-06-09', position }]);
  });

  it('is an empty list under another name, source or association', async () => {
    await kiroku.post('/v1/transfers', integrator, aPost('mine'));
    const other = await kiroku.token('integrator', 'mihon-unyu');
    const answers = [
      await kiroku.get<Found>(named('nobody'), integrator),
      await kiroku.get<Found>(named('mine', 'other-core'), integrator),
      await kiroku.get<Found>(named('mine'), other),
    ];
    expect(answers.map(({ status, body }) => [status, body])).toEqual(answers.map(() => [200, { transfers: [] }]));
  });

  it('is shown as refused where a plan was refused', async () => {
    const plan = aPost('refused', { phase: 'planned', items: [{ code: 'DIAGNOSIS' }] });
    expect((await kiroku.post('/v1/transfers', integrator, plan)).status).toBe(422);
    const { body } = await kiroku.get<Found>(named('refused'), integrator);
    expect(body.transfers).toMatchObject([{ status: 'refused', phase: 'planned', lines: 0 }]);
  });

  it('of the restricted chain is found by auditors alone', async () => {
    const { association, post } = feed('B10');
    await kiroku.post('/v1/transfers', integrator, post);
    const seen = async (role: 'integrator' | 'officer' | 'auditor') =>
      (await kiroku.get<Found>(named(post.externalId, post.source), await kiroku.token(role, association))).body
        .transfers.length;
    expect([await seen('integrator'), await seen('officer'), await seen('auditor')]).toEqual([0, 0, 1]);
  });

  it.each([
    ['/v1/transfers', ['/source', '/externalId']],
    ['/v1/transfers?source=kenpo-core', ['/externalId']],
    ['/v1/transfers?externalId=x', ['/source']],
    ['/v1/transfers?source=kenpo-core&externalId=', ['/externalId']],
    ['/v1/transfers?source=kenpo-core&externalId=123456789018', ['/externalId']],
  ])('needs both parts of the name, and no individual number: %s', async (url, pointers) => {
    const { status, body } = await kiroku.get<Problem>(url, integrator);
    expect([status, body.code]).toEqual([400, 'invalid-request']);
    expect(body.errors!.map((error) => error.pointer)).toEqual(pointers);
    expect(JSON.stringify(body)).not.toContain('123456789018');
  });
});

it('leaves no name of a transfer in the log of the service', async () => {
  const running = await RunningKiroku.start({ env: { KIROKU_LOG_LEVEL: 'trace' } });
  const token = await running.token('integrator', B04.association);
  const name = 'only-the-sender-knows';
  expect((await running.get(named(name), token)).status).toBe(200);
  expect((await running.get(`${named(name)}&unknown=1`, token)).status).toBe(400);
  expect((await running.get(named(name))).status).toBe(401);
  expect(await running.stop()).toBe(0);
  await removeDataDir(running.dataDir);
  expect(running.output.text).toContain('answers at');
  expect(running.output.text).not.toContain(name);
}, 90_000);
