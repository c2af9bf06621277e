import { randomUUID } from 'node:crypto';
import type { StoredEvent } from '#event-store';
import { createTestDatabase, type TestDatabase } from '../../../test/harness/database.js';
import { A, AnOutbox } from '../testing/an-outbox.js';

const [FIRST, SECOND] = ['00000000-0000-4000-8000-000000000001', '00000000-0000-4000-8000-000000000002'] as const;
const URL = 'https://hooks.example/';

let database: TestDatabase;
let outbox: AnOutbox;
beforeAll(async () => {
  database = await createTestDatabase();
  outbox = await AnOutbox.open(database.url);
});
beforeEach(() => outbox.clear());
afterAll(async () => {
  await outbox.close();
  await database.drop();
});

const told = async (webhook: string = FIRST) =>
  (await outbox.messages()).filter((one) => one.webhook === webhook).map(({ about }) => about);

describe('the outbox', () => {
  it('has a message of each event for whoever listens when it is recorded', async () => {
    await outbox.happen('before');
    await outbox.register(FIRST, URL);
    await outbox.happen('a');
    await outbox.register(SECOND, URL);
    await outbox.happen('b');
    await outbox.record('Other', {});
    await outbox.happen('hidden');
    await outbox.fold();
    expect([await told(), await told(SECOND)]).toEqual([['a', 'b'], ['b']]);
  });

  it('has what happens to an arrangement for whoever is held to it, and for who is held to none', async () => {
    await outbox.register(FIRST, URL, { arrangements: ['k1'], actor: { role: 'integrator', id: 'i' } });
    await outbox.register(SECOND, URL);
    await outbox.happen('of k1', 'k1');
    await outbox.happen('of k2', 'k2');
    await outbox.happen('of none');
    await outbox.fold();
    expect([await told(), await told(SECOND)]).toEqual([['of k1'], ['of k1', 'of k2', 'of none']]);
  });

  it('goes on for one that is off, and forgets one that is over', async () => {
    await outbox.register(FIRST, URL);
    await outbox.register(SECOND, URL);
    await outbox.act({ type: 'WebhookSwitchedOff', data: { webhookId: FIRST, why: 'asked' }, sealed: null });
    await outbox.happen('a');
    await outbox.act({ type: 'WebhookEnded', data: { webhookId: SECOND, why: 'asked' }, sealed: null });
    await outbox.happen('b');
    await outbox.fold();
    expect([await told(), await told(SECOND)]).toEqual([['a', 'b'], []]);
  });

  it('tells an integrator nothing whose account is closed, until it is opened again', async () => {
    await outbox.register(FIRST, URL, { actor: { role: 'integrator', id: 'i' } });
    await outbox.register(SECOND, URL, { actor: { role: 'officer', id: 'i' } });
    await outbox.record('AccountClosed', { account: 'i' });
    await outbox.happen('a');
    await outbox.record('AccountReopened', { account: 'i' });
    await outbox.happen('b');
    await outbox.fold();
    expect([await told(), await told(SECOND)]).toEqual([['b'], ['a', 'b']]);
  });

  it('is the same however the log is cut, and when it is made again', async () => {
    await outbox.register(FIRST, URL);
    await outbox.happen('a');
    await outbox.register(SECOND, URL);
    await outbox.happen('b');
    await outbox.act({ type: 'WebhookEnded', data: { webhookId: FIRST, why: 'gone' }, sealed: null });
    await outbox.happen('c');
    await outbox.fold(1);
    const rows = async () => [
      await outbox.messages(),
      (await outbox.pool.query(`SELECT * FROM webhooks.webhook ORDER BY webhook_id`)).rows,
    ];
    const once = await rows();
    for (const atOnce of [2, 3, 100]) {
      await outbox.foldAgain(atOnce);
      expect(await rows()).toEqual(once);
    }
  });

  it('keeps messages thirty days, by the time of events', async () => {
    await outbox.register(FIRST, URL);
    await outbox.fold();
    const at = (day: string, position: string) =>
      ({
        position,
        envelope: {
          id: randomUUID(),
          association: A,
          type: 'Happened',
          data: { id: day },
          recordedAt: `${day}T00:00:00.000Z`,
        },
      }) as unknown as StoredEvent;
    await outbox.apply([at('2027-01-01', '0000000000000090'), at('2027-01-31', '0000000000000091')]);
    expect(await told()).toEqual(['2027-01-01', '2027-01-31']);
    await outbox.apply([at('2027-02-01', '0000000000000092')]);
    expect(await told()).toEqual(['2027-01-31', '2027-02-01']);
  });
});
