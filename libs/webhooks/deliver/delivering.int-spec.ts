import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';
import { createTestDatabase, type TestDatabase } from '../../../test/harness/database.js';
import { DeliveryRows } from '../list-deliveries/delivery-rows.js';
import { A, AnOutbox } from '../testing/an-outbox.js';
import { DeliveryMetrics } from './delivery-metrics.js';
import { DeliveryRunner } from './delivery-runner.js';

const WAIT_MILLISECONDS_MAX = 15_000;
const SETTINGS = { ports: [443], keepDays: 30, allowsLoopback: true };

interface Received {
  readonly id: string;
  readonly body: string;
  readonly headers: Record<string, string>;
}

class AReceiver {
  readonly received: Received[] = [];
  answer: (reply: ServerResponse, one: Received) => void = (reply) => void reply.end();
  #server: Server | null = null;

  async open(): Promise<this> {
    const listener: RequestListener = (request, reply) => void this.#take(request, reply);
    this.#server = createServer(listener);
    await new Promise<void>((resolve) => this.#server!.listen(0, '127.0.0.1', resolve));
    return this;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server!.address() as AddressInfo).port}/hook`;
  }

  get ids(): string[] {
    return this.received.map(({ id }) => id);
  }

  async close(): Promise<void> {
    this.#server?.closeAllConnections();
    await new Promise((resolve) => this.#server?.close(resolve));
  }

  async #take(request: IncomingMessage, reply: ServerResponse): Promise<void> {
    let body = '';
    for await (const chunk of request) body += (chunk as Buffer).toString();
    const headers = request.headers as Record<string, string>;
    const one = { id: headers['webhook-id']!, body, headers };
    this.received.push(one);
    this.answer(reply, one);
  }
}

const status = (code: number) => (reply: ServerResponse) => void reply.writeHead(code).end();

let database: TestDatabase;
let outbox: AnOutbox;
let rows: DeliveryRows;
let receiver: AReceiver;
let other: AReceiver;
const runners: DeliveryRunner[] = [];
beforeAll(async () => {
  database = await createTestDatabase();
  outbox = await AnOutbox.open(database.url);
  rows = new DeliveryRows(outbox.pool);
});
beforeEach(async () => {
  await outbox.clear();
  [receiver, other] = [await new AReceiver().open(), await new AReceiver().open()];
});
afterEach(async () => {
  await Promise.all(runners.splice(0).map((runner) => runner.stop()));
  await Promise.all([receiver.close(), other.close()]);
});
afterAll(async () => {
  await outbox.close();
  await database.drop();
});

function run(): DeliveryRunner {
  const runner = new DeliveryRunner({ pool: outbox.pool, log: outbox.log, settings: SETTINGS, now: () => new Date() });
  runners.push(runner);
  runner.start();
  return runner;
}

async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = Date.now() + WAIT_MILLISECONDS_MAX;
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error('It did not come to be.');
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

const ID = randomUUID();
const OF = { association: A, webhookId: ID, arrangements: null };
const list = async (webhookId = ID) => {
  const wish = { association: A, webhookId, arrangements: null, status: null, before: null, limit: 100 };
  return (await rows.list(wish)).map(({ answer }) => answer);
};
const isSettled = async () => (await list()).length > 0 && (await list()).every(({ attempts }) => attempts.length > 0);
const dueNow = () => outbox.pool.query(`UPDATE webhooks.delivery SET next_at = now() WHERE status = 'waiting'`);
const webhook = async (id = ID) => (await outbox.log.read(A)).get(id)!;

describe('a message', () => {
  it('arrives signed, as the library of the receiver takes it', async () => {
    const secret = await outbox.register(ID, receiver.url);
    const position = await outbox.happen('a');
    await outbox.fold();
    run();
    await until(() => receiver.received.length === 1);
    const [{ body, headers }] = receiver.received as [Received];
    expect(new Webhook(secret).verify(body, headers)).toEqual({
      type: 'thing.happened',
      timestamp: expect.stringMatching(/^\d{4}-.*Z$/),
      data: { id: 'a', position, association: A, links: { self: '/things/a' } },
    });
    await until(async () => (await list())[0]!.status === 'delivered');
    expect(await list()).toMatchObject([
      { id: headers['webhook-id'], position, tries: 1, nextAt: null, attempts: [{ answered: 200, fault: null }] },
    ]);
  });

  it('is signed by both secrets while one replaces the other', async () => {
    const before = await outbox.register(ID, receiver.url);
    const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
    const data = { webhookId: ID, previousUntil: '2999-01-01T00:00:00.000Z' };
    await outbox.act({ type: 'WebhookSecretRotated', data, sealed: { secret } });
    await outbox.happen('a');
    await outbox.fold();
    run();
    await until(() => receiver.received.length === 1);
    const [{ body, headers }] = receiver.received as [Received];
    for (const one of [before, secret]) expect(() => new Webhook(one).verify(body, headers)).not.toThrow();
  });

  it('is tried again under the same id and with the same body, after a rest', async () => {
    receiver.answer = status(503);
    await outbox.register(ID, receiver.url);
    await outbox.happen('a');
    await outbox.fold();
    run();
    await until(isSettled);
    const [failed] = await list();
    expect(failed).toMatchObject({ status: 'waiting', tries: 1, attempts: [{ answered: 503, fault: 'status' }] });
    const rest = Date.parse(failed!.nextAt!) - Date.parse(failed!.attempts[0]!.at);
    expect([rest >= 5_000, rest <= 6_000]).toEqual([true, true]);
    receiver.answer = status(200);
    await dueNow();
    await until(async () => (await list())[0]!.status === 'delivered');
    const [first, second] = receiver.received as [Received, Received];
    expect([second.id, second.body]).toEqual([first.id, first.body]);
    expect(await outbox.pool.query(`SELECT FROM webhooks.endpoint WHERE failing_since IS NOT NULL`)).toMatchObject({
      rowCount: 0,
    });
  });

  it('rests as long as its receiver asks, where that is longer', async () => {
    receiver.answer = (reply) => void reply.writeHead(429, { 'retry-after': '600' }).end();
    await outbox.register(ID, receiver.url);
    await outbox.happen('a');
    await outbox.fold();
    run();
    await until(isSettled);
    const [{ nextAt, attempts }] = (await list()) as [Awaited<ReturnType<typeof list>>[number]];
    const rest = Date.parse(nextAt!) - Date.parse(attempts[0]!.at);
    expect([rest > 590_000, rest < 610_000]).toEqual([true, true]);
  });

  it('of an arrangement that the webhook lost is neither sent, nor shown, nor sent again', async () => {
    const actor = { role: 'integrator', id: 'i' };
    await outbox.register(ID, receiver.url, { arrangements: ['k1', 'k2'], actor });
    await outbox.happen('kept', 'k1');
    const from = await outbox.happen('lost', 'k2');
    await outbox.fold();
    receiver.answer = status(503);
    const runner = run();
    await until(async () => (await list()).filter(({ attempts }) => attempts.length > 0).length === 2);
    await runner.stop();
    const sent = receiver.received.filter(({ body }) => body.includes('lost')).length;
    const data = { webhookId: ID, types: ['thing.happened'], arrangements: ['k1'] };
    await outbox.act({ type: 'WebhookChanged', data, sealed: null }, actor);
    await outbox.fold();
    receiver.answer = status(200);
    await dueNow();
    run();
    await until(async () => (await list()).every((one) => one.status !== 'waiting'));
    const [lost, kept] = (await list()) as Awaited<ReturnType<typeof list>>;
    expect(kept).toMatchObject({ status: 'delivered' });
    expect(lost).toMatchObject({ status: 'failed', attempts: [{ answered: null, fault: 'arrangement-lost' }, {}] });
    expect(receiver.received.filter(({ body }) => body.includes('lost'))).toHaveLength(sent);
    const held = { ...OF, arrangements: ['k1'] };
    const shown = await rows.list({ ...held, status: null, before: null, limit: 100 });
    expect(shown.map(({ answer }) => answer.id)).toEqual([kept!.id]);
    expect(await rows.replay(held, { from })).toBe(0);
    expect(await outbox.pool.query(`SELECT FROM webhooks.endpoint WHERE failing_since IS NOT NULL`)).toMatchObject({
      rowCount: 0,
    });
  });

  it('is given up after the tenth try', async () => {
    receiver.answer = status(500);
    await outbox.register(ID, receiver.url);
    await outbox.happen('a');
    await outbox.fold();
    const runner = run();
    await until(isSettled);
    await runner.stop();
    await outbox.pool.query(`UPDATE webhooks.delivery SET tries = 9, next_at = now()`);
    run();
    await until(async () => (await list())[0]!.status === 'failed');
    expect((await list())[0]).toMatchObject({ tries: 10, nextAt: null });
    expect(await rows.replay(OF, { from: null })).toBe(1);
    receiver.answer = status(200);
    await until(async () => (await list())[0]!.status === 'delivered');
  });

  it('goes out once, however many processes send and however often its outbox is made again', async () => {
    const things = Array.from({ length: 60 }, (_, index) => `thing-${index}`);
    await outbox.register(ID, receiver.url);
    for (const thing of things) await outbox.happen(thing);
    await outbox.fold();
    run();
    run();
    await until(() => receiver.received.length >= things.length);
    await outbox.foldAgain();
    await outbox.happen('last');
    await outbox.fold();
    await until(async () => (await list()).filter((one) => one.status === 'delivered').length === things.length + 1);
    expect(new Set(receiver.ids).size).toBe(things.length + 1);
    expect(receiver.ids).toHaveLength(things.length + 1);
  });
});

describe('an integrator that does not come any more', () => {
  it('is told nothing after thirty days, and what was kept once it comes again', async () => {
    const actor = { role: 'integrator', id: 'gone' };
    await outbox.register(ID, receiver.url, { arrangements: ['k1'], actor });
    const officers = randomUUID();
    await outbox.register(officers, other.url);
    await outbox.happen('kept', 'k1');
    await outbox.fold();
    const before = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString();
    await outbox.pool.query(
      `UPDATE webhooks.webhook SET webhook = jsonb_set(webhook, '{registeredAt}', to_jsonb($1::text))`,
      [before(31)],
    );
    const cameBefore = (days: number) =>
      outbox.pool.query(
        `INSERT INTO webhooks.seen_account VALUES ($1, 'gone', $2)
         ON CONFLICT (association, account) DO UPDATE SET seen_at = excluded.seen_at`,
        [A, before(days)],
      );
    await cameBefore(30.1);
    const runner = run();
    await until(async () => (await list(officers))[0]?.status === 'delivered');
    const samples = await new DeliveryMetrics(outbox.pool, runner).read();
    expect(samples.find(({ name }) => name === 'kiroku_webhooks_oldest_seconds')!.value).toBe(0);
    expect([receiver.received.length, (await list())[0]!.status]).toEqual([0, 'waiting']);
    await cameBefore(29.9);
    await until(async () => (await list())[0]!.status === 'delivered');
    expect(receiver.received).toHaveLength(1);
  });
});

describe('an endpoint', () => {
  it('that hangs holds nobody up', async () => {
    receiver.answer = () => {};
    const quick = randomUUID();
    await outbox.register(ID, receiver.url);
    await outbox.register(quick, other.url);
    for (const thing of ['a', 'b', 'c', 'd', 'e', 'f']) await outbox.happen(thing);
    await outbox.fold();
    run();
    await until(() => other.received.length === 6);
    expect(receiver.received.length).toBeLessThanOrEqual(4);
  });

  it('that hangs holds up its own association at most, however many of them there are', async () => {
    other.answer = () => {};
    const neighbour = await AnOutbox.open(database.url, 'kumiai-b');
    try {
      await neighbour.record('Registered', {});
      for (let count = 0; count < 50; count += 1) await neighbour.register(randomUUID(), other.url);
      for (const thing of ['a', 'b', 'c', 'd', 'e']) await neighbour.happen(thing);
      await neighbour.fold();
    } finally {
      await neighbour.close();
    }
    run();
    await until(() => other.received.length === 20);
    await outbox.register(ID, receiver.url);
    await outbox.happen('x');
    await outbox.fold();
    await until(() => receiver.received.length === 1);
    expect(other.received).toHaveLength(20);
  });

  it('that says it is gone is told nothing any more', async () => {
    receiver.answer = status(410);
    await outbox.register(ID, receiver.url);
    await outbox.happen('a');
    await outbox.fold();
    run();
    await until(async () => (await webhook()).status === 'ended');
    expect((await webhook()).why).toBe('gone');
    await outbox.fold();
    await outbox.happen('b');
    await outbox.fold();
    expect((await list()).map(({ status: one }) => one)).toEqual(['failed']);
  });

  it('that took nothing for three days is switched off; what waits is sent once it is on again', async () => {
    receiver.answer = status(500);
    await outbox.register(ID, receiver.url);
    await outbox.happen('a');
    await outbox.fold();
    run();
    await until(isSettled);
    expect((await webhook()).status).toBe('active');
    await outbox.pool.query(`UPDATE webhooks.endpoint SET failing_since = now() - interval '73 hours'`);
    // It was switched on, or moved, less than three days ago: it has its three days.
    await dueNow();
    await until(async () => (await list())[0]!.tries === 2);
    expect((await webhook()).status).toBe('active');
    await outbox.pool.query(
      `UPDATE webhooks.webhook SET webhook = jsonb_set(webhook, '{since}', to_jsonb(now() - interval '73 hours'))`,
    );
    await dueNow();
    await until(async () => (await webhook()).status === 'off');
    expect(await webhook()).toMatchObject({ why: 'failing' });
    await outbox.fold();
    await outbox.happen('b');
    await outbox.fold();
    receiver.answer = status(200);
    await dueNow();
    const silent = receiver.received.length;
    await outbox.act({ type: 'WebhookSwitchedOn', data: { webhookId: ID }, sealed: null });
    await outbox.fold();
    await until(async () => (await list()).every((one) => one.status === 'delivered'));
    expect(receiver.received.length).toBe(silent + 2);
  });

  it('that is asked when the process stops is asked again by the next', async () => {
    receiver.answer = () => {};
    await outbox.register(ID, receiver.url);
    await outbox.happen('a');
    await outbox.fold();
    const runner = run();
    await until(() => receiver.received.length === 1);
    await runner.stop();
    expect(await list()).toMatchObject([{ status: 'waiting', attempts: [{ answered: null, fault: 'stopped' }] }]);
    receiver.answer = status(200);
    await dueNow();
    run();
    await until(async () => (await list())[0]!.status === 'delivered');
  });

  it('is tested once, and what came of it stands in the list', async () => {
    receiver.answer = status(404);
    const secret = await outbox.register(ID, receiver.url);
    await outbox.fold();
    run();
    const id = await rows.addTest(A, ID, new Date().toISOString());
    await until(async () => (await list())[0]!.status === 'failed');
    expect(await list()).toMatchObject([{ id, type: 'webhook.test', position: null, tries: 1 }]);
    const [{ body, headers }] = receiver.received as [Received];
    expect(new Webhook(secret).verify(body, headers)).toMatchObject({ type: 'webhook.test', data: { id: ID } });
  });
});

describe('what is kept of deliveries', () => {
  it('is sent again from a position on, and nothing before it', async () => {
    await outbox.register(ID, receiver.url);
    await outbox.happen('a');
    const from = await outbox.happen('b');
    await outbox.fold();
    run();
    await until(async () => (await list()).filter((one) => one.status === 'delivered').length === 2);
    expect(await rows.replay(OF, { from })).toBe(1);
    await until(() => receiver.received.length === 3);
    expect(receiver.ids[2]).toBe(receiver.ids.find((id) => id.endsWith(from)));
  });

  it('is sent again once at a time', async () => {
    await outbox.register(ID, receiver.url);
    const from = await outbox.happen('a');
    await outbox.fold();
    const runner = run();
    await until(async () => (await list())[0]?.status === 'delivered');
    await runner.stop();
    await outbox.happen('b');
    await outbox.fold();
    expect(await rows.replay(OF, { from })).toBe(1);
    expect(await rows.replay(OF, { from })).toBeNull();
    expect(await rows.replay(OF, { from: null })).toBeNull();
    run();
    await until(async () => (await list()).filter((one) => one.status === 'delivered').length === 2);
    expect(await rows.replay(OF, { from })).toBe(2);
  });

  it('is forgotten after a time, and not sent again for that', async () => {
    await outbox.register(ID, receiver.url);
    await outbox.happen('a');
    await outbox.fold();
    const runner = run();
    await until(async () => (await list())[0]?.status === 'delivered');
    await runner.stop();
    await outbox.pool.query(`UPDATE webhooks.delivery SET done_at = now() - interval '31 days'`);
    await outbox.pool.query(`UPDATE webhooks.attempt SET at = now() - interval '31 days'`);
    run();
    await until(async () => (await list()).length === 0);
    await outbox.happen('b');
    await outbox.fold();
    await until(() => receiver.received.length === 2);
    expect(JSON.parse(receiver.received[1]!.body).data.id).toBe('b');
  });

  it('is counted', async () => {
    receiver.answer = status(500);
    await outbox.register(ID, receiver.url);
    await outbox.happen('a');
    await outbox.fold();
    const runner = run();
    await until(isSettled);
    const samples = await new DeliveryMetrics(outbox.pool, runner).read();
    const values = Object.fromEntries(samples.map(({ name, value }) => [name, value]));
    expect(values).toMatchObject({
      kiroku_webhooks_failed: 1,
      kiroku_webhooks_delivered: 0,
      kiroku_webhooks_waiting: 1,
    });
    expect(values['kiroku_webhooks_oldest_seconds']).toBeGreaterThan(0);
  });
});
