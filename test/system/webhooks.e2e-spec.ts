import { randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';
import { until } from '../../libs/event-store/testing/waiting.js';
import { KirokuInProcess } from '../harness/kiroku-in-process.js';
import { aPost, B04, type Answer, type Problem } from '../harness/recording.js';

const { association } = B04;
const MEMBER = (B04.members as { ref: string }[])[0]!.ref;
const SCOPES = ['webhooks:write', 'webhooks:read', 'transfers:write'];

interface Registered {
  readonly id: string;
  readonly url: string;
  readonly secret: string | null;
  readonly status: string;
  readonly arrangements: readonly string[] | null;
}
interface Received {
  readonly path: string;
  readonly body: string;
  readonly headers: Record<string, string>;
}

let kiroku: KirokuInProcess;
let server: Server;
let officer: string;
let integrator: string;
const received: Received[] = [];
beforeAll(async () => {
  process.env['KIROKU_WEBHOOK_LOOPBACK'] = 'on';
  kiroku = await KirokuInProcess.start();
  officer = await kiroku.token('officer', association);
  integrator = await integratorOf(['B04']);
  server = createServer((request, reply) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const headers = request.headers as Record<string, string>;
      received.push({ path: request.url!, body: Buffer.concat(parts).toString(), headers });
      reply.writeHead(request.url === '/gone' ? 410 : 200).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
}, 120_000);
afterAll(async () => {
  delete process.env['KIROKU_WEBHOOK_LOOPBACK'];
  await kiroku.stop();
  await new Promise((resolve) => server.close(resolve));
});

const integratorOf = (arrangements: string[], subject = 'gateway') =>
  kiroku.tokenFor({ role: 'integrator', association, subject, arrangements, scopes: SCOPES });
const urlOf = (path: string) => `http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`;
const register = (token: string, path: string, types: string[], id: string = randomUUID()) =>
  kiroku.post<Registered & Problem>('/v1/webhooks', token, { id, url: urlOf(path), types });
const at = (path: string) => received.filter((one) => one.path === path);
const told = (path: string) =>
  at(path).map(({ body }) => JSON.parse(body) as { type: string; data: { id: string; position: string | null } });
const post = async (externalId: string, changes: object = {}) =>
  (await kiroku.post<Answer>('/v1/transfers', integrator, aPost(externalId, changes))).body;
const tagOf = async (id: string) => (await kiroku.get(`/v1/webhooks/${id}`, officer)).headers['etag'] as string;
const ofArrangement = 'transfer.recorded';

describe('a webhook', () => {
  it('tells whoever is held to an arrangement, and officers of requests too, and nothing of anybody', async () => {
    const own = await register(integrator, '/own', [ofArrangement, 'transfer.voided']);
    expect(own).toMatchObject({ status: 201, body: { arrangements: ['B04'], status: 'active' } });
    const others = await register(await integratorOf(['B03'], 'other'), '/others', [ofArrangement]);
    expect(others.status).toBe(201);
    const all = await register(officer, '/all', [ofArrangement, 'transfer.voided', 'request.received']);
    const hidden = await post('hook-hidden', { items: [{ code: 'NAME' }, { code: 'INDIVIDUAL_NUMBER' }] });
    const { id, position } = await post('hook-1');
    await kiroku.post(`/v1/transfers/${id}/void`, officer, { version: 1, reason: '二重' });
    const requestId = randomUUID();
    const asked = { kind: 'RQ3', asker: 'SELF', channel: 'POST', method: 'PAPER', receivedAt: '2026-06-01T00:00:00Z' };
    await kiroku.post(`/v1/members/${MEMBER}/disclosure-requests`, officer, { id: requestId, ...asked });
    await until(async () => at('/all').length >= 3 && at('/own').length >= 2);
    const byPosition = (one: { data: { position: string | null } }, next: typeof one) =>
      one.data.position! < next.data.position! ? -1 : 1;
    expect(told('/own').sort(byPosition)).toMatchObject([
      { type: ofArrangement, data: { id, position, association, links: { self: `/v1/transfers/${id}` } } },
      { type: 'transfer.voided', data: { id } },
    ]);
    expect(
      told('/all')
        .map(({ type, data }) => [type, data.id])
        .sort(),
    ).toEqual(
      [
        [ofArrangement, id],
        ['transfer.voided', id],
        ['request.received', requestId],
      ].sort(),
    );
    expect(at('/others')).toEqual([]);
    const sent = JSON.stringify(received);
    for (const secret of [MEMBER, hidden.id, '二重', 'hook-1']) expect(sent).not.toContain(secret);
    for (const { body, headers } of at('/all')) new Webhook(all.body.secret!).verify(body, headers);
  }, 60_000);

  it('hears no more of an arrangement than the token with which its account comes next', async () => {
    const { id } = (await register(await integratorOf(['B03', 'B04'], 'narrowed'), '/narrowed', [ofArrangement])).body;
    const wide = await kiroku.get<Registered>(`/v1/webhooks/${id}`, await integratorOf(['B03', 'B04'], 'narrowed'));
    expect(wide.body.arrangements).toEqual(['B03', 'B04']);
    const narrow = await integratorOf(['B03', 'B05'], 'narrowed');
    await kiroku.get('/v1/webhooks', narrow);
    expect((await kiroku.get<Registered>(`/v1/webhooks/${id}`, officer)).body.arrangements).toEqual(['B03']);
    const seen = await kiroku.rows(
      `SELECT FROM webhooks.seen_account AS seen JOIN webhooks.webhook AS w USING (association, account)
       WHERE w.webhook_id = $1 AND seen.seen_at > now() - interval '1 minute'`,
      [id],
    );
    expect(seen).toHaveLength(1);
    const all = await register(officer, '/beside', [ofArrangement]);
    await post('hook-lost');
    await until(async () => at('/beside').length === 1);
    expect([all.status, at('/narrowed').length]).toEqual([201, 0]);
  }, 60_000);

  it('is registered once, shown without its secret, tested, and ended', async () => {
    const id = randomUUID();
    expect((await register(integrator, '/test', [ofArrangement], id)).status).toBe(201);
    expect(await register(integrator, '/test', [ofArrangement], id)).toMatchObject({
      status: 200,
      body: { secret: null },
    });
    expect(await register(integrator, '/elsewhere', [ofArrangement], id)).toMatchObject({
      status: 409,
      body: { code: 'webhook-differs' },
    });
    const shown = await kiroku.get<Registered>(`/v1/webhooks/${id}`, integrator);
    expect(shown).toMatchObject({ status: 200, body: { id, url: urlOf('/test') } });
    expect(JSON.stringify(shown.body)).not.toContain('whsec_');
    const { secret } = (await kiroku.post<{ secret: string }>(`/v1/webhooks/${id}/secret`, integrator, {})).body;
    const { delivery } = (await kiroku.post<{ delivery: string }>(`/v1/webhooks/${id}/test`, integrator, {})).body;
    await until(async () => at('/test').length === 1);
    const [{ body, headers }] = at('/test') as [Received];
    expect(headers['webhook-id']).toBe(delivery);
    expect(headers['webhook-signature']!.split(' ')).toHaveLength(2);
    expect(new Webhook(secret).verify(body, headers)).toMatchObject({ type: 'webhook.test' });
    const deliveries = () =>
      kiroku.get<{ deliveries: { status: string }[] }>(`/v1/webhooks/${id}/deliveries`, integrator);
    await until(async () => (await deliveries()).body.deliveries[0]!.status === 'delivered');
    expect((await kiroku.delete(`/v1/webhooks/${id}`, integrator)).status).toBe(204);
    expect(await kiroku.post(`/v1/webhooks/${id}/test`, integrator, {})).toMatchObject({
      status: 409,
      body: { code: 'webhook-ended' },
    });
  }, 60_000);

  it('that says it is gone is over, and what was told is sent again where that is asked', async () => {
    const gone = (await register(officer, '/gone', [ofArrangement])).body.id;
    const kept = (await register(officer, '/kept', [ofArrangement])).body.id;
    const { position } = await post('hook-2');
    const status = async () => (await kiroku.get<Registered>(`/v1/webhooks/${gone}`, officer)).body;
    await until(async () => (await status()).status === 'ended' && at('/kept').length === 1);
    expect(await status()).toMatchObject({ why: { code: 'gone' } });
    const page = () => kiroku.get<{ deliveries: { status: string }[] }>(`/v1/webhooks/${kept}/deliveries`, officer);
    await until(async () => (await page()).body.deliveries[0]!.status === 'delivered');
    const replay = (request: object) => kiroku.post(`/v1/webhooks/${kept}/replay`, officer, request);
    expect(await replay({ from: position })).toMatchObject({ status: 202, body: { count: 1 } });
    await until(async () => at('/kept').length === 2);
    const [first, second] = at('/kept') as [Received, Received];
    expect(second.headers['webhook-id']).toBe(first.headers['webhook-id']);
    expect(await replay({})).toMatchObject({ status: 400, body: { code: 'invalid-request' } });
  }, 60_000);
});

describe('nobody', () => {
  it('sees the webhooks of another integrator, and an officer points none of them elsewhere', async () => {
    const { id } = (await register(integrator, '/mine', [ofArrangement])).body;
    const stranger = await integratorOf(['B04'], 'stranger');
    for (const path of ['', '/deliveries']) {
      expect((await kiroku.get(`/v1/webhooks/${id}${path}`, stranger)).status).toBe(404);
    }
    const tag = await tagOf(id);
    const changed = await kiroku.patch(`/v1/webhooks/${id}`, officer, tag, { url: urlOf('/officers') });
    expect(changed).toMatchObject({ status: 403, body: { code: 'webhook-of-another' } });
    expect(await kiroku.post(`/v1/webhooks/${id}/secret`, officer, {})).toMatchObject({ status: 403 });
    const off = await kiroku.patch(`/v1/webhooks/${id}`, officer, tag, { status: 'off' });
    expect(off).toMatchObject({ status: 200, body: { status: 'off', why: { code: 'asked' } } });
    expect(off.headers['etag']).toBe(await tagOf(id));
    for (const [seen, status, code] of [
      [tag, 412, 'changed-meanwhile'],
      [null, 428, 'if-match-missing'],
      ['"x"', 400, 'invalid-request'],
    ] as const) {
      const late = await kiroku.patch(`/v1/webhooks/${id}`, officer, seen, { status: 'active' });
      expect(late).toMatchObject({ status, body: { code } });
    }
    const moved = { url: urlOf('/moved'), types: ['transfer.voided'] };
    expect(await kiroku.patch(`/v1/webhooks/${id}`, integrator, tag, moved)).toMatchObject({ status: 412 });
    const both = await kiroku.patch(`/v1/webhooks/${id}`, integrator, await tagOf(id), { ...moved, status: 'active' });
    expect(both).toMatchObject({ status: 200, body: { ...moved, status: 'active' } });
    await kiroku.patch(`/v1/webhooks/${id}`, officer, await tagOf(id), { status: 'off' });
    expect(await kiroku.post(`/v1/webhooks/${id}/test`, officer, {})).toMatchObject({
      status: 409,
      body: { code: 'webhook-off' },
    });
  });

  it.each<[object, string]>([
    [{ url: 'http://example.jp/' }, '/url'],
    [{ url: 'https://user:pw@example.jp/' }, '/url'],
    [{ url: 'https://example.jp/?a=1' }, '/url'],
    [{ url: 'https://example.jp:22/' }, '/url'],
    [{ url: 'x'.repeat(1_001) }, '/url'],
    [{ types: [] }, '/types'],
    [{ types: ['request.received'] }, '/types/0'],
    [{ types: [ofArrangement, 'transfer.unheard'] }, '/types/1'],
    [{ id: 'no uuid' }, '/id'],
    [{ secret: 'whsec_mine' }, '/secret'],
  ])('registers %p as an integrator', async (over, pointer) => {
    const request = { id: randomUUID(), url: urlOf('/x'), types: [ofArrangement], ...over };
    const refused = await kiroku.post<Problem>('/v1/webhooks', integrator, request);
    expect(refused).toMatchObject({ status: 400, body: { code: 'invalid-request' } });
    expect(refused.body.errors!.map((one) => one.pointer)).toContain(pointer);
  });

  it('fills the log by the same change again and again, or asks for messages without end', async () => {
    const { id } = (await register(officer, '/same', [ofArrangement])).body;
    const tag = await tagOf(id);
    const same = { url: urlOf('/same'), types: [ofArrangement], status: 'active' };
    expect((await kiroku.patch(`/v1/webhooks/${id}`, officer, tag, same)).status).toBe(200);
    expect(await tagOf(id)).toBe(tag);
    const eager = await integratorOf(['B04'], 'eager');
    const unknown = `/v1/webhooks/${randomUUID()}`;
    const sends = [];
    for (let count = 0; count < 31; count += 1) sends.push((await kiroku.post(`${unknown}/test`, eager, {})).status);
    expect([sends.indexOf(429), sends[29]]).toEqual([30, 404]);
    const changes = [];
    for (let count = 0; count < 101; count += 1) {
      changes.push((await kiroku.patch(unknown, eager, '"0"', { status: 'off' })).status);
    }
    expect([changes.indexOf(429), changes[99]]).toEqual([100, 404]);
  });

  it('changes nothing by a change of nothing, or of what is not there', async () => {
    const unknown = `/v1/webhooks/${randomUUID()}`;
    expect((await kiroku.patch(unknown, officer, '"0"', { status: 'off' })).status).toBe(404);
    const { id } = (await register(officer, '/unchanged', [ofArrangement])).body;
    expect((await kiroku.patch(`/v1/webhooks/${id}`, officer, await tagOf(id), {})).status).toBe(400);
  });
});
