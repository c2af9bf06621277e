import { randomUUID } from 'node:crypto';
import { KirokuInProcess } from '../harness/kiroku-in-process.js';
import { B04, type Problem } from '../harness/recording.js';

const { association } = B04;
const MEMBER = (B04.members as { ref: string }[])[0]!.ref;
const LISTEN_MILLISECONDS_MAX = 20_000;

let kiroku: KirokuInProcess;
let member: string;
let address: string;
let id: string;
const listening: AbortController[] = [];
beforeAll(async () => {
  kiroku = await KirokuInProcess.start();
  member = await kiroku.token('member', association, MEMBER);
  await kiroku.app.listen(0, '127.0.0.1');
  address = await kiroku.app.getUrl();
}, 120_000);
beforeEach(async () => {
  id = randomUUID();
  const asked = await kiroku.post('/v1/me/disclosure-requests', member, { id, kind: 'RQ3', method: 'PAPER' });
  if (asked.status >= 300) throw new Error(JSON.stringify(asked.body));
});
afterEach(async () => {
  for (const one of listening.splice(0)) one.abort();
  await kiroku.post(`/v1/me/disclosure-requests/${id}/withdrawal`, member, {});
});
afterAll(() => kiroku.stop());

function open(accept = 'application/x-ndjson'): Promise<Response> {
  const ending = new AbortController();
  listening.push(ending);
  const signal = AbortSignal.any([ending.signal, AbortSignal.timeout(LISTEN_MILLISECONDS_MAX)]);
  const headers = { authorization: `Bearer ${member}`, accept };
  return fetch(`${address}/v1/me/disclosure-requests/${id}`, { headers, signal });
}

/** The lines of an answer that goes on, without those that say nothing. */
async function* linesOf(answer: Response): AsyncGenerator<{ id: string; state: string }> {
  let text = '';
  for await (const part of answer.body!.pipeThrough(new TextDecoderStream())) {
    const lines = (text + part).split('\n');
    text = lines.pop()!;
    for (const line of lines.filter((one) => one !== '')) yield JSON.parse(line) as { id: string; state: string };
  }
}

describe('a member who watches a request of their own', () => {
  it('reads it once, and nobody else’s', async () => {
    const path = (request: string) => `/v1/me/disclosure-requests/${request}`;
    expect(await kiroku.get(path(id), member)).toMatchObject({ status: 200, body: { id } });
    const unknown = await kiroku.get<Problem>(path(randomUUID()), member, { accept: 'application/x-ndjson' });
    expect(unknown).toMatchObject({ status: 404, body: { code: 'disclosure-request-unknown' } });
  });

  it('hears of each change, until the flag closes the own view', async () => {
    const answer = await open();
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/x-ndjson']);
    const lines = linesOf(answer);
    const first = (await lines.next()).value!;
    expect(first).toMatchObject({ id });
    await kiroku.post(`/v1/me/disclosure-requests/${id}/withdrawal`, member, {});
    const second = (await lines.next()).value!;
    expect([second.id, second.state === first.state]).toEqual([id, false]);
    const officer = await kiroku.token('officer', association);
    const flag = { flag: 'NO_OWN_VIEW', from: '2026-01-01', reason: '申出' };
    expect((await kiroku.post(`/v1/members/${MEMBER}/flags`, officer, flag)).status).toBeLessThan(300);
    expect((await lines.next()).done).toBe(true);
    expect((await open()).status).toBe(403);
  }, 60_000);
});
